import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { ids } from "./support/catalogue.ts"
import { settlePeople } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { giveSchools } from "./support/tables.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await settlePeople(portal)
  await giveSchools(portal)
})
after(() => portal.close())

const address = `/api/v1/tables/${ids.file}/dictionary`
const patch = (body: object, headers: Record<string, string> = {}) =>
  portal.send("PATCH", address, { as: "contributor", body, headers })

describe("the dictionary of a table, by program", () => {
  it("is read with its ETag, and written once over what was read", async () => {
    const read = await portal.send("GET", address, { as: "reader" })
    assert.equal(read.headers.etag, '"v0"')
    const columns = [{ header: "اسم المدرسة", label: { fr: "École" } }]
    const written = await patch({ columns }, { "if-match": '"v0"' })
    assert.deepEqual([written.status, written.headers.etag], [200, '"v1"'])
    assert.deepEqual(written.body.columns[1].label, { fr: "École" })
    const late = await patch({ columns: [{ header: "اسم المدرسة", label: null }] }, { "if-match": '"v0"' })
    assert.deepEqual([late.status, late.body.code], [412, "stale"])
  })

  it("is seen at once where the table is described to everybody", async () => {
    const { body } = await portal.get(`/api/v1/tables/${ids.file}/schema`, { "accept-language": "fr" })
    assert.equal(body.fields[1].title, "École")
  })

  it("asks for another reading when more than words changed, and gives back what was understood for null", async () => {
    await sql`update table_ingestion set state = 'done'`.execute(portal.db)
    const changed = await patch({ headerRows: [2, 2], columns: [{ header: "العدد الرتبي", type: "text" }] })
    assert.deepEqual(changed.body.decided.headerRows, [2, 2])
    assert.equal(changed.body.columns[0].decided.type, "text")
    assert.equal(changed.body.reading.state, "waiting")
    const back = await patch({ headerRows: null, columns: [{ header: "العدد الرتبي", type: null }] })
    assert.deepEqual([back.body.decided.headerRows, back.body.columns[0].decided.type], [null, null])
  })

  it("names mistakes at their places, in the reader's language, with the nearest header", async () => {
    const { status, body } = await patch(
      { columns: [{ header: "اسم المدرسه", name: "x y" }], headerRows: [9, 2] },
      { "accept-language": "en" },
    )
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map(({ field, rule }: { field: string; rule: string }) => [field, rule]),
      [
        ["headerRows", "not-header-rows"],
        ["columns.0.name", "not-a-column-name"],
      ],
    )
    const near = await patch({ columns: [{ header: "اسم المدارس" }] }, { "accept-language": "en" })
    assert.match(near.body.errors[0].message, /The nearest one is “اسم المدرسة”/)
  })
})

describe("reading a file again", () => {
  it("is refused in the same words with an Idempotency-Key and without, where there is no such file", async () => {
    for (const headers of [{}, { "idempotency-key": "again" }]) {
      const url = "/api/v1/distributions/nowhere/read-again"
      const answer = await portal.app.inject({
        method: "POST",
        url,
        headers: { authorization: "administrator", ...headers },
      })
      assert.deepEqual([answer.statusCode, answer.json().code], [404, "table-not-found"])
    }
  })
})
