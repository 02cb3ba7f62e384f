import assert from "node:assert/strict"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import type { Actor } from "../../src/platform/actor.ts"
import { newId } from "../../src/platform/ids.ts"
import { ids } from "./support/catalogue.ts"
import { type PersonName, settlePeople, storeFile } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
let who: Record<PersonName, Actor>
before(async () => {
  portal = await apiPortal()
  who = await settlePeople(portal)
})
after(() => portal.close())

type Method = Parameters<ApiPortal["send"]>[0]
const by = (as: string, method: Method, path: string, body?: object, headers: Record<string, string> = {}) =>
  portal.send(method, `/api/v1${path}`, { as, headers, ...(body ? { body } : {}) })

const ministry = "/organizations/ministere-agriculture"
const title = (fr: string) => ({ organization: ids.agriculture, title: { fr }, description: { fr } })

async function begin(fr: string, as = "contributor"): Promise<string> {
  const made = await by(as, "POST", "/datasets", title(fr))
  assert.equal(made.status, 201)
  return made.body.id
}

describe("a body", () => {
  it("is changed over the version that was read, and over no other", async () => {
    const read = await by("coordinator", "GET", `/office${ministry}`)
    const etag = String(read.headers.etag)
    assert.equal(etag, `"v${read.body.version}"`)
    const change = { description: { fr: "Du blé aux olives" } }
    const first = await by("coordinator", "PATCH", ministry, change, { "if-match": etag })
    assert.deepEqual([first.status, first.body.description.fr], [200, "Du blé aux olives"])
    const second = await by("administrator", "PATCH", ministry, { acronym: "MA" }, { "if-match": etag })
    assert.deepEqual([second.status, second.body.code], [412, "stale"])
  })

  it("keeps the languages that a change does not name; a name that stands is the administrators'", async () => {
    const before = (await by("coordinator", "GET", `/office${ministry}`)).body.name
    const more = await by("coordinator", "PATCH", ministry, { name: { de: "Ministerium" } })
    assert.deepEqual(more.body.name, { ...before, de: "Ministerium" })
    assert.equal((await by("coordinator", "PATCH", ministry, { name: { fr: "Autre" } })).status, 403)
    assert.equal((await by("administrator", "PATCH", ministry, { name: { de: null } })).body.name.de, undefined)
  })

  it("is refused what is not to be set, each field at its place, in the reader's language", async () => {
    const body = { homepage: "javascript:alert(1)", closedAt: "2026-01-01", email: "nobody", version: 9 }
    for (const [language, message] of [
      ["ar", /حقل/],
      ["fr", /champ/],
      ["en", /field/],
    ] as const) {
      const refused = await by("coordinator", "PATCH", ministry, body, { "accept-language": language })
      const fields = refused.body.errors.map((one: { field: string }) => one.field).sort()
      assert.deepEqual([refused.status, fields], [422, ["closedAt", "version"]])
      assert.match(refused.body.errors[0].message, message)
      assert.equal(refused.headers["content-language"], language)
    }
    const { body: problem } = await by("coordinator", "PATCH", ministry, { homepage: body.homepage, email: "nobody" })
    const rules = problem.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
    assert.deepEqual(rules.sort(), ["email not-an-email", "homepage not-a-url"])
  })

  it("is made once with one key, merged as its plan said, and its old address leads to its heir", async () => {
    const body = { slug: "office-du-ble", name: { fr: "Office du blé" }, parent: "ministere-agriculture" }
    const key = { "idempotency-key": "body-1" }
    const made = await by("administrator", "POST", "/organizations", body, key)
    const again = await by("administrator", "POST", "/organizations", body, key)
    assert.deepEqual([made.status, again.status, again.body.id], [201, 201, made.body.id])
    assert.equal((await by("administrator", "POST", "/organizations", body)).body.code, "slug-taken")
    const merge = { into: "ministere-agriculture" }
    const plan = await by("administrator", "POST", "/organizations/office-du-ble/merge", { ...merge, preview: true })
    assert.deepEqual([plan.body.applied, plan.body.closes, plan.body.heir.id], [false, true, ids.agriculture])
    const done = await by("administrator", "POST", "/organizations/office-du-ble/merge", merge, {
      "idempotency-key": "merge-1",
    })
    assert.deepEqual([done.status, done.body.applied], [200, true])
    const closed = await by("administrator", "GET", `/office/organizations/${made.body.id}`)
    assert.deepEqual(closed.body.successorIds, [ids.agriculture])
    const below = await by("administrator", "POST", `${ministry}/move`, { parent: ids.agriculture })
    assert.deepEqual([below.status, below.body.code], [409, "organization-cycle"])
  })
})

describe("people of a body", () => {
  it("are invited without the answer, or what is kept of it, telling the secret of the link", async () => {
    const body = { email: "nouvelle@exemple.tn", role: "contributor", language: "fr" }
    const key = { "idempotency-key": "invite-1" }
    const made = await by("coordinator", "POST", `${ministry}/invitations`, body, key)
    assert.deepEqual([made.status, made.body.state], [201, "open"])
    const { rows } = await sql<{ payload: string }>`
      select payload::text from graphile_worker._private_jobs where payload::text like '%nouvelle@exemple.tn%'
    `.execute(portal.db)
    const secret = /invitation\/([\w-]{20,})/.exec(rows[0]?.payload ?? "")?.[1]
    assert.ok(secret)
    const kept = await sql`select from idempotency_key where answer::text like ${`%${secret}%`}`.execute(portal.db)
    assert.equal(kept.rows.length, 0)
    assert.ok(!JSON.stringify(made.body).includes(secret))
    const listed = await by("coordinator", "GET", `${ministry}/invitations`)
    assert.ok(listed.body.items.some((one: { id: string }) => one.id === made.body.id))
    assert.equal((await by("stranger", "DELETE", `/invitations/${made.body.id}`)).status, 404)
    assert.equal((await by("coordinator", "DELETE", `/invitations/${made.body.id}`)).status, 204)
  })

  it("change roles, and the only coordinator does not go by mistake", async () => {
    const at = `${ministry}/members/${who.reader.id}`
    assert.equal((await by("coordinator", "PATCH", at, { role: "contributor" })).status, 204)
    const { body } = await by("coordinator", "GET", `${ministry}/members?limit=1`)
    assert.ok(body.items.length === 1 && body.next)
    const own = `${ministry}/members/${who.coordinator.id}`
    const warned = await by("coordinator", "PATCH", own, { role: "reader" })
    assert.deepEqual([warned.status, warned.body.code], [409, "last-coordinator"])
    assert.equal((await by("coordinator-reading", "DELETE", own)).status, 403)
  })

  it("get a dataset of others by its collaborators alone", async () => {
    const id = await begin("Collaboration")
    const at = `/datasets/${id}/collaborators`
    const given = await by("coordinator", "PUT", at, { email: "stranger@exemple.tn", role: "editor" })
    assert.deepEqual(
      given.body.items.map((one: { role: string; account: { id: string } }) => [one.account.id, one.role]),
      [[who.stranger.id, "editor"]],
    )
    assert.equal((await by("coordinator", "DELETE", `${at}/${who.stranger.id}`)).status, 204)
    assert.deepEqual((await by("coordinator", "GET", at)).body.items, [])
  })
})

describe("many datasets", () => {
  it("are planned, applied once, and each has its verdict; those of others are unknown", async () => {
    const [mine, other] = [await begin("Un"), "01930000-0000-7000-8000-00000000dddd"]
    const change = { kind: "edit", facts: { keywords: { fr: { add: ["céréales"] } } } }
    const plan = await by("contributor", "POST", "/datasets/bulk", { ids: [mine, other], change, preview: true })
    assert.equal(plan.body.willChange[0].dataset, mine)
    assert.equal(plan.body.refused[0].refusal.code, "dataset-not-found")
    assert.equal((await by("stranger", "POST", `/bulk/${plan.body.id}/apply`)).status, 404)
    const done = await by("contributor", "POST", `/bulk/${plan.body.id}/apply`)
    const twice = await by("contributor", "POST", `/bulk/${plan.body.id}/apply`)
    assert.deepEqual([done.body.done, done.body.verdicts.changed, done.body.verdicts.refused], [2, 1, 1])
    assert.deepEqual(twice.body.verdicts, done.body.verdicts)
    const lines = await by("contributor", "GET", `/bulk/${plan.body.id}/lines`)
    assert.deepEqual(
      lines.body.items.map((one: { verdict: string }) => one.verdict),
      ["changed", "refused"],
    )
    const { body } = await by("contributor", "GET", `/datasets/${mine}`)
    assert.deepEqual(body.keywords, { fr: ["céréales"] })
  })

  it("are changed at once, with the rights of the token alone", async () => {
    const id = await begin("Deux")
    portal.callers.set("drafting", { ...who.coordinator, scopes: ["read", "write"] })
    const publish = await by("drafting", "POST", "/datasets/bulk", { ids: [id], change: { kind: "publish" } })
    assert.equal(publish.body.refused[0].refusal.code, "not-allowed")
    const submitted = await by("drafting", "POST", "/datasets/bulk", { ids: [id], change: { kind: "submit" } })
    assert.deepEqual(submitted.body.work.verdicts.changed, 1)
    assert.equal((await by("contributor", "GET", `/datasets/${id}`)).body.state, "in-review")
  })

  it("are told what is wrong with a change at its place", async () => {
    const send = (body: object) => by("contributor", "POST", "/datasets/bulk", body)
    const fields = async (body: object) =>
      (await send(body)).body.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
    const change = { kind: "edit", facts: { licence: "nowhere" } }
    assert.deepEqual(await fields({ ids: [], change }), ["change.facts.licence unknown"])
    assert.deepEqual(await fields({ change }), ["ids missing"])
    assert.deepEqual(await fields({ ids: [], change: { kind: "move" } }), ["change.organization missing"])
    assert.deepEqual(await fields({ ids: [], change: { kind: "purge" } }), ["change.kind wrong-shape"])
  })

  it("come from a table that was uploaded, and go into one", async () => {
    const csv = `title_fr,organization,frequency\nTable des moulins,ministere-agriculture,ANNUAL\nSans corps,nulle-part,\n`
    const blob = await portal.blobs.put(Readable.from([Buffer.from(csv)]), { maxBytes: 10_000 })
    const id = newId()
    await sql`
      insert into stored_file (id, owner, name, byte_size, sha256, media_type)
      values (${id}, ${who.contributor.id}, 'jeux.csv', ${blob.size}, ${blob.hash}, 'text/csv')
    `.execute(portal.db)
    assert.equal((await by("coordinator", "POST", "/datasets/import", { upload: id })).status, 422)
    const plan = await by("contributor", "POST", "/datasets/import", { upload: id })
    assert.deepEqual([plan.body.willChange[0].title.fr, plan.body.refused[0].row], ["Table des moulins", 3])
    const done = await by("contributor", "POST", `/bulk/${plan.body.id}/apply`)
    assert.deepEqual([done.body.verdicts.created, done.body.verdicts.refused], [1, 1])
    const report = await by("contributor", "GET", `/bulk/${plan.body.id}/report.csv`)
    assert.match(report.body, /organization/)
    const table = await by("contributor", "GET", "/office/datasets/export.csv?q=moulins")
    assert.match(String(table.headers["content-type"]), /^text\/csv/)
    assert.match(table.body, /Table des moulins/)
  })
})

describe("signs of personal data", () => {
  it("are answered by whoever owns the file or may edit the dataset that names it, with the law where it applies", async () => {
    const id = newId()
    await storeFile(portal, who.contributor.id, id)
    const seen = await by("contributor", "GET", `/files/${id}`)
    assert.deepEqual(seen.body.warnings, [{ column: "cin", kind: "identity-number", count: 12 }])
    const bare = await by("contributor", "POST", `/files/${id}/answer`, { answer: "lawful" })
    assert.deepEqual([bare.status, bare.body.errors[0].field], [422, "note"])
    assert.equal((await by("coordinator", "POST", `/files/${id}/answer`, { answer: "none" })).status, 404)
    await by("contributor", "POST", "/datasets", { ...title("Agents"), distributions: [{ upload: id }] })
    const given = await by("coordinator", "POST", `/files/${id}/answer`, { answer: "lawful", note: "Loi 2016-22" })
    assert.deepEqual([given.body.answer.answer, given.body.answer.by], ["lawful", who.coordinator.id])
    assert.equal((await by("stranger", "GET", `/files/${id}`)).status, 404)
  })
})

describe("lists and the portal's own content", () => {
  it("are written over the version that was read", async () => {
    const theme = { code: "espace", label: { fr: "Espace" } }
    const made = await by("administrator", "POST", "/themes", theme)
    assert.equal(made.headers.etag, '"v1"')
    const change = { label: { fr: "Espace et ciel" } }
    const changed = await by("administrator", "PATCH", "/themes/espace", change, { "if-match": '"v1"' })
    assert.equal(changed.body.label.fr, "Espace et ciel")
    const late = await by("administrator", "PATCH", "/themes/espace", change, { "if-match": '"v1"' })
    assert.deepEqual([late.status, late.body.code], [412, "stale"])
    assert.ok((await by("administrator", "DELETE", "/themes/espace")).body.retiredAt)

    const page = await by("administrator", "POST", "/pages", { slug: "cgu", title: { fr: "CGU" }, body: { fr: "Oui" } })
    const at = `/pages/${page.body.id}`
    const tag = { "if-match": String(page.headers.etag) }
    assert.equal((await by("administrator", "PATCH", at, { title: { ar: "شروط" } }, tag)).body.title.fr, "CGU")
    assert.equal((await by("administrator", "PATCH", at, { title: { ar: "أخرى" } }, tag)).status, 412)
    assert.equal((await by("administrator", "POST", `${at}/publish`)).body.state, "published")
    assert.equal((await by("administrator", "DELETE", at)).status, 204)
  })

  it("keep what a change of a source or a setting does not name", async () => {
    const before = (await by("coordinator", "GET", `/sources/${ids.source}`)).body
    const changed = await by("coordinator", "PATCH", `/sources/${ids.source}`, { schedule: "0 3 * * *" })
    const { options } = changed.body
    assert.deepEqual(changed.body, { ...before, schedule: "0 3 * * *", options })
    const remote = await by("coordinator", "PATCH", `/sources/${ids.source}`, { organizations: "remote" })
    assert.equal(remote.status, 403)
    const bad = await by("coordinator", "PATCH", `/sources/${ids.source}`, { url: "file:///etc/passwd" })
    assert.deepEqual([bad.status, bad.body.code], [400, "harvest-source-invalid"])
    const settings = (await by("administrator", "GET", "/settings")).body
    const goal = await by("administrator", "PATCH", "/settings", { upToDateGoal: 85 })
    assert.deepEqual(goal.body, { ...settings, upToDateGoal: 85 })
  })
})
