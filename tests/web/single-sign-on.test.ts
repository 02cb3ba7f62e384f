import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { type ProvidedPerson, type Provider, SingleSignOnFailed } from "../../src/accounts/index.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aPassword } from "../support/accounts.ts"
import { aColleague } from "../support/office-people.ts"
import { visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

/** The provider's part is tested against a real one beside its module; here it vouches for whom the test names. */
const standIn = { person: undefined as ProvidedPerson | undefined }
const provider: Provider = {
  async begin({ returnTo }) {
    return { url: "https://id.example.tn/authorize?state=s", cookie: Buffer.from(returnTo).toString("base64url") }
  },
  async finish({ query, cookie }) {
    if (!standIn.person || !cookie || !query.includes("code=")) throw new SingleSignOnFailed("no flow")
    return { person: standIn.person, returnTo: Buffer.from(cookie, "base64url").toString() }
  },
}

const aPerson = (email: string): ProvidedPerson => ({
  issuer: "https://id.example.tn",
  subject: email,
  email,
  emailVerified: true,
  name: "Venue d’ailleurs",
})

describe("signing in elsewhere", () => {
  let portal: SamplePortal
  before(async () => {
    portal = await samplePortal({ provider })
    await migrateJobs(portal.databaseUrl)
  })
  after(() => portal.close())

  it("leaves by the button and comes back signed in, to the page and language that were wanted", async () => {
    standIn.person = aPerson("nouvelle@exemple.tn")
    const me = visitor(portal.app)
    const form = await me.get("/ar/sign-in?next=%2Far%2Faccount%2Ftokens")
    assert.ok(form.body.includes("E-Houwiya"))
    const leaving = await me.get("/ar/sign-in/provider?next=%2Far%2Faccount%2Ftokens")
    assert.equal(leaving.headers.location, "https://id.example.tn/authorize?state=s")
    const back = await me.get("/sign-in/provider/return?code=c&state=s")
    assert.equal(back.headers.location, "/ar/account/tokens")
    assert.equal(me.cookies.has("fihrist_flow"), false)
    assert.ok((await me.get("/ar/account/tokens")).body.includes("Venue d’ailleurs"))
  })

  it("comes back to no other site, whatever was asked", async () => {
    standIn.person = aPerson("autre@exemple.tn")
    const me = visitor(portal.app)
    await me.get("/fr/sign-in/provider?next=https%3A%2F%2Fevil.example%2F")
    assert.equal((await me.get("/sign-in/provider/return?code=c")).headers.location, "/fr/office")
  })

  it("that was not begun in this browser opens nothing", async () => {
    standIn.person = aPerson("victime@exemple.tn")
    const stranger = visitor(portal.app)
    const answer = await stranger.get("/sign-in/provider/return?code=stolen", { "accept-language": "fr" })
    assert.equal(answer.statusCode, 502)
    assert.ok(answer.body.includes("La connexion n’a pas abouti"))
    assert.equal(stranger.cookies.has("fihrist_session"), false)
  })

  it("asks once for the password of an account that has one here", async () => {
    const known = await aColleague(portal, { name: "Déjà Connue" })
    standIn.person = aPerson(known.email)
    const me = visitor(portal.app)
    await me.get("/fr/sign-in/provider")
    const asked = await me.get("/sign-in/provider/return?code=c")
    const ticket = /name="ticket" value="([^"]+)"/.exec(asked.body)?.[1] ?? ""
    assert.equal(me.cookies.has("fihrist_session"), false)
    const fields = { ticket, email: known.email, next: "/fr/account" }
    const wrong = await me.post("/fr/sign-in/link", { ...fields, password: "faux" })
    assert.equal(wrong.statusCode, 401)
    assert.ok(wrong.body.includes(ticket))
    const linked = await me.post("/fr/sign-in/link", { ...fields, password: aPassword })
    assert.equal(linked.headers.location, "/fr/account")
    const again = visitor(portal.app)
    await again.get("/fr/sign-in/provider")
    assert.equal((await again.get("/sign-in/provider/return?code=c")).headers.location, "/fr/office")
  })
})
