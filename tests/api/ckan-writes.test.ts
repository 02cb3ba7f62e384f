import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import type { Actor } from "../../src/platform/actor.ts"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  const nobody = { organizationIds: [ids.agriculture], collaborations: {} }
  const coordinator: Actor = {
    ...nobody,
    id: "coordinator",
    roles: ["coordinator"],
    grants: { [ids.agriculture]: "coordinator" },
  }
  portal.callers.set("coordinator", coordinator)
  portal.callers.set("administrator", { ...nobody, id: "administrator", roles: ["administrator"], grants: {} })
  portal.callers.set("contributor", { ...coordinator, id: "contributor", grants: { [ids.agriculture]: "contributor" } })
})
after(() => portal.close())

function action(name: string, params: object, as?: string) {
  return portal.send("POST", `/api/3/action/${name}`, { body: params, ...(as ? { as } : {}) })
}

const wheat = {
  name: "prix-du-ble",
  title: "Prix du blé",
  notes: "Prix mensuels du blé par marché.",
  owner_org: "ministere-agriculture",
  license_id: "lndpo-tn",
  tags: [{ name: "blé" }],
  resources: [{ name: "Table", url: "https://data.example.tn/ble.csv", format: "CSV" }],
}

describe("a client of CKAN that writes", () => {
  it("creates a dataset that is public at once, under the name it asked for", async () => {
    const owner = (await portal.get(`/api/3/action/organization_show?id=${ids.agriculture}`)).body.result.name
    const made = await action("package_create", { ...wheat, owner_org: owner }, "coordinator")
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.deepEqual([made.body.result.name, made.body.result.state], ["prix-du-ble", "active"])
    const shown = await portal.get("/api/3/action/package_show?id=prix-du-ble")
    assert.equal(shown.body.result.title, "Prix du blé")
    assert.deepEqual(
      shown.body.result.tags.map(({ name }: { name: string }) => name),
      ["blé"],
    )
    assert.equal(shown.body.result.resources[0].url, "https://data.example.tn/ble.csv")
  })

  it("writes back what it read without changing anything", async () => {
    const { result: before } = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body
    const after = await action("package_update", before, "coordinator")
    assert.equal(after.status, 200, JSON.stringify(after.body))
    const { metadata_modified: _then, ...old } = before
    const { metadata_modified: _now, ...young } = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body
      .result
    assert.deepEqual(young, old)
    // What we told the client to call it is no name that its publisher gave it.
    const { rows } = await sql<{ identifier: string | null }>`
      select identifier from dataset where id = ${before.id}
    `.execute(portal.db)
    assert.deepEqual(rows, [{ identifier: null }])
  })

  it("replaces all by package_update, and only what it sends by package_patch", async () => {
    const { result } = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body
    await action("package_patch", { id: result.id, version: "2" }, "coordinator")
    const patched = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body.result
    assert.deepEqual([patched.version, patched.notes], ["2", wheat.notes])
    await action("package_update", { ...wheat, id: result.id, owner_org: result.owner_org }, "coordinator")
    const replaced = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body.result
    assert.deepEqual([replaced.version, replaced.resources.length], [null, 1])
  })

  it("is told in CKAN's words what is wrong", async () => {
    const withoutOwner = await action("package_create", { name: "x", title: "X" }, "coordinator")
    assert.equal(withoutOwner.status, 409)
    assert.deepEqual(withoutOwner.body.error, { owner_org: ["Missing value"], __type: "Validation Error" })
    const anonymous = await action("package_create", wheat)
    assert.deepEqual([anonymous.status, anonymous.body.error.__type], [403, "Authorization Error"])
    const unknown = await action("package_update", { id: "nowhere" }, "coordinator")
    assert.deepEqual([unknown.status, unknown.body.error.__type], [404, "Not Found Error"])
    const byGet = await portal.send("GET", "/api/3/action/package_delete?id=prix-du-ble", { as: "coordinator" })
    assert.equal(byGet.status, 400)
  })

  it("keeps as a draft what may not or cannot be published, and says what it lacks", async () => {
    const { owner_org: _body, notes: _notes, ...rest } = wheat
    const incomplete = { ...rest, name: "sans-description", owner_org: ids.agriculture }
    const made = await action("package_create", incomplete, "coordinator")
    assert.deepEqual([made.body.result.state, made.body.result.missing], ["draft", ["description"]])
    const drafted = await action(
      "package_create",
      { ...wheat, name: "autre", owner_org: ids.agriculture },
      "contributor",
    )
    assert.equal(drafted.body.result.state, "draft")
    assert.equal((await portal.get(`/api/3/action/package_show?id=${drafted.body.result.id}`)).status, 404)
  })

  it("brings identifiers along only as an administrator", async () => {
    const id = "0a000000-0000-4000-8000-000000000001"
    const brought = { ...wheat, id, name: "venu-d-ailleurs", owner_org: ids.agriculture }
    assert.equal((await action("package_create", brought, "coordinator")).status, 403)
    const made = await action("package_create", brought, "administrator")
    assert.equal(made.body.result.id, id)
    assert.equal((await action("package_create", brought, "administrator")).status, 409)
  })

  it("sends a file with resource_create and a new version of it with resource_patch", async () => {
    const dataset = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body.result
    const made = await sendFile("resource_create", { package_id: dataset.id, name: "Prix 2025" }, "a,b\n1,2\n")
    assert.equal(made.status, 200, made.text)
    const { id, url, size, format } = made.result
    assert.match(url, new RegExp(`/files/${id}/prix\\.csv$`))
    assert.deepEqual([size, format], [8, "CSV"])
    const patched = await sendFile("resource_patch", { id }, "a,b\n1,2\n3,4\n")
    assert.deepEqual([patched.result.id, patched.result.size, patched.result.name], [id, 12, "Prix 2025"])
    const after = (await portal.get("/api/3/action/package_show?id=prix-du-ble")).body.result
    assert.equal(after.resources.length, 2)
    const unchanged = await action("package_update", after, "coordinator")
    assert.equal(unchanged.body.result.resources[1].size, 12)
    assert.equal((await action("resource_delete", { id }, "coordinator")).status, 200)
    assert.equal((await portal.get("/api/3/action/package_show?id=prix-du-ble")).body.result.resources.length, 1)
  })

  it("deletes, and purges as an administrator", async () => {
    assert.equal((await action("package_delete", { id: "venu-d-ailleurs" }, "coordinator")).status, 200)
    assert.equal((await portal.get("/api/3/action/package_show?id=venu-d-ailleurs")).status, 404)
    assert.equal((await action("dataset_purge", { id: "venu-d-ailleurs" }, "coordinator")).status, 403)
    assert.equal((await action("dataset_purge", { id: "venu-d-ailleurs" }, "administrator")).status, 200)
  })

  it("adds and changes bodies and themes as an administrator", async () => {
    const body = { name: "office-des-cereales", title: "Office des céréales", description: "Collecte et stockage." }
    assert.equal((await action("organization_create", body, "coordinator")).status, 403)
    const made = await action("organization_create", body, "administrator")
    assert.deepEqual([made.status, made.body.result?.name], [200, "office-des-cereales"], JSON.stringify(made.body))
    const named = await action(
      "organization_patch",
      { id: "office-des-cereales", title: "ديوان الحبوب" },
      "administrator",
    )
    assert.deepEqual(named.body.result.title_translated, { fr: "Office des céréales", ar: "ديوان الحبوب" })
    const theme = await action("group_create", { name: "cereales", title: "Céréales" }, "administrator")
    assert.equal(theme.status, 200, JSON.stringify(theme.body))
  })
})

async function sendFile(name: string, fields: Record<string, string>, content: string) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append("upload", new Blob([content], { type: "text/csv" }), "prix.csv")
  const request = new Request("http://127.0.0.1/", { method: "POST", body: form })
  const payload = Buffer.from(await request.arrayBuffer())
  const headers = { "content-type": request.headers.get("content-type")!, authorization: "coordinator" }
  const answer = await portal.app.inject({ method: "POST", url: `/api/3/action/${name}`, headers, payload })
  return { status: answer.statusCode, text: answer.body, result: answer.json().result }
}
