import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { changesAnswer, facetsAnswer, profileAnswer, rowsPage, tableFacts } from "../../src/api/tables/shapes.ts"
import { newId } from "../../src/platform/ids.ts"
import { routes } from "../../src/web/routes.ts"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import {
  aMember,
  giveSchools,
  giveTable,
  memberToken,
  privateFile,
  schoolColumns,
  schoolsFile,
} from "./support/tables.ts"

let portal: ApiPortal
let schools: string
let salaries: string
before(async () => {
  portal = await apiPortal()
  portal.callers.set(memberToken, aMember())
  const given = await giveSchools(portal)
  schools = given.schools
  salaries = given.salaries
})
after(() => portal.close())

const asMember = { authorization: memberToken }
const address = (path: string, id = schoolsFile) => `/api/v1/tables/${id}${path}`
const rows = (query: string) => portal.get(address(`/rows?${query}`))
const idsOf = async (query: string) => {
  const { status, body } = await rows(query)
  assert.equal(status, 200, JSON.stringify(body))
  return body.rows.map(({ id }: { id: number }) => id)
}

describe("GET /api/v1/tables/{id}", () => {
  it("tells what the table is, in the reader's language, by its own id and by that of its distribution", async () => {
    const { status, body, headers } = await portal.get(address(""), { "accept-language": "ar" })

    assert.equal(status, 200)
    assert.deepEqual(tableFacts.parse(body), body)
    assert.equal(body.id, schools)
    assert.equal(body.rows, 5)
    assert.deepEqual(body.dataset.title, { fr: "Recensement agricole", ar: "التعداد الفلاحي" })
    assert.deepEqual(
      body.columns.map(({ header }: { header: string }) => header),
      schoolColumns.map(({ header }) => header),
    )
    assert.equal(body.notes[0].text, "لم يكن النص بترميز UTF-8: قُرئ بالترميز windows-1256.")
    assert.equal(headers["content-language"], "ar")
    assert.deepEqual((await portal.get(address("", schools), { "accept-language": "ar" })).body, body)
  })

  it("keeps signs of personal data from the public", async () => {
    const { body } = await portal.get(address(""))
    assert.doesNotMatch(JSON.stringify(body), /personal-data/)
  })

  it("links to all that can be asked of it", async () => {
    const { body } = await portal.get(address(""))
    const { page, sql: _posted, exports, ...links } = body.links
    for (const link of [...Object.values<string>(links), ...Object.values<string>(exports)]) {
      const query = link.endsWith("/facets") ? "?facet=governorate" : ""
      const answer = await portal.app.inject({ url: link.replace("http://127.0.0.1:8080", "") + query })
      assert.equal(answer.statusCode, 200, link)
    }
    assert.equal(page, `http://127.0.0.1:8080${routes.explore("en", "recensement-agricole", schools)}`)
  })
})

describe("rows", () => {
  it("come with their columns, a count, and what was written where a value does not fit", async () => {
    const { body, headers } = await rows("")

    assert.deepEqual(rowsPage.parse(body), body)
    assert.deepEqual([body.total, body.countType, body.next], [5, "exact", null])
    assert.equal(body.rows[2].pupils, null)
    assert.deepEqual(body.written, [{ row: 2, values: { pupils: "غير متوفر" } }])
    assert.equal(headers["access-control-allow-origin"], "*")
  })

  it("are found by Arabic headers, in filters, clauses and orders", async () => {
    assert.deepEqual(await idsOf(new URLSearchParams({ الولاية: "تونس" }).toString()), [1, 3])
    const wanted = { where: '"عدد التلاميذ" > 100', order_by: '"عدد التلاميذ" desc, id' }
    assert.deepEqual(await idsOf(new URLSearchParams(wanted).toString()), [2, 5, 1])
    assert.deepEqual(await idsOf(new URLSearchParams({ sort: "-تاريخ الافتتاح" }).toString()), [5, 2, 3, 1, 4])
  })

  it("are met exactly once each by following the links", async () => {
    const seen: number[] = []
    let url: string | undefined = address("/rows?limit=2&sort=-pupils")
    while (url) {
      const { status, body, headers }: Awaited<ReturnType<typeof portal.get>> = await portal.get(url)
      assert.equal(status, 200, url)
      seen.push(...body.rows.map(({ id }: { id: number }) => id))
      url = /<http:\/\/127\.0\.0\.1:8080([^>]+)>; rel="next"/.exec(String(headers.link ?? ""))?.[1]
      assert.equal(url === undefined, body.next === null)
    }
    assert.deepEqual(seen, [2, 5, 1, 4, 3])
  })

  it("may be grouped, and counted by facets on the way", async () => {
    const { body } = await rows(
      "select=governorate,sum(pupils) as n&group_by=governorate&order_by=n desc&facet=governorate",
    )
    assert.deepEqual(rowsPage.parse(body), body)
    assert.deepEqual(body.rows[0], { governorate: "صفاقس", n: 820 })
    assert.equal(body.facets[0].values.length, 3)
  })

  it("are not sent again to who has them, until the table changes", async () => {
    const first = await rows("sort=id")
    const etag = String(first.headers.etag)
    const again = await portal.app.inject({ url: address("/rows?sort=id"), headers: { "if-none-match": etag } })
    const other = await portal.app.inject({ url: address("/rows?sort=-id"), headers: { "if-none-match": etag } })

    assert.deepEqual([again.statusCode, again.body], [304, ""])
    assert.equal(other.statusCode, 200)
    // Only the first question mark begins the question.
    const etags = await Promise.all(["q=?", "q=?1"].map(async (query) => (await rows(query)).headers.etag))
    assert.notEqual(etags[0], etags[1])
  })

  it("refuse a mistake with the parameter, the place in it, and the nearest name", async () => {
    const { status, body } = await rows("where=pupills > 3")
    assert.deepEqual(
      [status, body.code, body.parameter, body.position, body.nearest],
      [400, "unknown-column", "where", 0, "pupils"],
    )
    assert.equal(body.errors[0].field, "where")
  })

  it("answer whatever is asked with an answer or a refusal, never with a failure", async () => {
    const hostile = [
      "id=%00",
      "where=%F0%28%8C%BC",
      "where=((((((((((",
      `where=${"not ".repeat(3000)}true`,
      "select=*,*",
      "order_by=1;drop table x",
      "cursor=AAAA",
      "cursor=____",
      "limit=-1",
      "limit=99999999999",
      "offset=1e9",
      "__proto__=1",
      "constructor=1",
      "governorate__exact__in=1",
      "bbox=1,2,3",
      "where=intersects(geometry, 'POLYGON((')",
      "facet=__proto__",
      "refine=a",
      "_or=%26%26",
      "q=%25_%5C",
      'select=name as "a""b"',
      "where=name like '%25' escape ''",
      "group_by=range(pupils,0)",
    ]
    for (const query of hostile) {
      const { statusCode, body } = await portal.app.inject({ url: address(`/rows?${query}`) })
      assert.ok(statusCode === 200 || statusCode === 400, `${query}: ${statusCode} ${body.slice(0, 200)}`)
    }
  })
})

describe("facets, profile and changes", () => {
  it("are described as they are", async () => {
    const facets = await portal.get(
      address("/facets?facet=governorate&refine=governorate:تونس".replace("تونس", encodeURIComponent("تونس"))),
    )
    assert.deepEqual(facetsAnswer.parse(facets.body), facets.body)
    const chosen = facets.body.facets[0].values.find(({ selected }: { selected: boolean }) => selected)
    assert.deepEqual([chosen.value, chosen.count, facets.body.facets[0].values.length], ["تونس", 2, 3])
    const profile = await portal.get(address("/profile"))
    assert.deepEqual(profileAnswer.parse(profile.body), profile.body)
    assert.equal(profile.body.columns[0].header, "الولاية")
  })

  it("asks which columns facets are wanted of", async () => {
    const { status, body } = await portal.get(address("/facets"))
    assert.deepEqual([status, body.parameter], [400, "facet"])
  })

  it("tells what changed between versions, newest first", async () => {
    const id = await giveTable(portal, { ...aSmallTable(), name: "أوراق", position: 1 })
    const difference = {
      ...{ columnsAdded: [], columnsRemoved: [], columnsChanged: [], key: ["a"] },
      ...{ rowsAdded: 1, rowsRemoved: 0, rowsChanged: 0 },
    }
    await giveTable(portal, { ...aSmallTable(), query: "select * from range(2) t(a)", id, number: 2, difference })

    const { body } = await portal.get(address("/changes", id))

    assert.deepEqual(changesAnswer.parse(body), body)
    assert.deepEqual(
      body.items.map((one: { version: number; rows: number; difference: object | null }) => [
        one.version,
        one.rows,
        one.difference === null,
      ]),
      [
        [2, 2, false],
        [1, 1, true],
      ],
    )
    await sql`delete from data_table where id = ${id}`.execute(portal.db)
  })
})

const aSmallTable = () => ({
  distributionId: schoolsFile,
  query: "select * from range(1) t(a)",
  columns: [{ name: "a", header: "a", type: "integer" as const }],
})

describe("a table of a private dataset", () => {
  it("does not exist for others, whatever is asked of it", async () => {
    for (const id of [salaries, privateFile]) {
      for (const path of ["", "/rows", "/rows.csv", "/rows.parquet", "/profile", "/facets?facet=poste", "/changes"]) {
        const { statusCode, body } = await portal.app.inject({ url: address(path, id) })
        assert.equal(statusCode, 404, path)
        assert.equal(JSON.parse(body).code, "table-not-found")
      }
    }
  })

  it("is there for its members, and kept by no cache", async () => {
    const { status, body, headers } = await portal.get(address("/rows", privateFile), asMember)
    assert.deepEqual([status, body.total, headers["cache-control"]], [200, 2, "no-store"])
    const parquet = await portal.app.inject({ url: address("/rows.parquet", privateFile), headers: asMember })
    assert.equal(parquet.statusCode, 200)
    assert.match(String(parquet.headers["cache-control"]), /private/)
  })
})

describe("a file that is no table", () => {
  const file = `${ids.museums.slice(0, -4)}9020`
  const ingestion = (state: string, reason: string | null = null) =>
    sql`
      insert into table_ingestion (distribution_id, state, asked_at, reason) values (${file}, ${state}, now(), ${reason})
      on conflict (distribution_id) do update set state = excluded.state, reason = excluded.reason
    `.execute(portal.db)

  it("answers 202 while it waits or is read", async () => {
    for (const state of ["waiting", "running"]) {
      await ingestion(state)
      const { status, body, headers } = await portal.get(address("/rows", file))
      assert.deepEqual([status, body.code, headers["retry-after"]], [202, "table-not-ready", "10"])
    }
  })

  it("answers 409 with the reason and what to do, in the reader's language", async () => {
    await ingestion("refused", "encrypted")
    const { status, body } = await portal.get(address("", file), { "accept-language": "fr" })
    assert.deepEqual([status, body.code, body.reason], [409, "not-a-table", "encrypted"])
    assert.match(body.explanation, /mot de passe/)
    await ingestion("failed", "internal")
    assert.equal((await portal.get(address("", file))).body.reason, "internal")
  })

  it("answers 404 where there is nothing and 410 where there was something", async () => {
    const codes = async (id: string) => {
      const { status, body } = await portal.get(address("", id))
      return [status, body.code]
    }
    assert.deepEqual(await codes(newId()), [404, "table-not-found"])
    assert.deepEqual(await codes("x%2F..%2F"), [404, "table-not-found"])
    assert.deepEqual(await codes(ids.vanishedFile), [410, "distribution-vanished"])
    const id = await giveTable(portal, { ...aSmallTable(), name: "قديم", position: 9 })
    await sql`update data_table set version = null where id = ${id}`.execute(portal.db)
    assert.deepEqual(await codes(id), [410, "table-retired"])
  })
})
