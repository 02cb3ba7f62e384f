import assert from "node:assert/strict"
import { createHmac } from "node:crypto"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { finishSignUp, invite, signIn } from "../../src/accounts/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aClient, aPassword, takeMails } from "../support/accounts.ts"
import { type Visitor, visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
before(async () => {
  portal = await samplePortal()
  await migrateJobs(portal.databaseUrl)
})
after(() => portal.close())

let visitors = 0

/** Each from a network of her own: attempts are counted by network. */
function someone(): Visitor {
  visitors += 1
  return visitor(portal.app, { remoteAddress: `196.203.${visitors}.20` })
}

/** The path of the link in the last mail to somebody. */
async function linkInMail(to: string): Promise<string> {
  const mail = (await takeMails(portal.db)).findLast((one) => one.to === to)
  const url = /http:\/\/127\.0\.0\.1:8080(\/\S+\?token=\S+)/.exec(mail?.text ?? "")?.[1]
  assert.ok(url, `a link in the mail to ${to}: ${mail?.text}`)
  return url
}

let people = 0

/** Somebody with an account, who is not signed in. */
async function aPerson(): Promise<{ readonly email: string; readonly name: string }> {
  people += 1
  const email = `amel.${people}@exemple.tn`
  const me = someone()
  await me.post("/fr/sign-up", { email })
  const token = new URL(await linkInMail(email), "http://portal").searchParams.get("token") ?? ""
  const name = `Amel Numéro ${people}`
  await finishSignUp(portal.accounts, { token, name, password: aPassword, language: "fr", client: aClient })
  return { email, name }
}

async function signedIn(): Promise<Visitor & { readonly email: string; readonly name: string }> {
  const person = await aPerson()
  const me = someone()
  await me.post("/fr/sign-in", { email: person.email, password: aPassword })
  assert.ok(me.cookies.has("fihrist_session"))
  return { ...me, ...person }
}

describe("signing up", () => {
  it("goes by a link in a mail to an account whose owner is signed in, in her language", async () => {
    const me = someone()
    const sent = await me.post("/ar/sign-up", { email: "nouvelle@exemple.tn" })
    assert.equal(sent.statusCode, 200)
    const link = await linkInMail("nouvelle@exemple.tn")
    assert.match(link, /^\/ar\/sign-up\/complete\?token=/)
    const opened = await me.get(link)
    assert.match(opened.body, /nouvelle@exemple\.tn/)
    const token = new URL(link, "http://portal").searchParams.get("token") ?? ""
    const made = await me.post("/ar/sign-up/complete", { token, name: "سلمى", password: aPassword })
    assert.equal(made.statusCode, 303)
    assert.equal(made.headers.location, "/ar/account")
    assert.match((await me.get("/ar/account")).body, /سلمى/)
    assert.equal((await me.get(link)).statusCode, 410)
  })

  it("keeps the name when the password is refused, and says why beside it", async () => {
    const me = someone()
    await me.post("/fr/sign-up", { email: "faible@exemple.tn" })
    const token = new URL(await linkInMail("faible@exemple.tn"), "http://portal").searchParams.get("token") ?? ""
    const refused = await me.post("/fr/sign-up/complete", { token, name: "Faïza", password: "court" })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /value="Faïza"/)
    assert.match(refused.body, /href="#f-password"/)
    assert.match(refused.body, /aria-describedby="f-password-hint f-password-problem"/)
    assert.doesNotMatch(refused.body, /value="court"/)
  })

  it("tells nobody which addresses have an account", async () => {
    const { email } = await aPerson()
    const page = async (path: string, address: string) =>
      (await someone().post(path, { email: address })).body.replaceAll(address, "ADDRESS")
    for (const path of ["/fr/sign-up", "/fr/forgotten-password"])
      assert.equal(await page(path, email), await page(path, "personne@exemple.tn"))
  })
})

describe("signing in", () => {
  it("begins a session of its own token, whatever cookie came along, and shows the name on every page", async () => {
    const { email, name } = await aPerson()
    const me = someone()
    const planted = "planted-by-somebody-else-0123456789"
    me.cookies.set("fihrist_session", planted)
    const answer = await me.post("/fr/sign-in", { email, password: aPassword })
    assert.equal(answer.statusCode, 303)
    const cookie = String(answer.headers["set-cookie"])
    assert.match(cookie, /^fihrist_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    assert.notEqual(me.cookies.get("fihrist_session"), planted)
    const page = await me.get("/fr/datasets")
    assert.match(page.body, new RegExp(name))
    assert.equal(page.headers["cache-control"], "private, no-cache")
    assert.match(String(page.headers.vary), /cookie/)
  })

  it("ends the session that the browser had before", async () => {
    const me = await signedIn()
    const before = me.cookies.get("fihrist_session") ?? ""
    await me.post("/fr/sign-in", { email: me.email, password: aPassword })
    const thief = someone()
    thief.cookies.set("fihrist_session", before)
    assert.equal((await thief.get("/fr/account")).statusCode, 303)
  })

  it("leads back to where one wanted to go", async () => {
    const { email } = await aPerson()
    const me = someone()
    const asked = await me.get("/en/account/sessions")
    assert.equal(asked.headers.location, "/en/sign-in?next=%2Fen%2Faccount%2Fsessions")
    const form = await me.follow(asked)
    assert.match(form.body, /name="next" value="\/en\/account\/sessions"/)
    const answer = await me.post("/en/sign-in", { email, password: aPassword, next: "/en/account/sessions" })
    assert.equal(answer.headers.location, "/en/account/sessions")
  })

  it("leads nowhere else, whatever the address says", async () => {
    const { email } = await aPerson()
    for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "/fr/..//evil.example"]) {
      const answer = await someone().post("/fr/sign-in", { email, password: aPassword, next })
      assert.equal(answer.headers.location, "/fr/office", next)
    }
  })

  it("says the same of a wrong password and of an unknown address, and keeps the address", async () => {
    const { email } = await aPerson()
    const tries = await Promise.all(
      [email, "personne@exemple.tn"].map((address) => someone().post("/fr/sign-in", { email: address, password: "x" })),
    )
    const [known, unknown] = tries.map(({ body }, index) =>
      body.replaceAll([email, "personne@exemple.tn"][index]!, "ADDRESS"),
    )
    assert.equal(tries[0]!.statusCode, 401)
    assert.equal(known, unknown)
    assert.match(known!, /value="ADDRESS"/)
    assert.match(known!, /Adresse ou mot de passe incorrect/)
  })

  it("asks to wait after many attempts, and says how long", async () => {
    const { email } = await aPerson()
    const me = someone()
    let last = await me.post("/fr/sign-in", { email, password: "x" })
    for (let tries = 0; tries < 8; tries += 1) last = await me.post("/fr/sign-in", { email, password: "x" })
    assert.equal(last.statusCode, 429)
    assert.match(last.body, /Trop d’essais\. Attendez /)
  })

  it("names what is missing without asking anybody", async () => {
    const refused = await someone().post("/fr/sign-in", { email: "foulen.agriculture.tn", password: "" })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Il manque le signe @/)
    assert.match(refused.body, /value="foulen\.agriculture\.tn"/)
  })
})

describe("a forgotten password", () => {
  it("is replaced by a link, which ends all sessions and works once", async () => {
    const me = await signedIn()
    const elsewhere = someone()
    await elsewhere.post("/fr/forgotten-password", { email: me.email })
    const link = await linkInMail(me.email)
    const token = new URL(link, "http://portal").searchParams.get("token") ?? ""
    const answer = await elsewhere.post("/fr/new-password", { token, password: "la mer monte doucement ce soir" })
    assert.equal(answer.statusCode, 303)
    assert.equal((await me.get("/fr/account")).statusCode, 303)
    assert.equal((await elsewhere.get("/fr/account")).statusCode, 200)
    assert.equal((await elsewhere.get(link)).statusCode, 410)
  })
})

/** Sets up the second factor as its owner does; answers its secret and the recovery codes. */
async function withSecondFactor(me: Visitor): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  await me.get("/fr/account/second-factor")
  const shown = await me.follow(await me.post("/fr/account/second-factor", {}))
  const secret = (/<code class="secret"[^>]*>([^<]+)</.exec(shown.body)?.[1] ?? "").replaceAll(" ", "")
  const kept = await me.follow(await me.post("/fr/account/second-factor", { code: codeOf(secret) }))
  const codes = [...kept.body.matchAll(/<li>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<\/li>/g)].map((match) => match[1]!)
  return { secret, codes }
}

/** What a telephone shows now (RFC 6238). */
function codeOf(secret: string): string {
  const bits = [...secret].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  )
  const key = Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(portal.clock.now().getTime() / 30_000)))
  const mac = createHmac("sha1", key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0")
}

describe("a second factor", () => {
  it("is set up with a picture and a typed key, its recovery codes shown once", async () => {
    const me = await signedIn()
    await me.get("/fr/account/second-factor")
    const shown = await me.follow(await me.post("/fr/account/second-factor", {}))
    assert.match(shown.body, /<svg class="qr"[^>]*aria-label="Code QR/)
    const wrong = await me.post("/fr/account/second-factor", { code: "000000" })
    assert.equal(wrong.statusCode, 401)
    assert.match(wrong.body, /<svg class="qr"/)
    const { codes } = await withSecondFactor(me)
    assert.equal(codes.length, 10)
    assert.doesNotMatch((await me.follow(await me.get("/fr/account/second-factor"))).body, new RegExp(codes[0]!))
  })

  it("is asked for at the next sign-in, before anything opens", async () => {
    const me = await signedIn()
    const { codes } = await withSecondFactor(me)
    const again = someone()
    const half = await again.post("/fr/sign-in", { email: me.email, password: aPassword, next: "/fr/account/tokens" })
    assert.equal(half.headers.location, "/fr/sign-in/code?next=%2Ffr%2Faccount%2Ftokens")
    assert.equal((await again.get("/fr/account")).statusCode, 303)
    await again.get(String(half.headers.location))
    assert.equal((await again.post("/fr/sign-in/code", { code: "123456" })).statusCode, 401)
    const waiting = again.cookies.get("fihrist_session")
    const whole = await again.post("/fr/sign-in/code", { code: codes[0]!, next: "/fr/account/tokens" })
    assert.equal(whole.headers.location, "/fr/account/tokens")
    assert.notEqual(again.cookies.get("fihrist_session"), waiting)
    assert.equal((await again.get("/fr/account")).statusCode, 200)
  })
})

describe("a token", () => {
  it("is shown once, acts for its owner, and no more once revoked", async () => {
    const me = await signedIn()
    await me.get("/fr/account/tokens")
    const refused = await me.post("/fr/account/tokens", { name: "Relevés", days: "30" })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /value="Relevés"/)
    const made = await me.follow(await me.post("/fr/account/tokens", { name: "Relevés", scopes: ["read"], days: "30" }))
    assert.match(made.body, /<code class="secret"[^>]*>fih_[\w-]{43}</)
    const list = await me.get("/fr/account/tokens")
    assert.doesNotMatch(list.body, /class="secret"/)
    const id = /name="id" value="([0-9a-f-]+)"/.exec(list.body)?.[1] ?? ""
    const stranger = await signedIn()
    await stranger.get("/fr/account")
    assert.equal((await stranger.post("/fr/account/tokens/revoke", { id })).statusCode, 404)
    await me.post("/fr/account/tokens/revoke", { id })
    assert.doesNotMatch((await me.get("/fr/account/tokens")).body, /Relevés/)
  })

  it("asks for the password again when the last proof is old, and keeps what was written", async () => {
    const me = await signedIn()
    const begun = portal.clock.now()
    portal.clock.set(new Date(+begun + 40 * 60_000).toISOString())
    await me.get("/fr/account/tokens")
    const asked = await me.post("/fr/account/tokens", { name: "Relevés", scopes: ["read", "write"], days: "30" })
    assert.equal(asked.statusCode, 403)
    const fields = { name: "Relevés", scopes: ["read", "write"], days: "30" }
    for (const value of ["Relevés", "read", "write", "30"]) assert.match(asked.body, new RegExp(`value="${value}"`))
    assert.equal((await me.post("/fr/account/tokens", { ...fields, proof: "faux" })).statusCode, 401)
    const made = await me.post("/fr/account/tokens", { ...fields, proof: aPassword })
    portal.clock.set(begun.toISOString())
    assert.equal(made.statusCode, 303)
    assert.match((await me.follow(made)).body, /fih_/)
  })
})

describe("an invitation", () => {
  async function invitationTo(email: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`select id from organization where slug = 'agriculture'`.execute(
      portal.db,
    )
    const by = systemActor
    await invite(portal.accounts, { by, email, organizationId: rows[0]!.id, role: "coordinator", language: "fr" })
    return linkInMail(email)
  }
  const tokenOf = (link: string) => new URL(link, "http://portal").searchParams.get("token") ?? ""

  it("opens an account for who has none", async () => {
    const link = await invitationTo("invitee@exemple.tn")
    const me = someone()
    const page = await me.get(link)
    assert.match(page.body, /comme coordinateur/)
    const weak = await me.post("/fr/invitation", { token: tokenOf(link), name: "Invitée", password: "court" })
    assert.equal(weak.statusCode, 422)
    assert.match(weak.body, /value="Invitée"/)
    const made = await me.post("/fr/invitation", { token: tokenOf(link), name: "Invitée", password: aPassword })
    assert.equal(made.headers.location, "/fr/office?done=joined")
    assert.match((await me.get("/fr/account/organizations")).body, /coordinateur/)
  })

  it("is accepted by the account of its address after signing in, by no other", async () => {
    const { email } = await aPerson()
    const link = await invitationTo(email)
    const me = someone()
    const page = await me.get(link)
    const signInLink = /href="(\/fr\/sign-in\?next=[^"]+)"[^>]*>Se connecter et accepter/.exec(page.body)?.[1] ?? ""
    const form = await me.get(signInLink)
    const next = /name="next" value="([^"]+)"/.exec(form.body)?.[1] ?? ""
    const back = await me.post("/fr/sign-in", { email, password: aPassword, next })
    assert.equal(back.headers.location, link)
    await me.get(link)
    const stranger = await signedIn()
    assert.match((await stranger.get(link)).body, /Vous êtes connecté comme/)
    assert.equal((await stranger.post("/fr/invitation/accept", { token: tokenOf(link) })).statusCode, 403)
    assert.equal((await me.post("/fr/invitation/accept", { token: tokenOf(link) })).statusCode, 303)
    assert.equal((await me.post("/fr/invitation/accept", { token: tokenOf(link) })).statusCode, 303)
  })
})

describe("one's own account", () => {
  it("asks to join a body, once, and may take it back", async () => {
    const me = await signedIn()
    await me.get("/fr/account/organizations")
    const ask = { organization: "agriculture", role: "contributor", reason: "Je publie les prix." }
    const nowhere = await me.post("/fr/account/organizations", { ...ask, organization: "nulle-part" })
    assert.equal(nowhere.statusCode, 422)
    assert.match(nowhere.body, /Je publie les prix\./)
    const asked = await me.follow(await me.post("/fr/account/organizations", ask))
    assert.match(asked.body, /en attente/)
    assert.equal((await me.post("/fr/account/organizations", ask)).statusCode, 409)
    const id = /name="id" value="([0-9a-f-]+)"/.exec(asked.body)?.[1] ?? ""
    const taken = await me.follow(await me.post("/fr/account/organizations/withdraw", { id }))
    assert.match(taken.body, /retirée/)
  })

  it("gives a copy of what is kept, and none of its secrets", async () => {
    const me = await signedIn()
    await me.get("/fr/account/data")
    const file = await me.post("/fr/account/data/export", {})
    assert.match(String(file.headers["content-disposition"]), /^attachment/)
    assert.equal(file.json().account.email, me.email)
    assert.doesNotMatch(file.body, /argon2|secret|hash/i)
  })

  it("is closed by who is sure of it, and its session with it", async () => {
    const me = await signedIn()
    await me.get("/fr/account/data")
    assert.equal((await me.post("/fr/account/data/close", {})).statusCode, 422)
    const closed = await me.post("/fr/account/data/close", { sure: "yes" })
    assert.match(closed.body, /Compte fermé/)
    assert.equal(me.cookies.has("fihrist_session"), false)
    assert.equal((await someone().post("/fr/sign-in", { email: me.email, password: aPassword })).statusCode, 401)
  })

  it("answers ids that are none with nothing, never with a failure", async () => {
    const me = await signedIn()
    await me.get("/fr/account")
    for (const path of ["sessions", "tokens/revoke", "organizations/withdraw"]) {
      assert.equal((await me.post(`/fr/account/${path}`, { id: "' or 1=1" })).statusCode, 404)
    }
  })

  it("opens its security and data pages in each language", async () => {
    const me = await signedIn()
    for (const language of ["ar", "fr", "en"]) {
      for (const page of ["", "/security", "/second-factor", "/sessions", "/tokens", "/organizations", "/data"]) {
        assert.equal((await me.get(`/${language}/account${page}`)).statusCode, 200, language + page)
      }
    }
  })
})

describe("a session", () => {
  it("is of one person: her pages are kept by nobody and found by no search engine", async () => {
    const me = await signedIn()
    const page = await me.get("/fr/account")
    assert.equal(page.headers["cache-control"], "no-store")
    assert.equal(page.headers["x-robots-tag"], "noindex")
  })

  it("ends by a form, never by a link", async () => {
    const me = await signedIn()
    assert.equal((await me.get("/fr/sign-out")).statusCode, 405)
    const token = me.cookies.get("fihrist_session") ?? ""
    await me.get("/fr/account")
    const answer = await me.post("/fr/sign-out", {})
    assert.equal(answer.headers.location, "/fr/sign-in?done=signed-out")
    assert.equal(me.cookies.has("fihrist_session"), false)
    me.cookies.set("fihrist_session", token)
    assert.equal((await me.get("/fr/account")).statusCode, 303)
  })

  it("can be ended from another one", async () => {
    const me = await signedIn()
    const other = someone()
    const { token } = await signIn(portal.accounts, { email: me.email, password: aPassword, client: aClient })
    other.cookies.set("fihrist_session", token)
    await me.get("/fr/account/sessions")
    await me.post("/fr/account/sessions", {})
    assert.equal((await other.get("/fr/account")).statusCode, 303)
    assert.equal((await me.get("/fr/account")).statusCode, 200)
  })

  it("of somebody else is not ended by knowing its id", async () => {
    const [me, stranger] = [await signedIn(), await signedIn()]
    const id = /name="id" value="([0-9a-f-]+)"/.exec((await me.get("/fr/account/sessions")).body)?.[1] ?? ""
    await stranger.get("/fr/account")
    await stranger.post("/fr/account/sessions", { id })
    assert.equal((await me.get("/fr/account")).statusCode, 200)
  })
})

describe("a form", () => {
  it("of another site is refused, signed in or not", async () => {
    const me = await signedIn()
    await me.get("/fr/account")
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }]) {
      assert.equal((await me.post("/fr/account", { name: "Autre", language: "fr" }, headers)).statusCode, 403)
      assert.equal((await someone().post("/fr/sign-in", { email: "a@b.tn", password: "x" }, headers)).statusCode, 403)
    }
    const foreign = { "sec-fetch-site": "", origin: "https://evil.example" }
    const { email } = me
    const answer = await portal.app.inject({
      method: "POST",
      url: "/fr/sign-in",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: foreign.origin },
      payload: new URLSearchParams({ email, password: aPassword }).toString(),
    })
    assert.equal(answer.statusCode, 403)
    assert.match((await me.get("/fr/account")).body, new RegExp(`value="${me.name}"`))
  })

  it("without the mark of its session changes nothing; what was written waits to be sent again", async () => {
    const me = await signedIn()
    const held = await me.post("/fr/account", { name: "Nouveau Nom", language: "fr", csrf: "forged" })
    assert.equal(held.statusCode, 409)
    assert.match(held.body, /name="name" value="Nouveau Nom"/)
    assert.match((await me.get("/fr/account")).body, new RegExp(`value="${me.name}"`))
    const silent = await portal.app.inject({
      method: "POST",
      url: "/fr/account",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        cookie: `fihrist_session=${me.cookies.get("fihrist_session")}`,
      },
      payload: "name=Autre&language=fr",
    })
    assert.equal(silent.statusCode, 403)
  })

  it("whose session has ended keeps what was written, but no password", async () => {
    const me = someone()
    const held = await me.post("/fr/account", { name: "Long travail", password: "secret", language: "fr" })
    assert.equal(held.statusCode, 401)
    assert.match(held.body, /name="name" value="Long travail"/)
    assert.doesNotMatch(held.body, /value="secret"/)
  })

  it("sent twice saves once and says so once", async () => {
    const me = await signedIn()
    await me.get("/fr/account")
    const [one, two] = [
      await me.post("/fr/account", { name: "Deux Fois", language: "ar" }),
      await me.post("/fr/account", { name: "Deux Fois", language: "ar" }),
    ]
    assert.deepEqual([one.statusCode, two.statusCode], [303, 303])
    const page = await me.follow(two)
    assert.match(page.body, /role="status"[\s\S]*Enregistré/)
    assert.match(page.body, /value="Deux Fois"/)
  })
})

describe("pages for everybody", () => {
  it("offer to sign in and to come back", async () => {
    const page = await someone().get("/fr/datasets?q=prix")
    assert.match(page.body, /href="\/fr\/sign-in\?next=%2Ffr%2Fdatasets%3Fq%3Dprix"/)
  })
})
