import assert from "node:assert/strict"
import { after, before, describe, test } from "node:test"
import { sql } from "kysely"
import { aClient, accountWorld, aPassword, signUpPerson, takeMails, tokenIn } from "../../tests/support/accounts.ts"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import {
  actorOfSession,
  beginEmailChange,
  beginReset,
  beginSignUp,
  changePassword,
  endSessions,
  finishEmailChange,
  finishReset,
  finishSignUp,
  isResetLink,
  LinkInvalid,
  ProofNeeded,
  SignInRefused,
  sessionsOf,
  signIn,
  signOut,
  TooManyAttempts,
} from "./index.ts"
import { randomToken } from "./random-token.ts"
import { admitAttempt, forgetSignInAttempts, signInThrottles } from "./throttle.ts"

let database: TestDatabase
let world: Awaited<ReturnType<typeof accountWorld>>
before(async () => {
  database = await testDatabase()
  world = await accountWorld(database)
})
after(() => database.drop())

const whoIs = (token: string) =>
  actorOfSession(database.db, { token, now: world.clock.now(), secondFactorRequired: true })
const otherClient = { address: "41.226.1.2", userAgent: "Mozilla/5.0 (iPhone) Safari/604.1" }
const otherPassword = "la mer monte doucement ce soir"

describe("signing up", () => {
  test("nothing exists before the link of the mail is followed; then the person is signed in, without any role", async () => {
    const { deps } = world
    await beginSignUp(deps, { email: " Amel@Exemple.TN ", language: "fr", client: aClient })
    const [mail] = await takeMails(deps.db)
    assert.equal(mail!.to, "amel@exemple.tn")
    assert.equal((await sql`select from account`.execute(deps.db)).rows.length, 0)

    const token = tokenIn(mail, "sign-up")
    const signedIn = await finishSignUp(deps, {
      token,
      name: "Amel",
      password: aPassword,
      language: "ar",
      client: aClient,
    })

    const me = await whoIs(signedIn.token)
    assert.equal(me?.account.name, "Amel")
    assert.deepEqual(me?.actor.roles, [])
    await assert.rejects(
      finishSignUp(deps, { token, name: "Amel", password: aPassword, language: "ar", client: aClient }),
      LinkInvalid,
    )
  })

  test("asking for an account that exists gives the same answer, and only the mail differs", async () => {
    const { deps } = world
    await signUpPerson(deps, { email: "salma@exemple.tn" })

    assert.equal(await beginSignUp(deps, { email: "salma@exemple.tn", language: "fr", client: aClient }), undefined)

    const [mail] = await takeMails(deps.db)
    assert.match(mail!.text, /qui en a déjà un/)
    assert.doesNotMatch(mail!.text, /sign-up\//)
  })

  test("of two links for one address followed at once, one opens the account", async () => {
    const { deps } = world
    for (const _ of [1, 2]) await beginSignUp(deps, { email: "twice@exemple.tn", language: "fr", client: aClient })
    const tokens = (await takeMails(deps.db)).map((mail) => tokenIn(mail, "sign-up"))
    const outcomes = await Promise.allSettled(
      tokens.map((token) =>
        finishSignUp(deps, { token, name: "Twice", password: aPassword, language: "fr", client: aClient }),
      ),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"])
  })

  test("mails to one address are asked for three times at once, then with growing waits", async () => {
    const { deps, wait } = world
    const ask = () => beginSignUp(deps, { email: "flood@exemple.tn", language: "fr", client: aClient })
    for (const _ of [1, 2, 3]) await ask()
    await assert.rejects(ask(), (error) => error instanceof TooManyAttempts && error.retryAfterSeconds === 60)
    wait(1.1)
    await ask()
    await assert.rejects(ask(), (error) => error instanceof TooManyAttempts && error.retryAfterSeconds === 120)
    assert.equal((await takeMails(deps.db)).length, 4)
  })
})

describe("signing in", () => {
  test("an unknown address and a wrong password get the same refusal and leave the same trace", async () => {
    const { deps } = world
    await signUpPerson(deps, { email: "nour@exemple.tn" })
    for (const email of ["nour@exemple.tn", "nobody@exemple.tn", "not an address"]) {
      await assert.rejects(signIn(deps, { email, password: "wrong wrong wrong", client: aClient }), SignInRefused)
    }
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit where act = 'sign-in-refused'
    `.execute(deps.db)
    assert.equal(rows[0]!.n, 3)
  })

  test("each sign-in has a new token, and the one it replaces no longer works", async () => {
    const { deps } = world
    const first = await signUpPerson(deps, { email: "rotate@exemple.tn" })
    const second = await signIn(deps, {
      email: "Rotate@exemple.tn",
      password: aPassword,
      client: aClient,
      replaces: first.token,
    })
    assert.notEqual(first.token, second.token)
    assert.equal(await whoIs(first.token), undefined)
    assert.ok(await whoIs(second.token))
  })

  test("a stranger who guesses waits longer and longer, while the owner signs in from her own network", async () => {
    const { deps } = world
    await signUpPerson(deps, { email: "target@exemple.tn" })
    const guess = (address: string) =>
      signIn(deps, { email: "target@exemple.tn", password: "guess guess guess", client: { address } })
    for (const _ of [1, 2, 3, 4, 5]) await assert.rejects(guess("8.8.8.8"), SignInRefused)
    await assert.rejects(guess("8.8.8.9"), TooManyAttempts)
    for (let net = 1; net <= 26; net += 1) await assert.rejects(guess(`9.9.${net}.1`))
    await assert.rejects(guess("7.7.7.7"), TooManyAttempts)

    const mine = await signIn(deps, { email: "target@exemple.tn", password: aPassword, client: aClient })

    assert.equal(mine.kind, "signed-in")
  })

  test("a thousand guesses at once are not all let in", async () => {
    const { deps } = world
    const guesses = await Promise.allSettled(
      Array.from({ length: 40 }, () =>
        signIn(deps, { email: "burst@exemple.tn", password: "guess guess guess", client: { address: "5.5.5.5" } }),
      ),
    )
    const refused = guesses.filter((guess) => guess.status === "rejected" && guess.reason instanceof SignInRefused)
    assert.equal(refused.length, 5)
  })

  test("a ministry of hundreds behind one address signs in all day; guessing from there is slowed down", async () => {
    const { deps } = world
    const client = { address: "102.0.0.1" }
    await signUpPerson(deps, { email: "busy@exemple.tn" })
    const limit = () => signInThrottles("nobody@exemple.tn", { address: client.address, known: true }).slice(1)
    for (let n = 0; n < 300; n += 1) {
      await admitAttempt(deps.db, limit(), world.clock.now())
      await forgetSignInAttempts(deps.db, "busy@exemple.tn", client.address)
    }
    for (let n = 0; n < 100; n += 1) await admitAttempt(deps.db, limit(), world.clock.now())
    await assert.rejects(admitAttempt(deps.db, limit(), world.clock.now()), TooManyAttempts)
    world.wait(10)
    for (let n = 0; n < 10; n += 1) await admitAttempt(deps.db, limit(), world.clock.now())
  })

  test("a session ends after 12 hours without use and after 14 days in any case", async () => {
    const { deps, wait } = world
    const { token } = await signUpPerson(deps, { email: "idle@exemple.tn" })
    wait(11 * 60)
    assert.ok(await whoIs(token))
    wait(11 * 60)
    assert.ok(await whoIs(token), "use keeps it alive")
    wait(13 * 60)
    assert.equal(await whoIs(token), undefined)

    const again = await signIn(deps, { email: "idle@exemple.tn", password: aPassword, client: aClient })
    for (let hours = 0; hours < 14 * 24; hours += 8) {
      assert.ok(await whoIs(again.token))
      wait(8 * 60)
    }
    assert.equal(await whoIs(again.token), undefined)
  })

  test("sessions are listed with browser and network in words, and ended one by one or all but the present one", async () => {
    const { deps } = world
    const email = "sessions@exemple.tn"
    const { accountId } = await signUpPerson(deps, { email })
    const phone = await signIn(deps, { email, password: aPassword, client: otherClient })
    const here = await signIn(deps, { email, password: aPassword, client: aClient })
    const list = await sessionsOf(deps.db, { accountId, now: world.clock.now() })
    assert.deepEqual(list.map(({ device, network }) => [device, network]).sort(), [
      ["Firefox, Windows", "196.203.10.0/24"],
      ["Firefox, Windows", "196.203.10.0/24"],
      ["Safari, iOS", "41.226.1.0/24"],
    ])

    const phoneSession = (await whoIs(phone.token))!.session
    await endSessions(deps, { accountId, id: phoneSession.id })
    assert.equal(await whoIs(phone.token), undefined)

    assert.equal(await endSessions(deps, { accountId, except: (await whoIs(here.token))!.session.id }), 1)
    assert.ok(await whoIs(here.token))
    await signOut(deps, { token: here.token })
    await signOut(deps, { token: here.token })
    assert.equal(await whoIs(here.token), undefined)
  })

  test("a session of another account is not found, even by its id", async () => {
    const { deps } = world
    const mine = await signUpPerson(deps, { email: "mine@exemple.tn" })
    const theirs = await signUpPerson(deps, { email: "theirs@exemple.tn" })
    const { session } = (await whoIs(theirs.token))!
    await assert.rejects(endSessions(deps, { accountId: mine.accountId, id: session.id }), {
      code: "session-not-found",
    })
    assert.ok(await whoIs(theirs.token))
  })

  test("a blocked account has no session and learns it only with the right password", async () => {
    const { deps } = world
    const { token, accountId } = await signUpPerson(deps, { email: "blocked@exemple.tn" })
    await sql`update account set state = 'blocked' where id = ${accountId}`.execute(deps.db)
    assert.equal(await whoIs(token), undefined)
    const attempt = (password: string) => signIn(deps, { email: "blocked@exemple.tn", password, client: aClient })
    await assert.rejects(attempt("wrong wrong wrong"), SignInRefused)
    await assert.rejects(attempt(aPassword), { code: "account-blocked" })
  })

  test("no random token is anybody's", async () => {
    assert.equal(await whoIs(randomToken()), undefined)
    assert.equal(await whoIs(""), undefined)
  })
})

describe("the password", () => {
  test("a reset link sets a new one once, ends all sessions, and opens the door that strangers' guesses closed", async () => {
    const { deps } = world
    const email = "forgot@exemple.tn"
    const before = await signUpPerson(deps, { email })
    await beginReset(deps, { email, language: "ar", client: otherClient })
    const token = tokenIn((await takeMails(deps.db)).at(-1), "reset")
    assert.equal(await isResetLink(deps, { token }), true)
    const guess = () => signIn(deps, { email, password: "guess guess guess", client: otherClient })
    for (const _ of [1, 2, 3, 4, 5, 6]) await assert.rejects(guess())

    const after = await finishReset(deps, { token, password: otherPassword, client: otherClient })

    assert.equal(await whoIs(before.token), undefined)
    assert.ok(await whoIs(after.token))
    await assert.rejects(finishReset(deps, { token, password: aPassword, client: otherClient }), LinkInvalid)
    await signIn(deps, { email, password: otherPassword, client: otherClient })
    const mails = await takeMails(deps.db)
    assert.match(mails.at(-1)!.subject, /a changé/)
  })

  test("asking for a reset without an account gives the same answer, and no link", async () => {
    const { deps } = world
    assert.equal(await beginReset(deps, { email: "none@exemple.tn", language: "ar", client: aClient }), undefined)
    const [mail] = await takeMails(deps.db)
    assert.equal(mail!.to, "none@exemple.tn")
    assert.doesNotMatch(mail!.text, /reset\//)
    assert.match(mail!.html!, /<html lang="ar" dir="rtl">/)
  })

  test("a reset link is worth nothing after an hour", async () => {
    const { deps, wait } = world
    await signUpPerson(deps, { email: "late@exemple.tn" })
    await beginReset(deps, { email: "late@exemple.tn", language: "fr", client: aClient })
    const token = tokenIn((await takeMails(deps.db)).at(-1), "reset")
    wait(61)
    assert.equal(await isResetLink(deps, { token }), false)
    await assert.rejects(finishReset(deps, { token, password: otherPassword, client: aClient }), LinkInvalid)
  })

  test("changing it needs the present one and ends the other sessions", async () => {
    const { deps } = world
    const email = "change@exemple.tn"
    await signUpPerson(deps, { email })
    const other = await signIn(deps, { email, password: aPassword, client: otherClient })
    const { token } = await signIn(deps, { email, password: aPassword, client: aClient })
    const { session } = (await whoIs(token))!
    const change = (present: string, password: string) =>
      changePassword(deps, { session, present, password, client: aClient })
    await assert.rejects(change("wrong wrong wrong", otherPassword), SignInRefused)
    await assert.rejects(change(aPassword, "court"), { code: "invalid-input" })
    await change(aPassword, otherPassword)
    assert.ok(await whoIs(token))
    assert.equal(await whoIs(other.token), undefined)
  })

  test("the database never holds a password, a session token or a link as such", async () => {
    const { deps } = world
    const { token } = await signUpPerson(deps, { email: "plain@exemple.tn" })
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, ' ') as text from (
        select account::text as t from account union all select session::text from session
        union all select mail_token::text from mail_token union all select audit::text from audit
      ) everything
    `.execute(deps.db)
    assert.ok(rows[0]!.text.includes("plain@exemple.tn"))
    assert.ok(!rows[0]!.text.includes(aPassword) && !rows[0]!.text.includes(token))
  })
})

describe("the address", () => {
  test("another one counts once confirmed there, and the old one is told", async () => {
    const { deps } = world
    const { token } = await signUpPerson(deps, { email: "old@exemple.tn" })
    await beginEmailChange(deps, { session: (await whoIs(token))!.session, email: "new@exemple.tn", client: aClient })
    assert.equal((await whoIs(token))!.account.email, "old@exemple.tn")
    const link = tokenIn((await takeMails(deps.db))[0], "email-change")

    await finishEmailChange(deps, { token: link })

    assert.equal((await whoIs(token))!.account.email, "new@exemple.tn")
    assert.equal((await takeMails(deps.db))[0]!.to, "old@exemple.tn")
    await assert.rejects(finishEmailChange(deps, { token: link }), LinkInvalid)
  })

  test("needs a recent proof", async () => {
    const { deps, wait } = world
    const { token } = await signUpPerson(deps, { email: "stale@exemple.tn" })
    wait(31)
    const { session } = (await whoIs(token))!
    await assert.rejects(beginEmailChange(deps, { session, email: "x@exemple.tn", client: aClient }), ProofNeeded)
  })

  test("of somebody else cannot be taken, and nobody learns that it is somebody's", async () => {
    const { deps } = world
    const { token } = await signUpPerson(deps, { email: "taker@exemple.tn" })
    await signUpPerson(deps, { email: "holder@exemple.tn" })
    const { session } = (await whoIs(token))!
    assert.equal(await beginEmailChange(deps, { session, email: "holder@exemple.tn", client: aClient }), undefined)
    const [mail] = await takeMails(deps.db)
    assert.equal(mail!.to, "holder@exemple.tn")
    assert.doesNotMatch(mail!.text, /email-change/)
  })
})
