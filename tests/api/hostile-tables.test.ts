import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { questionParameters } from "../../src/tabular/index.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { giveSchools, privateFile, schoolsFile } from "./support/tables.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await giveSchools(portal)
})
after(() => portal.close())

const piece = fc.constantFrom(
  ...["id", "name", '"عدد التلاميذ"', "__row", "__proto__", "pupils__written", "this", privateFile, `"${privateFile}"`],
  ...["(", ")", ",", "'", '"', "`", ";", "--", "/*", "$$", "\\", "\u0000", "%", "_", "\ud800", "\u202e", "٣"],
  ...[" and ", " or ", " not ", " in ", " like ", " between ", " is null", " as ", " desc", "=", "<>", "->", "::"],
  ...["1", "-1", "1e999", "99999999999999999999", "null", "true", "2020-13-45", "count(*)", "sum(", "getenv('HOME')"],
  ...["select ", " from ", " union all ", " where ", "read_text('/etc/passwd')", "intersects(", "POINT(1 2)", "km"],
)
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
)
const name = fc.oneof(fc.constantFrom(...questionParameters, "$where", "pupils__gte", "name__in", "id__between"), text)

/** What is private stays so, and nothing is our failure. */
function assertSafe(status: number, body: string, asked: unknown): void {
  assert.ok(status < 500, `${status} ${JSON.stringify(asked)} ${body.slice(0, 300)}`)
  assert.doesNotMatch(body, /sieben|zwölf|root:x:/)
}

describe("whatever is asked of a table", () => {
  it("of its rows, facets and files is answered or refused", async () => {
    const path = fc.constantFrom("rows", "facets", "rows.csv", "rows.jsonl", "rows.parquet")
    await fc.assert(
      fc.asyncProperty(path, fc.array(fc.tuple(name, text), { maxLength: 4 }), async (end, pairs) => {
        const query = pairs.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join("&")
        const { statusCode, body } = await portal.app.inject({ url: `/api/v1/tables/${schoolsFile}/${end}?${query}` })
        assertSafe(statusCode, body, [end, query])
      }),
      { numRuns: 120 },
    )
  })

  it("in SQL is answered or refused, in CKAN's words too", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (written, inCkan) => {
        const url = inCkan ? "/api/3/action/datastore_search_sql" : `/api/v1/tables/${schoolsFile}/sql`
        const payload = { sql: `select ${written}` }
        const { statusCode, body } = await portal.app.inject({ method: "POST", url, payload })
        assertSafe(statusCode, body, payload)
      }),
      { numRuns: 100 },
    )
  })

  it("of the DataStore is answered or refused", async () => {
    const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }))
    const params = fc.record(
      {
        ...{
          filters: fc.oneof(fc.dictionary(name, value, { maxKeys: 3 }), value),
          q: value,
          fields: value,
          sort: text,
        },
        ...{ limit: value, offset: value, distinct: value, records_format: value, plain: value },
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(params, async (given) => {
        const payload = { resource_id: schoolsFile, ...given }
        const url = "/api/3/action/datastore_search"
        const { statusCode, body } = await portal.app.inject({ method: "POST", url, payload })
        assertSafe(statusCode, body, payload)
      }),
      { numRuns: 120 },
    )
  })
})

function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed())
}
