import assert from "node:assert/strict"
import { readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { buffer, json, text } from "node:stream/consumers"
import { after, before, describe, test } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { DuckDBInstance } from "@duckdb/node-api"
import { parse } from "csv-parse/sync"
import fc from "fast-check"
import { readXlsx } from "hucre"
import { silentLog } from "../../src/platform/log.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import type { CellKind, ExportedColumn } from "../../src/tabular/engine/export/cell-expressions.ts"
import { lineExport } from "../../src/tabular/engine/export/line-exports.ts"
import { workbook } from "../../src/tabular/engine/export/workbook.ts"
import type { ExportRequest } from "../../src/tabular/engine/query-engine.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

let store: ParquetBlobs
let engine: RunningEngine

before(async () => {
  store = await parquetBlobs()
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
})

after(async () => {
  await engine.close()
  await store.remove()
})

const make = (sql: string, request: Partial<ExportRequest> = {}, params: readonly string[] = []) =>
  engine.export({ sql, params, tables: {} }, { format: "csv", timeoutMs: 20_000, ...request })

const everyType = `select 1::bigint as whole, 9007199254740993::bigint as large, 12.50::decimal(10, 2) as money,
  0.1::double as double, 'nan'::double as nan, true as yes, date '2024-05-06' as day,
  timestamp '2024-05-06 07:08:09' as moment, time '10:00:00' as hour, null::varchar as none, 'تونس "é"' as words`

test("CSV has plain values and every text as it is", async () => {
  assert.equal(
    await text(await make(everyType)),
    "whole,large,money,double,nan,yes,day,moment,hour,none,words\r\n" +
      '1,9007199254740993,12.50,0.1,,true,2024-05-06,2024-05-06T07:08:09,10:00:00,,"تونس ""é"""\r\n',
  )
})

test("JSON and JSON Lines have numbers as far as numbers hold them", async () => {
  const expected = {
    whole: 1,
    large: "9007199254740993",
    money: 12.5,
    double: 0.1,
    nan: null,
    yes: true,
    day: "2024-05-06",
    moment: "2024-05-06T07:08:09",
    hour: "10:00:00",
    none: null,
    words: 'تونس "é"',
  }
  assert.deepEqual(await json(await make(everyType, { format: "json" })), [expected])
  const lines = (await text(await make(`${everyType} from range(2)`, { format: "jsonl" }))).trimEnd().split("\n")
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [expected, expected],
  )
})

test("nothing to export is still a whole file", async () => {
  const none = "select 1 as a where false"
  assert.equal(await text(await make(none)), "a\r\n")
  assert.deepEqual(await json(await make(none, { format: "json" })), [])
  assert.equal(await text(await make(none, { format: "jsonl" })), "")
  assert.deepEqual(await json(await make(none, { format: "geojson" })), { type: "FeatureCollection", features: [] })
  const { sheets } = await readXlsx(await buffer(await make(none, { format: "xlsx" })))
  assert.deepEqual(sheets[0]!.rows, [["a"]])
})

test("any text comes through CSV, TSV and JSON unharmed", async () => {
  const values = fc.array(
    fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0") && value !== ""),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  await fc.assert(
    fc.asyncProperty(values, async (wanted) => {
      const sql = `select * from (values ${wanted.map(() => "(cast(? as varchar))").join(", ")}) t(v)`
      const csv = parse(await text(await make(sql, {}, wanted)), { columns: true }) as { v: string }[]
      const tsv = parse(await text(await make(sql, { format: "tsv" }, wanted)), { columns: true, delimiter: "\t" })
      const rows = (await json(await make(sql, { format: "json" }, wanted))) as { v: string }[]
      for (const found of [csv, tsv as { v: string }[], rows])
        assert.deepEqual(
          found.map(({ v }) => v),
          wanted,
        )
    }),
    { seed: 3, numRuns: 100 },
  )
})

test("a CSV for spreadsheet programs has no text that would be a formula; other CSV stays as it is", async () => {
  const sql = "select * from (values ('=1+1'), ('@x'), ('-x'), ('+216 71 000 000'), ('-5'), ('a=b')) t(\"=header\")"
  const forPrograms = await text(await make(sql))
  const forSheets = String(await buffer(await make(sql, { bom: true })))

  assert.equal(forPrograms, "=header\r\n=1+1\r\n@x\r\n-x\r\n+216 71 000 000\r\n-5\r\na=b\r\n")
  assert.equal(forSheets, "\ufeff'=header\r\n'=1+1\r\n'@x\r\n'-x\r\n+216 71 000 000\r\n-5\r\na=b\r\n")
})

describe("a workbook", () => {
  test("has numbers, dates and texts as such, and formulas as texts", async () => {
    const sql = `${everyType}, '=1+1' as formula, date '1800-01-01' as old, 'a' || chr(7) || 'b<&>' as odd`
    const request = { format: "xlsx", rightToLeft: true, headers: { words: "الكلمات" } } as const
    const { sheets } = await readXlsx(await buffer(await make(sql, request)))
    const [header, row] = sheets[0]!.rows

    assert.equal(header![10], "الكلمات")
    const shown = row!.map((value) => (value instanceof Date ? value.toISOString() : value))
    assert.deepEqual(shown, [
      1,
      "9007199254740993",
      12.5,
      0.1,
      null,
      true,
      "2024-05-06T00:00:00.000Z",
      "2024-05-06T07:08:09.000Z",
      "10:00:00",
      null,
      'تونس "é"',
      "=1+1",
      "1800-01-01",
      "ab<&>",
    ])
  })

  test("goes on with another sheet where one is full, each with its header", async () => {
    async function* rows() {
      for (let at = 0; at < 5; at++)
        yield [`<row><c><v>${at * 2}</v></c></row>`, `<row><c><v>${at * 2 + 1}</v></c></row>`]
    }
    const bytes = await buffer(workbook(rows(), { headers: ["n"], rightToLeft: false, maxRows: 4 }))
    const { sheets } = await readXlsx(bytes)

    assert.deepEqual(
      sheets.map((sheet) => [sheet.name, sheet.rows.flat()]),
      [
        ["data", ["n", 0, 1, 2, 3]],
        ["data2", ["n", 4, 5, 6, 7]],
        ["data3", ["n", 8, 9]],
      ],
    )
  })
})

test("Parquet keeps the types, and leaves nothing on the disk", async () => {
  const path = join(store.folder, "made.parquet")
  await writeFile(
    path,
    await buffer(await make("select i as id, date '2024-01-01' as day from range(1000) t(i)", { format: "parquet" })),
  )
  const connection = await (await DuckDBInstance.create(":memory:")).connect()
  const described = await connection.runAndReadAll(
    `select column_name, column_type from (describe select * from '${path}')`,
  )
  const counted = await connection.runAndReadAll(`select count(*)::integer from '${path}'`)

  assert.deepEqual(described.getRows(), [
    ["id", "BIGINT"],
    ["day", "DATE"],
  ])
  assert.deepEqual(counted.getRows(), [[1000]])
  const left = await readdir(join(store.folder, "query"), { recursive: true })
  assert.deepEqual(
    left.filter((name) => name.endsWith(".parquet")),
    [],
  )
})

test("a large export comes whole, in the order asked for", async () => {
  const stream = await make("select i, md5(i::varchar) as m from range(300000) t(i) order by m", { format: "csv" })
  let rows = -1
  let last = ""
  let rest = ""
  for await (const piece of stream) {
    const lines = (rest + String(piece)).split("\r\n")
    rest = lines.pop()!
    for (const line of lines) {
      const value = rows < 0 ? "" : line.split(",")[1]!
      assert.ok(value >= last)
      last = value
      rows++
    }
  }
  assert.equal(rows, 300_000)
})

describe("lines that DuckDB writes through a pipe", () => {
  const words = `case i % 7 when 0 then 'a "q"' when 1 then ' b,' when 2 then 'تونس' || chr(10) when 3 then null
    when 4 then '#' || chr(1) || chr(9) when 5 then '' else '=x' || i end`
  const sql = `select i as id, ${words} as words, (i / 8)::decimal(12, 3) as money, i % 3 = 0 as yes,
    date '2024-01-01' + (i % 400)::integer as day from range(30000) t(i)`

  for (const format of ["csv", "tsv", "json", "jsonl", "geojson"] as const)
    test(`are the same to the byte as lines taken over one by one: ${format}`, async () => {
      const kinds: readonly CellKind[] = ["whole", "text", "decimal", "boolean", "date"]
      const columns = ["id", "words", "money", "yes", "day"].map((name, at): ExportedColumn => {
        return { name, header: name, sql: name, kind: kinds[at]!, scale: name === "money" ? 3 : 0 }
      })
      const { line, before: head, between, after: tail } = lineExport(columns, { format, timeoutMs: 1, bom: true })
      const limits = { maxRows: 30_000, maxBytes: 50_000_000, timeoutMs: 20_000 }
      const { rows } = await engine.ask({ sql: `select ${line} from (${sql})`, params: [], tables: {} }, limits)

      const written = await buffer(await make(sql, { format, bom: true }))

      assert.ok(written.equals(Buffer.from(head + rows.map(([one]) => String(one)).join(between) + tail)))
    })

  test("are the same on a machine that has no pipes", async () => {
    const path = process.env.PATH
    const folder = join(store.folder, "query-without")
    const without = createQueryEngine({ blobs: store.blobs, folder, log: silentLog })
    try {
      process.env.PATH = store.folder
      await without.ask({ sql: "select 1", params: [], tables: {} }, { maxRows: 1, maxBytes: 100, timeoutMs: 20_000 })
      process.env.PATH = path
      for (const format of ["csv", "jsonl", "geojson"] as const) {
        const request = { format, timeoutMs: 20_000 }
        const lines = await buffer(await without.export({ sql, params: [], tables: {} }, request))
        assert.ok(lines.equals(await buffer(await make(sql, request))), format)
      }
      const wrong = without.export(
        { sql: "select cast('x' || i as bigint) from range(10) t(i)", params: [], tables: {} },
        {
          format: "csv",
          timeoutMs: 20_000,
        },
      )
      await assert.rejects(wrong.then(text))
    } finally {
      process.env.PATH = path
      await without.close()
    }
  })

  test("end with a refusal where nothing was written, and broken where something was", async () => {
    const late = "select case when i < 90000 then i else cast('x' || i as bigint) end as a from range(100000) t(i)"

    await assert.rejects(make("select cast('x' || i as bigint) from range(10) t(i)"), { code: "query-impossible" })
    await assert.rejects(make(late).then(text))
    assert.equal((await text(await make("select 1 as a"))).length, 6)
  })

  test("leave no pipe behind, read or not", async () => {
    const left = await make("select i, repeat('x', 100) from range(100000000) t(i)")
    left.once("error", () => {})
    await new Promise((first) => left.once("readable", first))
    left.destroy()
    await text(await make("select 1"))

    const pipes = async () => {
      const names = await readdir(join(store.folder, "query"), { recursive: true })
      return names.filter((name) => name.endsWith(".pipe"))
    }
    for (let turn = 0; turn < 50 && (await pipes()).length > 0; turn++) await sleep(50)
    assert.deepEqual(await pipes(), [])
  })
})
