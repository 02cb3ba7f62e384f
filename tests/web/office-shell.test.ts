import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { invite, requestMembership } from "../../src/accounts/index.ts"
import { anonymousActor, systemActor } from "../../src/platform/actor.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aPassword } from "../support/accounts.ts"
import { aColleague, bodyId } from "../support/office-people.ts"
import { visitor } from "../support/visitor.ts"
import { now, type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
/** A demo asks administrators for no second factor. */
let demo: SamplePortal
before(async () => {
  ;[portal, demo] = await Promise.all([samplePortal(), samplePortal({ demo: true, empty: false })])
  await migrateJobs(portal.databaseUrl)
  await migrateJobs(demo.databaseUrl)
})
after(async () => {
  await portal.close()
  await demo.close()
})

const coordinator = () => aColleague(portal, { role: "coordinator", at: "agriculture" })
const administrator = () => aColleague(demo, { administrator: true })

describe("the office", () => {
  it("asks strangers to sign in, and brings them back to the page and language they wanted", async () => {
    const answer = await visitor(portal.app).get("/ar/office/team?q=x")
    assert.equal(answer.statusCode, 303)
    assert.equal(answer.headers.location, "/ar/sign-in?next=%2Far%2Foffice%2Fteam%3Fq%3Dx")
    const script = await visitor(portal.app).get("/ar/office/team", { accept: "application/json" })
    assert.equal(script.statusCode, 401)
    assert.deepEqual(script.json(), { code: "not-signed-in" })
  })

  it("is kept by nobody and found by no search engine", async () => {
    const page = await (await coordinator()).get("/fr/office/team")
    assert.equal(page.statusCode, 200)
    assert.equal(page.headers["cache-control"], "no-store")
    assert.equal(page.headers["x-robots-tag"], "noindex")
    assert.match(page.body, /<meta name="robots" content="noindex/)
  })

  it("marks where one is in its navigation, in each language", async () => {
    const me = await coordinator()
    for (const [language, team] of [
      ["ar", "الفريق"],
      ["fr", "Équipe"],
      ["en", "Team"],
    ] as const) {
      const page = await me.get(`/${language}/office/team`)
      assert.ok(
        new RegExp(`href="/${language}/office/team" aria-current="page"><span>${team}`).test(page.body),
        language,
      )
    }
  })

  it("says in a page what a role does not open", async () => {
    const citizen = await aColleague(portal)
    for (const path of ["/team", "/audit", "/users"]) {
      const page = await citizen.get(`/fr/office${path}`)
      assert.equal(page.statusCode, 403, path)
      assert.ok(page.body.includes("Cette page n’est pas dans vos droits"), path)
    }
  })

  it("leads an administrator without a second factor to setting it up, before anything else", async () => {
    const me = await aColleague(portal, { administrator: true })
    for (const path of ["/users", "/team", "/audit"]) {
      const answer = await me.get(`/fr/office${path}`)
      assert.equal(answer.headers.location, "/fr/account/second-factor", path)
    }
    const page = await me.get("/fr/account/second-factor")
    assert.ok(page.body.includes("Administrer le portail demande un second facteur"))
  })

  it("takes no form of another site, and none without the mark of the session", async () => {
    const me = await coordinator()
    await me.get("/fr/office/team")
    const foreign = await me.post("/fr/office/team", { act: "invite" }, { "sec-fetch-site": "cross-site" })
    assert.equal(foreign.statusCode, 403)
    const held = await me.post("/fr/office/team", { act: "invite", email: "a@b.tn", csrf: "forged" })
    assert.equal(held.statusCode, 409)
    assert.ok(held.body.includes('name="email" value="a@b.tn"'))
  })

  it("refuses a flood of fields and foreign kinds of bodies plainly", async () => {
    const me = await coordinator()
    const cookie = `fihrist_session=${me.cookies.get("fihrist_session")}`
    const json = await portal.app.inject({
      method: "POST",
      url: "/fr/office/team",
      headers: { "content-type": "application/json", cookie },
      payload: "{}",
    })
    assert.equal(json.statusCode, 415)
    const flood = await portal.app.inject({
      method: "POST",
      url: "/fr/office/team",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie },
      payload: "a=1&".repeat(30_000),
    })
    assert.equal(flood.statusCode, 400)
  })
})

describe("a team", () => {
  it("is invited by its coordinator, who keeps what she wrote when it is refused", async () => {
    const me = await coordinator()
    await me.get("/fr/office/team")
    const fields = { act: "invite", body: "agriculture", role: "contributor", language: "ar" }
    const refused = await me.post("/fr/office/team", { ...fields, email: "sans-arobase" })
    assert.equal(refused.statusCode, 422)
    assert.ok(refused.body.includes('value="sans-arobase"'))
    assert.ok(refused.body.includes('href="#f-email"'))
    const sent = await me.post("/fr/office/team?body=agriculture", { ...fields, email: "nouveau@exemple.tn" })
    assert.equal(sent.headers.location, "/fr/office/team?body=agriculture&done=invited")
    const page = await me.follow(sent)
    assert.ok(page.body.includes("nouveau@exemple.tn"))
    assert.ok(page.body.includes("Invitation envoyée par courriel"))
  })

  it("of another body is out of reach: nobody is invited, changed or removed there", async () => {
    const me = await coordinator()
    const theirs = await aColleague(portal, { role: "contributor", at: "transport" })
    const organization = await bodyId(portal.db, "transport")
    await me.get("/fr/office/team")
    const invitation = { act: "invite", body: "transport", role: "reader", language: "fr", email: "a@exemple.tn" }
    assert.equal((await me.post("/fr/office/team", invitation)).statusCode, 422)
    for (const act of ["role", "remove"]) {
      const fields = { act, account: theirs.id, organization, role: "reader" }
      assert.equal((await me.post("/fr/office/team", fields)).statusCode, 403, act)
    }
    assert.ok(!(await me.get("/fr/office/team")).body.includes(theirs.email))
  })

  it("changes roles, and asks before the last coordinator goes", async () => {
    const body = "affaires-sociales"
    const me = await aColleague(portal, { role: "coordinator", at: body })
    const other = await aColleague(portal, { role: "reader", at: body })
    const organization = await bodyId(portal.db, body)
    await me.get("/fr/office/team")
    const changed = await me.post("/fr/office/team", {
      act: "role",
      account: other.id,
      organization,
      role: "contributor",
    })
    assert.equal(changed.statusCode, 303)
    const leaving = { act: "remove", account: me.id, organization }
    const warned = await me.post("/fr/office/team", leaving)
    assert.equal(warned.statusCode, 409)
    assert.ok(warned.body.includes("Personne d’autre ne coordonne cet organisme"))
    assert.equal((await me.post("/fr/office/team", { ...leaving, confirmed: "yes" })).statusCode, 303)
    assert.equal((await me.get("/fr/office/team")).statusCode, 403)
  })

  it("accepts who asked to join, with what she wrote", async () => {
    const me = await coordinator()
    const citizen = await aColleague(portal, { name: "Leïla Candidate" })
    const organizationId = await bodyId(portal.db, "agriculture")
    const by = { ...anonymousActor, id: citizen.id }
    const reason = "<script>alert(1)</script> Je tiens les prix."
    const id = await requestMembership(portal.accounts, { by, organizationId, role: "contributor", reason })
    const page = await me.get("/fr/office/team")
    assert.ok(page.body.includes("Leïla Candidate demande à rejoindre"))
    assert.ok(page.body.includes("&lt;script>alert(1)"))
    assert.equal((await me.post("/fr/office/team", { act: "accept", id, answer: "Bienvenue" })).statusCode, 303)
    assert.equal((await me.post("/fr/office/team", { act: "decline", id })).statusCode, 409)
    assert.ok((await citizen.get("/fr/account/organizations")).body.includes("Bienvenue"))
  })

  it("answers ids that are none with nothing", async () => {
    const me = await coordinator()
    await me.get("/fr/office/team")
    for (const act of ["accept", "decline", "resend", "withdraw", "role", "remove"]) {
      const answer = await me.post("/fr/office/team", { act, id: "1' or '1'='1", account: "x", organization: "y" })
      assert.equal(answer.statusCode, 404, act)
    }
  })
})

describe("the audit log", () => {
  it("shows coordinators what concerns their bodies, filtered by act and day", async () => {
    const me = await coordinator()
    const organizationId = await bodyId(portal.db, "agriculture")
    await invite(portal.accounts, {
      by: systemActor,
      email: "z@exemple.tn",
      organizationId,
      role: "reader",
      language: "fr",
    })
    const page = await me.get("/fr/office/audit?act=invitation-sent&from=2026-11-01&to=2026-11-30")
    assert.equal(page.statusCode, 200)
    assert.ok(page.body.includes("<td>invitation envoyée</td>"))
    assert.ok(!page.body.includes("<td>rôle donné</td>"))
    const none = await me.get("/fr/office/audit?from=2030-01-01&to=nonsense&cursor=%00&actor=x&body=nulle-part")
    assert.equal(none.statusCode, 400)
    assert.equal((await me.get("/fr/office/audit?from=2030-13-45&to=nonsense&cursor=abc&actor=x")).statusCode, 200)
  })
})

describe("accounts", () => {
  it("are found, suspended and reopened by administrators", async () => {
    const me = await administrator()
    const other = await aColleague(demo, { name: "Salma Introuvable" })
    const list = await me.get("/fr/office/users?q=introuvable")
    assert.ok(list.body.includes("Salma Introuvable"))
    await me.get(`/fr/office/users/${other.id}`)
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "block" })).statusCode, 303)
    assert.equal((await other.get("/fr/account")).statusCode, 303)
    const page = await me.get(`/fr/office/users/${other.id}`)
    assert.ok(page.body.includes("suspendu"))
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "unblock" })).statusCode, 303)
    assert.equal((await me.get("/fr/office/users/not-an-id")).statusCode, 404)
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "make-administrator" })).statusCode, 303)
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "promote" })).statusCode, 400)
    const { rows } = await sql`select administrator from account where id = ${other.id}`.execute(demo.db)
    assert.deepEqual(rows, [{ administrator: true }], "an act that nobody knows takes nothing away")
  })

  it("are changed only by who proved lately who she is, with a session of a new token", async () => {
    const me = await administrator()
    const other = await aColleague(demo)
    await me.get(`/fr/office/users/${other.id}`)
    const longAgo = new Date(new Date(now).getTime() - 31 * 60_000)
    await sql`update session set proved_at = ${longAgo} where account_id = ${me.id}`.execute(demo.db)
    const blocked = async () =>
      (await sql<{ state: string }>`select state from account where id = ${other.id}`.execute(demo.db)).rows[0]?.state

    const asked = await me.post(`/fr/office/users/${other.id}`, { act: "block" })
    assert.equal(asked.statusCode, 403)
    assert.match(asked.body, /type="hidden" name="act" value="block"/)
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "block", proof: "faux" })).statusCode, 401)
    assert.equal(await blocked(), "active")

    const before = me.cookies.get("fihrist_session")
    assert.equal((await me.post(`/fr/office/users/${other.id}`, { act: "block", proof: aPassword })).statusCode, 303)
    assert.equal(await blocked(), "blocked")
    assert.notEqual(me.cookies.get("fihrist_session"), before)
  })

  it("invite administrators by mail, and take it back", async () => {
    const me = await administrator()
    await me.get("/fr/office/users")
    const page = await me.follow(await me.post("/fr/office/users", { email: "chef@exemple.tn" }))
    assert.ok(page.body.includes("chef@exemple.tn"))
    const id = /name="id" value="([0-9a-f-]+)"/.exec(page.body)?.[1] ?? ""
    const taken = await me.follow(await me.post("/fr/office/users", { act: "withdraw", id }))
    assert.ok(!taken.body.includes("chef@exemple.tn"))
  })
})

describe("collaborators of a dataset", () => {
  it("are added by address and removed by those who lead its body, and by nobody else", async () => {
    const me = await coordinator()
    const friend = await aColleague(portal, { name: "Amie Rédactrice" })
    const path = `/fr/office/datasets/${await portal.idOf("prix-bizerte")}/collaborators`
    assert.equal((await me.get(path)).statusCode, 200)
    const unknown = await me.post(path, { email: "personne@exemple.tn", role: "editor" })
    assert.equal(unknown.statusCode, 422)
    assert.ok(unknown.body.includes('value="personne@exemple.tn"'))
    const page = await me.follow(await me.post(path, { email: friend.email, role: "editor" }))
    assert.ok(page.body.includes("Amie Rédactrice"))
    const stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
    assert.ok([403, 404].includes((await stranger.get(path)).statusCode))
    const less = await me.follow(await me.post(path, { act: "remove", account: friend.id }))
    assert.ok(less.body.includes("Aucun collaborateur"))
  })
})
