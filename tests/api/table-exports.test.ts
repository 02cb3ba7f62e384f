import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { DuckDBInstance } from "@duckdb/node-api"
import { parse } from "csv-parse/sync"
import { newId } from "../../src/platform/ids.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { giveSchools, schoolColumns, schoolsFile } from "./support/tables.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await giveSchools(portal)
})
after(() => portal.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  portal.app.inject({ url: `/api/v1/tables/${schoolsFile}${path}`, headers })

describe("an export", () => {
  it("parses back to the rows, as CSV, TSV, JSON, JSON Lines and GeoJSON", async () => {
    const csv = parse((await get("/rows.csv")).body, { columns: true }) as Record<string, string>[]
    const tsv = parse((await get("/rows.tsv")).body, { columns: true, delimiter: "\t" }) as Record<string, string>[]
    const json = (await get("/rows.json")).json() as Record<string, unknown>[]
    const lines = (await get("/rows.jsonl")).body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    const { features } = (await get("/rows.geojson")).json()

    assert.deepEqual(
      Object.keys(csv[0]!),
      schoolColumns.map(({ name }) => name),
    )
    assert.deepEqual(tsv, csv)
    assert.deepEqual(lines, json)
    assert.deepEqual(
      json.map(({ id }) => String(id)),
      csv.map(({ id }) => id),
    )
    assert.equal(csv[3]!.name, 'L\'école, "neuve"')
    assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [10.18, 36.8] })
    assert.equal(features[4].geometry, null)
  })

  it("has what the question finds, in its order, under the headers of the file where they are wanted", async () => {
    const query = new URLSearchParams({
      columns: "اسم المدرسة,id",
      الولاية: "صفاقس",
      sort: "-id",
      headers: "1",
      bom: "1",
    })
    const { body, headers } = await get(`/rows.csv?${query}`)

    assert.equal(headers["content-type"], "text/csv; charset=utf-8")
    assert.equal(
      headers["content-disposition"],
      `attachment; filename="recensement-agricole.csv"; filename*=UTF-8''recensement-agricole.csv`,
    )
    const found = parse(body, { bom: true }) as string[][]
    assert.equal(body.charCodeAt(0), 0xfeff)
    assert.deepEqual(
      found.map((row) => row[1]),
      ["العدد الرتبي", "5", "2"],
    )
    assert.equal(found[0]![0], "اسم المدرسة")
    // No text that a spreadsheet program would take for a formula.
    assert.doesNotMatch(found[1]![0]!, /^=/)
  })

  it("is chosen by Accept, where JSON is not wanted as much", async () => {
    assert.match(String((await get("/rows", { accept: "text/csv" })).headers["content-type"]), /^text\/csv/)
    assert.match(
      String((await get("/rows", { accept: "text/csv;q=0.5, application/json" })).headers["content-type"]),
      /json/,
    )
    const { headers } = await get("/rows", { accept: "*/*" })
    assert.equal(headers["content-type"], "application/json")
    assert.match(String(headers.vary), /accept/)
  })

  it("refuses a mistake before the first byte", async () => {
    for (const format of ["csv", "xlsx", "parquet"]) {
      const { statusCode, headers, body } = await get(`/rows.${format}?where=(`)
      assert.equal(statusCode, 400, body)
      assert.match(String(headers["content-type"]), /problem\+json/)
      assert.equal(headers["content-disposition"], undefined)
    }
    assert.equal((await get("/rows.csv?bom=maybe")).json().parameter, "bom")
  })

  it("is not made for HEAD, nor for who has it", async () => {
    const url = `/api/v1/tables/${schoolsFile}/rows.csv`
    const head = await portal.app.inject({ method: "HEAD", url })
    assert.deepEqual([head.statusCode, head.body], [200, ""])
    const again = await get("/rows.csv", { "if-none-match": String(head.headers.etag) })
    assert.deepEqual([again.statusCode, again.body], [304, ""])
  })

  it("is a workbook from right to left for an Arabic table", async () => {
    const { rawPayload, headers } = await get("/rows.xlsx")
    assert.match(String(headers["content-type"]), /spreadsheetml/)
    assert.equal(rawPayload.subarray(0, 2).toString(), "PK")
  })
})

describe("Parquet of a whole table", () => {
  it("is the file itself, in ranges for programs that read it from afar", async () => {
    const whole = await get("/rows.parquet")
    assert.deepEqual([whole.statusCode, whole.headers["accept-ranges"]], [200, "bytes"])
    assert.equal(whole.rawPayload.subarray(0, 4).toString(), "PAR1")
    const end = await get("/rows.parquet", { range: "bytes=-8" })
    assert.equal(end.statusCode, 206)
    assert.deepEqual(end.rawPayload, whole.rawPayload.subarray(-8))
    const size = whole.rawPayload.length
    assert.equal(end.headers["content-range"], `bytes ${size - 8}-${size - 1}/${size}`)
    assert.equal((await get("/rows.parquet", { range: `bytes=${size}-` })).statusCode, 416)
    assert.equal((await get("/rows.parquet", { "if-none-match": String(whole.headers.etag) })).statusCode, 304)
  })

  it("of a question holds what the question finds", async () => {
    const { rawPayload } = await get("/rows.parquet?id__lte=2")
    const path = join(tmpdir(), `fihrist-${newId()}.parquet`)
    writeFileSync(path, rawPayload)
    const connection = await (await DuckDBInstance.create(":memory:")).connect()
    const { columnNames, getRows } = await connection.runAndReadAll(`select * from '${path}'`).then((it) => ({
      columnNames: it.columnNames(),
      getRows: it.getRows(),
    }))
    assert.deepEqual(
      columnNames,
      schoolColumns.map(({ name }) => name),
    )
    assert.equal(getRows.length, 2)
  })
})

describe("a reader who goes away", () => {
  it("leaves nothing running that keeps others from being answered", async () => {
    const url = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    const long = "/sql"
    const sql = `select count(*) as n from ${Array.from({ length: 14 }, (_, at) => `this a${at}`).join(", ")}`
    const gone = Array.from({ length: 6 }, () =>
      fetch(`${url}/api/v1/tables/${schoolsFile}${long}`, {
        method: "POST",
        body: JSON.stringify({ sql }),
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(300),
      }).then(
        ({ status }) => status,
        () => "gone",
      ),
    )
    assert.deepEqual(new Set(await Promise.all(gone)), new Set(["gone"]))

    const before = Date.now()
    assert.equal((await get("/rows")).statusCode, 200)
    assert.ok(Date.now() - before < 3000)
  })
})
