import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sqlAnswer, tableSchemaAnswer } from "../../src/api/tables/shapes.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { aMember, giveSchools, memberToken, privateFile, schoolsFile } from "./support/tables.ts"

let portal: ApiPortal
let salaries: string
before(async () => {
  portal = await apiPortal()
  portal.callers.set(memberToken, aMember())
  salaries = (await giveSchools(portal)).salaries
})
after(() => portal.close())

const ask = (sql: unknown, as?: string) =>
  portal.send("POST", `/api/v1/tables/${schoolsFile}/sql`, { body: { sql }, ...(as ? { as } : {}) })

describe("POST /api/v1/tables/{id}/sql", () => {
  it("answers one SELECT over this table, without a token", async () => {
    const { status, body } = await ask("select governorate, sum(pupils) as n from this group by 1 order by n desc")

    assert.equal(status, 200)
    assert.deepEqual(sqlAnswer.parse(body), body)
    assert.deepEqual(body.rows[0], { governorate: "صفاقس", n: 820 })
    assert.deepEqual([body.truncated, body.columns[0].header], [false, "الولاية"])
  })

  it("joins tables by their ids, as far as the caller may read them", async () => {
    const join = (id: string) => `select count(*) as n from this, "${id}" as other`
    assert.equal((await ask(join(schoolsFile))).body.rows[0].n, 25)
    for (const id of [salaries, privateFile]) {
      const stranger = await ask(join(id))
      assert.deepEqual([stranger.status, stranger.body.code], [400, "unknown-table"])
      assert.doesNotMatch(JSON.stringify(stranger.body), /poste|secret/)
      assert.equal((await ask(join(id), memberToken)).body.rows[0].n, 10)
    }
  })

  it("refuses what is no reading of tables, and what is no SQL, with its place", async () => {
    const codes = {
      "drop table this": "query-not-read-only",
      "select 1; select 2": "query-not-read-only",
      "select * from 'x.parquet'": "unknown-table",
      "select * from read_csv('/etc/passwd')": "unknown-query-function",
      "select current_setting('home_directory')": "unknown-query-function",
      "select pupills from this": "unknown-column",
      "select (": "query-syntax",
    }
    for (const [sql, code] of Object.entries(codes)) {
      const { status, body } = await ask(sql)
      assert.deepEqual([status, body.code, body.parameter], [400, code, "sql"], sql)
    }
    assert.equal((await ask("select pupills from this")).body.nearest, "pupils")
  })

  it("refuses a body of another shape", async () => {
    for (const sql of [undefined, "", 5, "x".repeat(20_001)]) assert.equal((await ask(sql)).status, 422)
  })
})

describe("the description of a table", () => {
  it("is a Table Schema with titles in all languages", async () => {
    const { body } = await portal.get(`/api/v1/tables/${schoolsFile}/schema`, { "accept-language": "fr" })
    assert.deepEqual(tableSchemaAnswer.parse(body), body)
    const [id, name] = body.fields
    assert.deepEqual(id, { name: "id", type: "integer", title: "العدد الرتبي", header: "العدد الرتبي" })
    assert.deepEqual([name.title, name.titles.ar], ["Nom", "اسم المدرسة"])
  })

  it("is OpenAPI with a parameter for each column and operator, and values that are there", async () => {
    const { body } = await portal.get(`/api/v1/tables/${schoolsFile}/openapi.json`)
    const { parameters } = body.paths["/rows"].get
    const named = (name: string) => parameters.find((one: { name: string }) => one.name === name)
    assert.equal(named("governorate").example, "تونس")
    assert.ok(named("pupils__gte") && named("opened__between") && named("where"))
    assert.equal(named("pupils__contains"), undefined)
    const found = await portal.get(
      `/api/v1/tables/${schoolsFile}/rows?governorate=${encodeURIComponent(named("governorate").example)}`,
    )
    assert.equal(found.body.total, 2)
    assert.equal(new Set(parameters.map(({ name }: { name: string }) => name)).size, parameters.length)
  })
})
