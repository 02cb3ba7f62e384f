import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import fc from "fast-check"
import { silentLog } from "../../src/platform/log.ts"
import { Refusal } from "../../src/platform/refusal.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import { QueryTooLarge } from "../../src/tabular/engine/refusals.ts"
import type { QueryableTable } from "../../src/tabular/query/queryable-table.ts"
import { readQuestion } from "../../src/tabular/query/read-question.ts"
import { defaultReadLimits, readRows } from "../../src/tabular/query/read-rows.ts"
import { filterOperators, type Parameters } from "../../src/tabular/query/simple-filters.ts"
import { answerSql } from "../../src/tabular/query/sql/answer-sql.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

let store: ParquetBlobs
let engine: RunningEngine
let table: QueryableTable
const secret = "the row of a table that nobody may read"

before(async () => {
  store = await parquetBlobs()
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
  await store.add(`select '${secret}' as secret`)
  const sha256 = await store.add(`select i as id, 'نص ' || i || ' é_%' as name, i / 3.0 as score,
    date '2024-01-01' + i::integer as born, i % 2 = 0 as even, timestamp '2024-01-01' + interval (i) hour as seen,
    time '10:00:00' as at, 36.0 + i / 10.0 as lat, 10.0 as lon from range(20) t(i)`)
  table = {
    tableId: "t",
    number: 1,
    parquet: { sha256, byteSize: 0 },
    rows: 20,
    columns: [
      { name: "id", header: "id", type: "integer" },
      { name: "name", header: "اسم المدرسة", type: "text" },
      { name: "score", header: "score", type: "decimal" },
      { name: "born", header: "born", type: "date" },
      { name: "even", header: "even", type: "boolean" },
      { name: "seen", header: "seen", type: "datetime" },
      { name: "at", header: "at", type: "time" },
      { name: "lat", header: "lat", type: "decimal", meaning: "latitude" },
      { name: "lon", header: "lon", type: "decimal", meaning: "longitude" },
    ],
  }
})

after(async () => {
  await engine.close()
  await store.remove()
})

const word = fc.constantFrom(
  ...[
    "id",
    "name",
    "score",
    "born",
    "even",
    "seen",
    "at",
    "lat",
    "اسم المدرسة",
    '"اسم المدرسة"',
    "`name`",
    "nope",
    "__row",
  ],
  ...[
    "1",
    "-1",
    "0",
    "1.5e3",
    "1e400",
    "99999999999999999999",
    "'x'",
    "''",
    "'",
    '"',
    "`",
    "'2024-01-01'",
    "null",
    "true",
  ],
  ...[
    "date'2024-01-01'",
    "date'x'",
    "geom'POINT(10 36)'",
    "geom'POLYGON((9 36,11 36,11 37,9 36))'",
    "geom'POINT(x)'",
    "5km",
  ],
  ...[
    "and",
    "or",
    "not",
    "in",
    "like",
    "between",
    "is",
    "as",
    "asc",
    "desc",
    "distinct",
    "select",
    "from",
    "this",
    "where",
  ],
  ...[
    "(",
    ")",
    ",",
    "*",
    "+",
    "-",
    "/",
    "%",
    "=",
    "!=",
    "<>",
    "<",
    ">=",
    ";",
    "--",
    "/*",
    "\\",
    "$1",
    "?",
    "\0",
    "::",
    "[",
    "]",
    "{",
  ],
  ...[
    "count(",
    "sum(",
    "avg(",
    "median(",
    "percentile(",
    "year(",
    "date_trunc('month',",
    "range(",
    "contains(",
    "search(",
  ],
  ...[
    "within_distance(",
    "in_bbox(",
    "intersects(",
    "round(",
    "coalesce(",
    "getenv(",
    "current_setting('x')",
    "read_text('/etc/passwd')",
  ],
  ...[
    "union all",
    "group by",
    "order by",
    "limit",
    "offset",
    "join",
    "on",
    "with x as (",
    "values",
    "unnest(",
    "over (",
    "filter (where",
  ],
  ...[
    "glob('*')",
    "'../../*'",
    "duckdb_settings",
    "sqlite_master",
    "information_schema.tables",
    "case when",
    "then",
    "end",
    "interval 1 day",
  ],
)
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "))
const anything = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
)
const columnName = fc.constantFrom(
  ...["id", "name", "score", "born", "even", "seen", "at", "lat", "nope", "اسم المدرسة", ""],
)
const filterName = fc
  .tuple(columnName, fc.constantFrom(...filterOperators, "nope"))
  .map(([name, op]) => `${name}__${op}`)
const clauseName = fc.constantFrom(
  ...[
    "select",
    "where",
    "group_by",
    "having",
    "order_by",
    "sort",
    "columns",
    "limit",
    "offset",
    "cursor",
    "q",
    "bbox",
    "facet",
  ],
  ...["refine", "_or", "$select", "$where", "$group", "$order", "$limit", "$q", "$x"],
)
const parameters: fc.Arbitrary<Parameters> = fc.array(
  fc.tuple(
    fc.oneof(clauseName, filterName, columnName),
    fc.oneof(anything, fc.constantFrom("3", "10,36,11,37", "id,-name", "id:3")),
  ),
  { minLength: 1, maxLength: 4 },
)

let answers = 0

/** An answer or a refusal of ours; whatever else, a crash too, fails the test. */
async function isAnswered(asked: () => Promise<unknown>): Promise<void> {
  try {
    assert.ok(!JSON.stringify(await asked()).includes(secret))
    answers++
  } catch (error) {
    assert.ok(error instanceof Refusal, error as Error)
    assert.ok(!(error instanceof QueryTooLarge), "the process died of it")
    assert.ok(!error.message.includes(store.folder), error.message)
  }
}

test("four thousand hostile questions by filters and clauses get an answer or a refusal", async () => {
  const pid = engine.pid()
  const limits = { ...defaultReadLimits, maxBytes: 100_000 }
  const property = fc.asyncProperty(parameters, (given) =>
    isAnswered(async () => readRows({ engine, table, question: readQuestion(table, given), limits })),
  )
  await fc.assert(property, { seed: 5, numRuns: 4000, endOnFailure: true })
  assert.ok(pid === undefined || engine.pid() === pid)
  assert.ok(answers > 200, `only ${answers} were answered`)
})

test("a thousand hostile texts of SQL get an answer or a refusal", async () => {
  const limits = { maxRows: 100, maxBytes: 100_000, timeoutMs: 5000 }
  const sql = fc.oneof(
    anything,
    text.map((rest) => `select ${rest} from this`),
    text.map((rest) => `select id from this where ${rest}`),
  )
  const property = fc.asyncProperty(sql, (given) =>
    isAnswered(() => answerSql({ engine, sql: given, self: table, find: async () => undefined, limits })),
  )
  await fc.assert(property, { seed: 6, numRuns: 1000, endOnFailure: true })
})

test("texts that double themselves, and plans without end, are stopped", async () => {
  const doubling = Array.from({ length: 40 }, (_, at) => `x${at + 1} as (select s || s as s from x${at})`).join(", ")
  const crossed = Array.from({ length: 8 }, (_, at) => `this t${at}`).join(", ")
  const nested = `${"abs(".repeat(3000)}1${")".repeat(3000)}`
  for (const sql of [
    `with x0 as (select 'xxxxxxxxxxxxxxxx' as s), ${doubling} select length(s) from x40`,
    `select count(*) from ${crossed} where t0.id + t1.id + t2.id + t3.id + t4.id + t5.id + t6.id = t7.id`,
    `select ${nested}`,
    `select list(a.i) from range(100000000) a(i)`,
    `select string_agg(i::varchar, ',') from range(100000000) a(i)`,
    "select * from range(1000000000) a(i) order by hash(i)",
  ]) {
    const limits = { maxRows: 100, maxBytes: 100_000, timeoutMs: 1500 }
    const asked = answerSql({ engine, sql, self: table, find: async () => undefined, limits })
    await assert.rejects(asked, (error) => error instanceof Refusal, sql.slice(0, 60))
  }
  await answerSql({ engine, sql: "select 1", self: table, find: async () => undefined })
})

test("texts that grow in texts are stopped before they fill the machine, and others are answered meanwhile", async () => {
  const limits = { maxRows: 100, maxBytes: 100_000, timeoutMs: 1500 }
  const grown = (name: string, wrap: (inner: string) => string) => {
    const inner = Array.from({ length: 8 }).reduce((text: string) => wrap(text), name)
    return `select sum(length(${inner})) from this a, this b, this c`
  }
  const long = `'${"x".repeat(16)}'`
  for (const sql of [
    grown("replace(a.name, 'ن', 'x')", (inner) => `replace(${inner}, 'x', ${long})`),
    grown("replace(a.name, 'ن', 'x')", (inner) => `array_to_string(string_split(${inner}, 'x'), ${long})`),
  ]) {
    const asked = answerSql({ engine, sql, self: table, find: async () => undefined, limits })
    const refused = assert.rejects(asked, (error) => error instanceof Refusal, sql.slice(0, 60))
    let mostMb = 0
    const watch = setInterval(() => {
      mostMb = Math.max(mostMb, heldMb(engine.pid()))
    }, 20)
    await sleep(100)
    await answerSql({ engine, sql: "select count(*) from this", self: table, find: async () => undefined })
    await refused
    clearInterval(watch)
    assert.ok(mostMb < 3500, `${mostMb} MB`)
  }
  await answerSql({ engine, sql: "select 1", self: table, find: async () => undefined })
})

/** Resident; 0 where it cannot be known, or the process is gone. */
function heldMb(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

test("the process ends with its parent, even one that is killed", async () => {
  const program = `
    const { createQueryEngine } = await import(${JSON.stringify(new URL("../../src/tabular/engine/create-query-engine.ts", import.meta.url).href)})
    const { silentLog } = await import(${JSON.stringify(new URL("../../src/platform/log.ts", import.meta.url).href)})
    const engine = createQueryEngine({ blobs: {}, folder: ${JSON.stringify(join(store.folder, "other"))}, log: silentLog })
    await engine.parse("select 1")
    console.log(engine.pid())`
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const child = Number(await new Promise((said) => parent.stdout.once("data", said)))
  parent.kill("SIGKILL")

  const isRunning = () => {
    try {
      return process.kill(child, 0)
    } catch {
      return false
    }
  }
  for (let waited = 0; isRunning() && waited < 5000; waited += 50) await sleep(50)
  assert.ok(child > 0 && !isRunning())
  assert.deepEqual(await readdir(join(store.folder, "other")), [])
})
