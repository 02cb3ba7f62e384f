import assert from "node:assert/strict"
import { after, before, describe, test } from "node:test"
import { sql } from "kysely"
import { aClient, accountWorld, aPassword, signUpPerson, takeMails } from "../../tests/support/accounts.ts"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import {
  actorOfSession,
  beginSecondFactor,
  confirmSecondFactor,
  ProofNeeded,
  passSecondFactor,
  proveAgain,
  recoveryCodesLeft,
  removeOwnSecondFactor,
  renewRecoveryCodes,
  SecondFactorWrong,
  SignInRefused,
  signIn,
  TooManyAttempts,
} from "./index.ts"
import { codeAt, matchingStep, stepOf, toBase32 } from "./totp.ts"

let database: TestDatabase
let world: Awaited<ReturnType<typeof accountWorld>>
before(async () => {
  database = await testDatabase()
  world = await accountWorld(database)
})
after(() => database.drop())

describe("codes of the telephone", () => {
  // RFC 6238, appendix B (SHA-1, eight digits).
  const secret = toBase32(Buffer.from("12345678901234567890"))
  const vectors: readonly [number, string][] = [
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ]
  for (const [seconds, code] of vectors) {
    test(`at second ${seconds} the code is that of RFC 6238`, () => {
      assert.equal(codeAt(secret, stepOf(new Date(seconds * 1000)), 8), code)
    })
  }

  test("count one step early or late, and never twice", () => {
    const at = new Date(1234567890000)
    const step = stepOf(at)
    const match = (code: string, after = 0) => matchingStep(code, { secret, after, at })
    assert.equal(match(codeAt(secret, step - 1)), step - 1)
    assert.equal(match(codeAt(secret, step + 1)), step + 1)
    assert.equal(match(codeAt(secret, step - 2)), undefined)
    assert.equal(match(codeAt(secret, step), step), undefined)
    assert.equal(match(codeAt(secret, step - 1), step), undefined)
    for (const bad of ["", "12345", "1234567", "abcdef"]) assert.equal(match(bad), undefined)
  })
})

const whoIs = (token: string) =>
  actorOfSession(database.db, { token, now: world.clock.now(), secondFactorRequired: true })

async function withFactor(email: string) {
  const { token } = await signUpPerson(world.deps, { email })
  const { session } = (await whoIs(token))!
  const { secret } = await beginSecondFactor(world.deps, { session })
  const code = () => codeAt(secret, stepOf(world.clock.now()))
  const confirmed = await confirmSecondFactor(world.deps, { session, code: code() })
  world.wait(1)
  const begin = () => signIn(world.deps, { email, password: aPassword, client: aClient })
  return { secret, code, begin, session, oldToken: token, ...confirmed }
}

describe("a second factor", () => {
  test("counts after its first code; the session goes on under a new token", async () => {
    const amel = await withFactor("totp@exemple.tn")
    assert.equal(await whoIs(amel.oldToken), undefined)
    assert.equal((await whoIs(amel.token))?.account.hasSecondFactor, true)
    assert.equal(amel.recoveryCodes.length, 10)
    assert.match((await takeMails(database.db)).at(-1)!.subject, /Second facteur/)
  })

  test("is asked after the password: before it nobody is signed in, and each code counts once", async () => {
    const amel = await withFactor("asked@exemple.tn")
    const waiting = await amel.begin()
    assert.equal(waiting.kind, "second-factor")
    assert.equal(await whoIs(waiting.token), undefined)
    const pass = (token: string, code: string) => passSecondFactor(world.deps, { token, code, client: aClient })
    await assert.rejects(pass(waiting.token, "000000"), SecondFactorWrong)
    const code = amel.code()

    const done = await pass(waiting.token, `${code.slice(0, 3)} ${code.slice(3)}`)

    assert.ok(await whoIs(done.token))
    assert.notEqual(done.token, waiting.token)
    await assert.rejects(pass(waiting.token, code), SignInRefused)
    await assert.rejects(pass((await amel.begin()).token, code), SecondFactorWrong)
  })

  test("of the same code sent twice at once one is accepted", async () => {
    const amel = await withFactor("twice@exemple.tn")
    const tokens = [(await amel.begin()).token, (await amel.begin()).token]
    const code = amel.code()
    const outcomes = await Promise.allSettled(
      tokens.map((token) => passSecondFactor(world.deps, { token, code, client: aClient })),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"])
  })

  test("digits may be Arabic", async () => {
    const amel = await withFactor("arabic@exemple.tn")
    const code = amel.code().replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!)
    assert.equal(
      (await passSecondFactor(world.deps, { ...(await amel.begin()), code, client: aClient })).kind,
      "signed-in",
    )
  })

  test("guessing codes waits longer and longer", async () => {
    const amel = await withFactor("guess@exemple.tn")
    const { token } = await amel.begin()
    const guess = () => passSecondFactor(world.deps, { token, code: "111111", client: aClient })
    for (const _ of [1, 2, 3, 4, 5]) await assert.rejects(guess(), SecondFactorWrong)
    await assert.rejects(guess(), TooManyAttempts)
  })

  test("a recovery code opens the door once", async () => {
    const amel = await withFactor("recovery@exemple.tn")
    const code = amel.recoveryCodes[3]!
    const pass = async () =>
      passSecondFactor(world.deps, { ...(await amel.begin()), code: code.toUpperCase(), client: aClient })
    await pass()
    await assert.rejects(pass(), SecondFactorWrong)
    assert.equal(await recoveryCodesLeft(database.db, amel.session.accountId), 9)
    world.wait(1)
    const fresh = await renewRecoveryCodes(world.deps, { session: amel.session, code: amel.code() })
    assert.equal(fresh.length, 10)
    assert.ok(!fresh.includes(amel.recoveryCodes[5]!))
  })

  test("its secret is not readable in the database", async () => {
    const amel = await withFactor("sealed@exemple.tn")
    const { rows } = await sql<{ totp_secret: Buffer }>`
      select totp_secret from account where id = ${amel.session.accountId}
    `.execute(database.db)
    assert.ok(!rows[0]!.totp_secret.toString("latin1").includes(amel.secret))
  })

  test("is taken away with password and code", async () => {
    const amel = await withFactor("remove@exemple.tn")
    const remove = (password: string, code: string) =>
      removeOwnSecondFactor(world.deps, { session: amel.session, password, code, client: aClient })
    await assert.rejects(remove("wrong wrong wrong", amel.code()), SignInRefused)
    await assert.rejects(remove(aPassword, "000000"), SecondFactorWrong)
    await remove(aPassword, amel.code())
    assert.equal((await amel.begin()).kind, "signed-in")
  })

  test("adding one needs a recent proof, which the password renews under a new token", async () => {
    const { token } = await signUpPerson(world.deps, { email: "proof@exemple.tn" })
    world.wait(45)
    const { session } = (await whoIs(token))!
    await assert.rejects(beginSecondFactor(world.deps, { session }), ProofNeeded)
    await assert.rejects(
      proveAgain(world.deps, { session, password: "wrong wrong wrong", client: aClient }),
      SignInRefused,
    )

    const renewed = await proveAgain(world.deps, { session, password: aPassword, client: aClient })

    assert.equal(await whoIs(token), undefined)
    await beginSecondFactor(world.deps, { session: (await whoIs(renewed))!.session })
  })

  test("a password reset does not go around it", async () => {
    const amel = await withFactor("around@exemple.tn")
    const { beginReset, finishReset } = await import("./index.ts")
    const { tokenIn } = await import("../../tests/support/accounts.ts")
    await takeMails(database.db)
    await beginReset(world.deps, { email: "around@exemple.tn", language: "fr", client: aClient })
    const token = tokenIn((await takeMails(database.db)).at(-1), "reset")
    const answer = await finishReset(world.deps, { token, password: "une autre longue phrase", client: aClient })
    assert.equal(answer.kind, "second-factor")
    assert.equal(await whoIs(answer.token), undefined)
    assert.equal(await whoIs(amel.token), undefined)
  })
})
