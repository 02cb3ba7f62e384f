import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { datasetsByIds } from "../../src/catalogue/index.ts"
import type { Actor, OrganizationRole } from "../../src/platform/actor.ts"
import { documentFromDataset } from "../../src/search/index.ts"
import { ids, vocabularies } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  portal.callers.set("coordinator", member("coordinator", ids.agriculture))
  portal.callers.set("contributor", member("contributor", ids.agriculture))
  portal.callers.set("stranger", member("coordinator", ids.culture))
  portal.callers.set("reading", { ...member("coordinator", ids.agriculture), scopes: ["read"] })
  portal.callers.set("administrator", { ...member("reader", ids.culture), roles: ["administrator"] })
})
after(() => portal.close())

function member(role: OrganizationRole, organizationId: string): Actor {
  return {
    id: `${role}-${organizationId.slice(-2)}`,
    roles: [role],
    organizationIds: [organizationId],
    grants: { [organizationId]: role },
    collaborations: {},
  }
}

const minimal = {
  organization: ids.agriculture,
  title: { fr: "Prix du blé", ar: "أسعار القمح" },
  description: { fr: "Prix mensuels." },
  licence: "lndpo-tn",
  distributions: [{ title: { fr: "Table" }, downloadUrl: "https://data.example.tn/ble.csv", format: "CSV" }],
}

async function begin(body: object = minimal, as = "contributor") {
  const made = await portal.send("POST", "/api/v1/datasets", { as, body })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made
}

describe("a program that writes", () => {
  it("begins a draft, which is nobody's business but of those who work on it", async () => {
    const made = await begin()
    const { id } = made.body
    assert.equal(made.headers.location, `http://127.0.0.1:8080/api/v1/datasets/${id}`)
    assert.equal(made.headers.etag, `"v${made.body.editVersion}"`)
    assert.equal(made.body.state, "draft")
    assert.deepEqual(made.body.title, minimal.title)
    assert.equal(made.body.licence.code, "lndpo-tn")
    assert.equal((await portal.send("GET", `/api/v1/datasets/${id}`, { as: "contributor" })).status, 200)
    assert.equal((await portal.get(`/api/v1/datasets/${id}`)).status, 404)
    assert.equal((await portal.send("GET", `/api/v1/datasets/${id}`, { as: "stranger" })).status, 404)
  })

  it("merges languages, removes by null, and leaves alone what it does not name", async () => {
    const { id } = (await begin()).body
    const body = { title: { en: "Wheat prices", ar: null }, description: null }
    const changed = await portal.send("PATCH", `/api/v1/datasets/${id}`, { as: "contributor", body })
    assert.equal(changed.status, 200)
    assert.deepEqual(changed.body.title, { fr: "Prix du blé", en: "Wheat prices" })
    assert.equal(changed.body.description, null)
    assert.equal(changed.body.licence.code, "lndpo-tn")
    assert.equal(changed.body.distributions.length, 1)
  })

  it("is told by 412 that somebody else wrote meanwhile, and nothing is overwritten", async () => {
    const made = await begin()
    const at = `/api/v1/datasets/${made.body.id}`
    const headers = { "if-match": String(made.headers.etag) }
    const first = await portal.send("PATCH", at, { as: "contributor", headers, body: { title: { fr: "Un" } } })
    assert.equal(first.status, 200)
    const second = await portal.send("PATCH", at, { as: "coordinator", headers, body: { title: { fr: "Deux" } } })
    assert.deepEqual([second.status, second.body.code], [412, "stale"])
    const { body } = await portal.send("GET", at, { as: "coordinator" })
    assert.equal(body.title.fr, "Un")
  })

  it("is told each mistake at its place, and nothing is saved", async () => {
    const body = {
      ...minimal,
      title: { fr: 3 },
      licence: "lndpo-tn",
      surprise: true,
      distributions: [{ color: "red" }],
    }
    const refused = await portal.send("POST", "/api/v1/datasets", { as: "contributor", body })
    assert.equal(refused.status, 422)
    const mistakes = refused.body.errors.map((one: { field: string; rule: string }) => [one.field, one.rule])
    assert.deepEqual(mistakes.sort(), [
      ["distributions.0.color", "unknown-field"],
      ["surprise", "unknown-field"],
      ["title.fr", "wrong-shape"],
    ])
  })

  it("may not set what is not its to set", async () => {
    for (const field of ["id", "slug", "state", "createdBy", "trashedAt", "sources", "harvestedAt", "editVersion"]) {
      const body = { ...minimal, [field]: "x" }
      const refused = await portal.send("POST", "/api/v1/datasets", { as: "contributor", body })
      assert.deepEqual([refused.status, refused.body.errors[0].rule], [422, "unknown-field"], field)
    }
  })

  it("needs a token, the right scope, and a role in the body", async () => {
    const answers = await Promise.all([
      portal.send("POST", "/api/v1/datasets", { body: minimal }),
      portal.send("POST", "/api/v1/datasets", { as: "reading", body: minimal }),
      portal.send("POST", "/api/v1/datasets", { as: "stranger", body: minimal }),
    ])
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.code]),
      [
        [401, "not-signed-in"],
        [403, "not-allowed"],
        [403, "not-allowed"],
      ],
    )
  })

  it("does with one key once what it sends twice", async () => {
    const headers = { "idempotency-key": "k-1" }
    const first = await portal.send("POST", "/api/v1/datasets", { as: "contributor", headers, body: minimal })
    const again = await portal.send("POST", "/api/v1/datasets", { as: "contributor", headers, body: minimal })
    assert.equal(again.body.id, first.body.id)
    const other = await portal.send("POST", "/api/v1/datasets", {
      as: "contributor",
      headers,
      body: { ...minimal, version: "2" },
    })
    assert.deepEqual([other.status, other.body.code], [422, "idempotency-key-reused"])
  })
})

describe("the way of a dataset to the public, by program", () => {
  it("is submitted, sent back with words, submitted again, published, corrected at once and withdrawn", async () => {
    const { id } = (await begin()).body
    const step = (name: string, as: string, body: object = {}) =>
      portal.send("POST", `/api/v1/datasets/${id}/${name}`, { as, body })
    assert.equal((await step("submit", "contributor", { comment: "Prêt" })).body.state, "in-review")
    assert.equal((await step("publish", "contributor")).status, 403)
    assert.equal((await step("request-changes", "coordinator", {})).status, 422)
    assert.equal(
      (await step("request-changes", "coordinator", { comment: "L’année ?" })).body.state,
      "changes-requested",
    )
    await portal.send("PATCH", `/api/v1/datasets/${id}`, {
      as: "contributor",
      body: { title: { fr: "Prix du blé 2025" } },
    })
    assert.equal((await step("submit", "contributor")).body.state, "in-review")
    const published = await step("publish", "coordinator", { comment: "Merci" })
    assert.deepEqual([published.status, published.body.state], [200, "published"])

    const seen = await portal.get(`/api/v1/datasets/${published.body.slug}`)
    assert.equal(seen.body.title.fr, "Prix du blé 2025")
    const corrected = await portal.send("PATCH", `/api/v1/datasets/${id}`, {
      as: "coordinator",
      body: { frequency: "ANNUAL" },
    })
    assert.deepEqual([corrected.body.state, corrected.body.draft], ["published", null])
    const shown = (await portal.get(`/api/v1/datasets/${id}`)).body
    assert.equal(corrected.body.metadataModified, shown.metadataModified)
    assert.equal((await portal.get(`/api/v1/datasets/${id}`)).body.frequency.code, "ANNUAL")

    const { body: past } = await portal.send("GET", `/api/v1/datasets/${id}/history`, { as: "coordinator" })
    const difference = past.items[0].changes.find(({ path }: { path: string }) => path === "frequency")
    assert.deepEqual(difference, { path: "frequency", after: { code: "ANNUAL" } })

    assert.equal(
      (await step("withdraw", "coordinator", { reason: "error", note: { fr: "À revoir" } })).body.shownState,
      "withdrawn",
    )
    const gone = await portal.get(`/api/v1/datasets/${id}`)
    assert.deepEqual([gone.status, gone.body.withdrawal.reason], [410, "error"])
  })

  it("lets a contributor change what is published in a draft alone", async () => {
    const { id } = (await begin()).body
    await portal.send("POST", `/api/v1/datasets/${id}/publish`, { as: "coordinator", body: {} })
    const changed = await portal.send("PATCH", `/api/v1/datasets/${id}`, { as: "contributor", body: { version: "2" } })
    assert.deepEqual([changed.body.state, changed.body.shownState], ["draft", "published"])
    assert.equal((await portal.get(`/api/v1/datasets/${id}`)).body.version, null)
  })

  it("keeps what was said about it", async () => {
    const { id } = (await begin()).body
    await portal.send("POST", `/api/v1/datasets/${id}/comments`, { as: "contributor", body: { text: "À relire" } })
    const { body } = await portal.send("GET", `/api/v1/datasets/${id}/comments`, { as: "coordinator" })
    assert.deepEqual(
      body.items.map(({ text }: { text: string }) => text),
      ["À relire"],
    )
    assert.equal((await portal.send("GET", `/api/v1/datasets/${id}/comments`, { as: "stranger" })).status, 404)
  })

  it("throws away, brings back, and purges only as an administrator", async () => {
    const { id } = (await begin()).body
    const thrown = await portal.send("DELETE", `/api/v1/datasets/${id}`, { as: "contributor" })
    assert.ok(thrown.body.trashedAt)
    const trash = await portal.send("GET", "/api/v1/office/datasets?trashed=true", { as: "contributor" })
    assert.ok(trash.body.items.some((one: { id: string }) => one.id === id))
    const back = await portal.send("POST", `/api/v1/datasets/${id}/restore`, { as: "contributor", body: {} })
    assert.equal(back.body.trashedAt, null)
    await portal.send("DELETE", `/api/v1/datasets/${id}`, { as: "contributor" })
    assert.equal((await portal.send("POST", `/api/v1/datasets/${id}/purge`, { as: "coordinator" })).status, 403)
    assert.equal((await portal.send("POST", `/api/v1/datasets/${id}/purge`, { as: "administrator" })).status, 204)
    assert.equal((await portal.send("GET", `/api/v1/datasets/${id}`, { as: "administrator" })).status, 404)
  })
})

describe("files by program", () => {
  it("are added, changed and taken away, each by its own identifier", async () => {
    const { id } = (await begin()).body
    const link = { title: { fr: "Carte" }, downloadUrl: "https://data.example.tn/carte.geojson", format: "GEOJSON" }
    const added = await portal.send("POST", `/api/v1/datasets/${id}/distributions`, { as: "contributor", body: link })
    assert.equal(added.body.distributions.length, 2)
    const file = added.body.distributions[1].id
    const change = { title: { ar: "خريطة" } }
    const changed = await portal.send("PATCH", `/api/v1/distributions/${file}`, { as: "contributor", body: change })
    assert.deepEqual(changed.body.distributions[1].title, { fr: "Carte", ar: "خريطة" })
    assert.equal(
      (await portal.send("PATCH", `/api/v1/distributions/${file}`, { as: "stranger", body: change })).status,
      404,
    )
    const left = await portal.send("DELETE", `/api/v1/distributions/${file}`, { as: "contributor" })
    assert.equal(left.body.distributions.length, 1)
  })

  it("must be uploads of one's own", async () => {
    const { id } = (await begin()).body
    const body = { upload: "01930000-0000-7000-8000-00000000ffff" }
    const refused = await portal.send("POST", `/api/v1/datasets/${id}/distributions`, { as: "contributor", body })
    assert.deepEqual([refused.status, refused.body.errors[0]?.field], [422, "upload"])
  })
})

describe("a private dataset", () => {
  it("is read by members, by collaborators and administrators with the right scope, and by nobody else", async () => {
    const body = { ...minimal, visibility: "private", privateReason: { fr: "Secret statistique" } }
    const { id } = (await begin(body, "coordinator")).body
    const step = await portal.send("POST", `/api/v1/datasets/${id}/publish`, { as: "coordinator", body: {} })
    assert.equal(step.status, 200, JSON.stringify(step.body))
    const [published] = await datasetsByIds(portal.db, [id])
    portal.documents.push(documentFromDataset(published!, vocabularies))
    const helper = { ...member("reader", ids.culture), collaborations: { [id]: "reader" } } as const
    portal.callers.set("helper", helper)

    for (const [as, sees] of [
      ["coordinator", true],
      ["helper", true],
      ["administrator", true],
      ["stranger", false],
      [undefined, false],
    ] as const) {
      const list = await portal.send("GET", "/api/v1/datasets?limit=1000", as ? { as } : {})
      const found = list.body.items.some((one: { id: string }) => one.id === id)
      assert.equal(found, sees, `${as} in the list`)
      assert.equal(list.body.total, sees ? portal.documents.length : portal.documents.length - 1, `${as}: the count`)
      const { status } = await portal.send("GET", `/api/v1/datasets/${id}`, as ? { as } : {})
      assert.equal(status, sees ? 200 : 404, `${as} by its identifier`)
    }
  })
})

describe("a stranger's body", () => {
  it("is not read: no token is told before a mistake of the body is", async () => {
    const headers = { "content-type": "application/json" }
    const answer = await portal.app.inject({ method: "POST", url: "/api/v1/datasets", headers, payload: "{ broken" })
    assert.deepEqual([answer.statusCode, answer.json().code], [401, "not-signed-in"])
  })
})
