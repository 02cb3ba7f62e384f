import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { parse } from "csv-parse/sync"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { aMember, giveSchools, memberToken, privateFile, schoolsFile } from "./support/tables.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  portal.callers.set(memberToken, aMember())
  await giveSchools(portal)
})
after(() => portal.close())

const act = (name: string, params: object, as?: string) =>
  portal.send("POST", `/api/3/action/${name}`, { body: params, ...(as ? { as } : {}) })
const search = async (params: object, as?: string) => {
  const { status, body } = await act("datastore_search", { resource_id: schoolsFile, ...params }, as)
  assert.equal(status, 200, JSON.stringify(body))
  return body.result
}
const found = async (params: object) => (await search(params)).records.map(({ _id }: { _id: number }) => _id)

describe("datastore_search", () => {
  it("has the shape of CKAN's answer, the number of the row first", async () => {
    const result = await search({ limit: 2 })

    assert.deepEqual(Object.keys(result.records[0]), [
      "_id",
      "id",
      "name",
      "governorate",
      "pupils",
      "lat",
      "lon",
      "opened",
    ])
    assert.deepEqual(result.fields.slice(0, 3), [
      { id: "_id", type: "int" },
      { id: "id", type: "int8", info: { label: "العدد الرتبي", notes: "" } },
      { id: "name", type: "text", info: { label: "Nom", notes: "" } },
    ])
    assert.deepEqual(
      [result.total, result.total_was_estimated, result.limit, result.records_format, result.resource_id],
      [5, false, 2, "objects", schoolsFile],
    )
    assert.deepEqual(result._links, {
      start: `/api/3/action/datastore_search?resource_id=${schoolsFile}&limit=2`,
      next: `/api/3/action/datastore_search?resource_id=${schoolsFile}&limit=2&offset=2`,
    })
  })

  it("is met whole by following next until there are no records", async () => {
    const seen: number[] = []
    let url: string = (await search({ limit: 2, sort: '"عدد التلاميذ" desc nulls last' }))._links.start
    for (;;) {
      const { body } = await portal.get(url)
      assert.equal(body.success, true, JSON.stringify(body))
      if (body.result.records.length === 0) break
      seen.push(...body.result.records.map(({ _id }: { _id: number }) => _id))
      url = body.result._links.next
    }
    assert.deepEqual(seen, [2, 5, 1, 4, 3])
  })

  it("has rows without a value where the order says, else where PostgreSQL has them", async () => {
    assert.deepEqual(await found({ sort: "pupils desc nulls last" }), [2, 5, 1, 4, 3])
    assert.deepEqual(await found({ sort: "pupils desc nulls first" }), [3, 2, 5, 1, 4])
    assert.deepEqual(await found({ sort: "pupils NULLS FIRST, id desc" }), [3, 4, 1, 5, 2])
    assert.deepEqual(await found({ sort: "pupils desc" }), [3, 2, 5, 1, 4])
    assert.deepEqual(await found({ sort: "pupils" }), [4, 1, 2, 5, 3])
  })

  it("reads what is hostile, or as wide as a table may be, in no time", async () => {
    const digits = "1".repeat(200_000)
    const began = Date.now()
    const refused = await Promise.all([
      act("datastore_search", { resource_id: schoolsFile, sort: `${" ".repeat(50_000)}"` }),
      act("datastore_search", { resource_id: schoolsFile, filters: { pupils: `${digits}x` } }),
      act("datastore_search", { resource_id: schoolsFile, filters: { _id: Array(200_000).fill(1) } }),
      act("datastore_search", {
        resource_id: schoolsFile,
        fields: Array.from({ length: 50_000 }, (_, at) => `f${at}`),
      }),
    ])
    assert.deepEqual(
      refused.map(({ status }) => status),
      [409, 409, 409, 409],
    )
    assert.ok(Date.now() - began < 3000)
  })

  it("filters by values, by lists of them, by comparisons and by numbers of rows", async () => {
    assert.deepEqual(await found({ filters: { governorate: "تونس" } }), [1, 3])
    assert.deepEqual(await found({ filters: { governorate: ["تونس", "باجة"], id: 4 } }), [4])
    assert.deepEqual(await found({ filters: JSON.stringify({ pupils: { gte: 320, lt: 410 } }) }), [1])
    assert.deepEqual(await found({ filters: { _id: [2, 4] } }), [2, 4])
    assert.deepEqual(await found({ filters: { pupils: null } }), [3])
    assert.deepEqual(await found({ q: "مدرسة" }), [1, 3])
    assert.deepEqual(await found({ q: { name: "farhat" } }), [2])
    assert.deepEqual(await found({ q: "farhat:*", plain: false }), [2])
    assert.deepEqual(await found({ sort: "_id desc", limit: 2, offset: 1 }), [4, 3])
  })

  it("gives chosen fields, different values, and other forms of records", async () => {
    assert.deepEqual((await search({ fields: "id, name", limit: 1 })).records, [
      { id: 1, name: "مدرسة الحبيب بورقيبة" },
    ])
    const distinct = await search({ fields: ["governorate"], distinct: true })
    assert.deepEqual([distinct.records.length, distinct.total], [3, 3])
    assert.deepEqual((await search({ fields: "id", records_format: "lists", limit: 2 })).records, [[1], [2]])
    assert.equal(
      (await search({ fields: "id,name", records_format: "csv", offset: 3, limit: 1 })).records,
      '4,"L\'école, ""neuve"""\n',
    )
    const none = await search({ limit: 0, include_total: false })
    assert.deepEqual([none.records, none.total], [[], undefined])
  })

  it("refuses mistakes as CKAN does, by the name of the parameter", async () => {
    const mistakes: readonly [object, string, RegExp][] = [
      [{ filters: { nothing: 1 } }, "filters", /field "nothing" not in table/],
      [{ filters: "no json" }, "filters", /json object/],
      [{ filters: { id: { $gt: 1 } } }, "filters", /unknown operator/],
      [{ fields: "nothing" }, "fields", /not in table/],
      [{ sort: "nothing desc" }, "sort", /not in table/],
      [{ sort: "id; drop table x" }, "sort", /./],
      [{ limit: "many" }, "limit", /integer/],
      [{ records_format: "xlsx" }, "records_format", /one of/],
    ]
    for (const [params, field, message] of mistakes) {
      const { status, body } = await act("datastore_search", { resource_id: schoolsFile, ...params })
      assert.deepEqual([status, body.error?.__type], [409, "Validation Error"], JSON.stringify([params, body]))
      assert.match(body.error[field][0], message)
    }
  })
})

describe("a resource without a table for the caller", () => {
  it("is not found, by every way in", async () => {
    for (const id of [privateFile, ids.vanishedFile, "nothing"]) {
      for (const name of ["datastore_search", "datastore_info"]) {
        const { status, body } = await act(name, { resource_id: id })
        assert.deepEqual([status, body.error.__type], [404, "Not Found Error"], name)
      }
      const { status, body } = await act("datastore_search_sql", { sql: `select * from "${id}"` })
      assert.deepEqual([status, body.error.__type], [404, "Not Found Error"])
      assert.equal((await portal.get(`/datastore/dump/${id}`)).status, 404)
    }
    assert.equal((await search({ resource_id: privateFile }, memberToken)).total, 2)
  })

  it("is not active in packages; one with a table is", async () => {
    const active = async (name: string, params: object) => {
      const { result } = (await act(name, params)).body
      const packages = result.results ?? [result]
      return packages.flatMap(({ resources }: { resources: { id: string; datastore_active: boolean }[] }) =>
        resources.filter((one) => one.datastore_active).map((one) => one.id),
      )
    }
    assert.deepEqual(await active("package_search", {}), [schoolsFile])
    assert.deepEqual(await active("package_show", { id: ids.census }), [schoolsFile])
    assert.deepEqual(await active("package_show", { id: ids.museums }), [])
  })
})

describe("datastore_search_sql and datastore_info", () => {
  it("answer one SELECT, and what the table is", async () => {
    const sql = `select governorate, count(*) as n from "${schoolsFile}" group by 1 order by 2 desc, 1`
    const { result } = (await portal.get(`/api/3/action/datastore_search_sql?sql=${encodeURIComponent(sql)}`)).body
    assert.deepEqual([result.sql, result.records.length, result.records_truncated], [sql, 3, undefined])
    assert.deepEqual(
      result.fields.map(({ id, type }: { id: string; type: string }) => [id, type]),
      [
        ["governorate", "text"],
        ["n", "int8"],
      ],
    )
    const info = (await act("datastore_info", { id: schoolsFile })).body.result
    assert.deepEqual([info.meta.count, info.meta.id, info.fields.length], [5, schoolsFile, 7])
    assert.equal(info.fields[3].schema.native_type, "int8")
  })

  it("refuses anything else as a validation error of the query", async () => {
    for (const sql of ["drop table x", "select (", `select nothing from "${schoolsFile}"`, "select 1; select 2"]) {
      const { status, body } = await act("datastore_search_sql", { sql })
      assert.deepEqual([status, body.error.__type, body.error.query.length], [409, "Validation Error", 1], sql)
    }
  })
})

describe("/datastore/dump", () => {
  const dump = (query: string) => portal.app.inject({ url: `/datastore/dump/${schoolsFile}?${query}` })

  it("is the whole table, with the number of the row first, in each format", async () => {
    const csv = parse((await dump("bom=true")).body, { bom: true, columns: true }) as Record<string, string>[]
    assert.deepEqual(
      csv.map(({ _id, id }) => [_id, id]),
      [1, 2, 3, 4, 5].map((n) => [String(n), String(n)]),
    )
    const json = (await dump("format=json")).json()
    assert.deepEqual([json.fields[0].id, json.records.length, json.records[0][1]], ["_id", 5, 1])
    const xml = (await dump("format=xml")).body
    assert.match(xml, /<row _id="3">.*<pupils xsi:nil="true"\/>/)
    assert.equal((await dump("format=tsv")).body.split(/\r?\n/)[0], csv[0] && Object.keys(csv[0]).join("\t"))
  })

  it("takes filters, fields, orders and limits, and refuses other formats", async () => {
    const { body, headers } = await dump(
      `fields=id&sort=id desc&limit=2&filters=${encodeURIComponent('{"pupils": 410}')}`,
    )
    assert.deepEqual(parse(body), [["id"], ["5"], ["2"]])
    assert.match(String(headers["content-disposition"]), /\.csv/)
    assert.equal((await dump("format=pdf")).statusCode, 409)
  })
})
