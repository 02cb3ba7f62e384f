/**
 * node --import tsx benchmarks/query.ts     (ROWS=10000000)
 * Questions to a large table through the `query` process, and the same SQL in a plain DuckDB with the same threads beside
 * it, in turns. Then pages of the same table while eight grouped questions run, and an export.
 */
import { readFileSync } from "node:fs"
import { mkdtemp, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import { createLocalBlobStore } from "../src/platform/files/index.ts"
import { silentLog } from "../src/platform/log.ts"
import {
  createQueryEngine,
  exportRows,
  type Parameters,
  type QueryableTable,
  type RunningEngine,
  readQuestion,
  readRows,
} from "../src/tabular/index.ts"
import { round } from "./support/filled-portal.ts"
import { timesOf } from "./support/times.ts"

const rows = Number(process.env.ROWS ?? 10_000_000)
const rounds = 7
const ticksPerSecond = 100
const patience = { defaultRows: 100, maxBytes: 16_000_000, timeoutMs: 120_000, countMs: 1000 }

const questions: readonly { readonly name: string; readonly ask: Parameters; readonly plain: string }[] = [
  { name: "first page", ask: [], plain: "select * from t limit 101" },
  {
    name: "filtered page and count",
    ask: [
      ["place", "Sfax"],
      ["amount__gt", "900"],
    ],
    plain:
      "select *, (select count(*) from t where place = 'Sfax' and amount > 900) from t where place = 'Sfax' and amount > 900 limit 101",
  },
  { name: "sorted page", ask: [["sort", "-amount"]], plain: "select * from t order by amount desc limit 101" },
  {
    name: "grouped",
    ask: [
      ["select", "count(*), sum(amount), avg(amount)"],
      ["group_by", "place"],
    ],
    plain: "select place, count(*), sum(amount), avg(amount) from t group by place order by place",
  },
  {
    name: "grouped by month",
    ask: [
      ["select", "sum(amount)"],
      ["group_by", "date_trunc('month', day)"],
    ],
    plain: "select date_trunc('month', day), sum(amount) from t group by 1 order by 1 limit 101",
  },
]

const folder = await mkdtemp(join(tmpdir(), "fihrist-bench-query-"))
try {
  const blobs = createLocalBlobStore(join(folder, "files"))
  const path = join(folder, "table.parquet")
  await writeTable(path)
  const { hash, size } = await blobs.adopt(path)
  const table = tableOf(hash, size)
  // As important as the plain one beside it: the ratio is of the work, not of who waits for whom.
  const engine = createQueryEngine({ blobs, folder: join(folder, "query"), log: silentLog, config: { niceness: 0 } })
  console.log(JSON.stringify({ scenario: "query", rows, ...(await besidePlain({ engine, table, path })) }))
  console.log(JSON.stringify({ scenario: "query", rows, cursor: await deepPages(engine, table) }))
  await engine.close()
  const usual = createQueryEngine({ blobs, folder: join(folder, "query"), log: silentLog })
  console.log(
    JSON.stringify({ scenario: "query", rows, "pages beside 8 grouped questions": await besideHeavy(usual, table) }),
  )
  console.log(JSON.stringify({ scenario: "query", rows, export: await exported({ engine: usual, table, path }) }))
  await usual.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function writeTable(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" })
  const connection = await instance.connect()
  await connection.run(`copy (
    select i as id, 'name ' || (hash(i) % 100000) as name, (hash(i * 7) % 100000) / 100.0 as amount,
      date '2000-01-01' + (hash(i * 3) % 9000)::integer as day,
      ['Tunis', 'Sfax', 'Sousse', 'Béja', 'قابس', 'تونس'][1 + (hash(i * 5) % 6)::integer] as place
    from range(${rows}) r(i)) to '${path}' (format parquet, compression zstd)`)
  connection.disconnectSync()
  instance.closeSync()
}

function tableOf(sha256: string, byteSize: number): QueryableTable {
  return {
    tableId: "bench",
    number: 1,
    parquet: { sha256, byteSize },
    rows,
    columns: [
      { name: "id", header: "id", type: "integer" },
      { name: "name", header: "name", type: "text" },
      { name: "amount", header: "amount", type: "decimal" },
      { name: "day", header: "day", type: "date" },
      { name: "place", header: "place", type: "text" },
    ],
  }
}

async function besidePlain({ engine, table, path }: { engine: RunningEngine; table: QueryableTable; path: string }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  await connection.run(`create view t as select * from read_parquet('${path}')`)
  const results: Record<string, unknown> = {}
  for (const { name, ask, plain } of questions) {
    const ours: number[] = []
    const theirs: number[] = []
    for (let turn = -2; turn < rounds; turn++) {
      const [a, b] = [await timed(() => page(engine, table, ask)), await timed(() => run(connection, plain))]
      if (turn >= 0) {
        ours.push(a)
        theirs.push(b)
      }
    }
    const [mine, other] = [timesOf(ours), timesOf(theirs)]
    results[name] = { p50: mine.p50, max: mine.max, plain: other.p50, ratio: round(mine.p50 / other.p50) }
  }
  connection.disconnectSync()
  instance.closeSync()
  return results
}

async function run(connection: DuckDBConnection, sql: string): Promise<void> {
  await connection.runAndReadAll(sql)
}

function page(engine: RunningEngine, table: QueryableTable, ask: Parameters) {
  return readRows({ engine, table, question: readQuestion(table, ask), limits: patience })
}

/** Every page costs the same, however far it is. */
async function deepPages(engine: RunningEngine, table: QueryableTable) {
  const durations: number[] = []
  let next: string | undefined
  for (let at = 0; at < 30; at++) {
    const ask: Parameters = next
      ? [
          ["limit", "10000"],
          ["cursor", next],
        ]
      : [["limit", "10000"]]
    durations.push(await timed(async () => (next = (await page(engine, table, ask)).next)))
  }
  return timesOf(durations)
}

async function besideHeavy(engine: RunningEngine, table: QueryableTable) {
  const [, , , grouped] = questions
  await page(engine, table, [])
  let finished = 0
  let isOver = false
  const heavy = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      await page(engine, table, grouped!.ask)
      finished++
    }
  })
  const durations: number[] = []
  for (let at = 0; at < 40; at++) {
    durations.push(await timed(() => page(engine, table, [])))
    await new Promise((done) => setTimeout(done, 100))
  }
  isOver = true
  await Promise.all(heavy)
  return { ...timesOf(durations), grouped: finished }
}

/** All that runs for it, and a plain `COPY` of the same rows to a file beside it, in processor time: others may run, too. */
async function exported({ engine, table, path }: { engine: RunningEngine; table: QueryableTable; path: string }) {
  const limit = Math.min(rows, 2_000_000)
  const question = { ...readQuestion(table, [["columns", "id,name,amount,day,place"]]), limit }
  const results: Record<string, unknown> = { rows: limit }
  for (const format of ["csv", "tsv", "json", "jsonl"] as const) {
    let bytes = 0
    const before = processorMs(engine.pid())
    const ms = await timed(async () => {
      const request = { format, timeoutMs: 600_000 } as const
      for await (const piece of await exportRows({ engine, table, question, request }))
        bytes += (piece as Buffer).length
    })
    const workMs = processorMs(engine.pid()) - before
    const perSecond = { megabytesPerSecond: round(bytes / 1000 / ms), perProcessorSecond: round(bytes / 1000 / workMs) }
    results[format] = { ...perSecond, plainCopy: await plainCopy({ path, limit, format }) }
  }
  return results
}

async function plainCopy({ path, limit, format }: { path: string; limit: number; format: string }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  const out = join(folder, `plain.${format}`)
  const options = format.startsWith("json") ? `format json, array ${format === "json"}` : "format csv"
  const before = processorMs(process.pid)
  await connection.run(`copy (select * from read_parquet('${path}') limit ${limit}) to '${out}' (${options})`)
  const workMs = processorMs(process.pid) - before
  connection.disconnectSync()
  instance.closeSync()
  const { size } = await stat(out)
  await rm(out)
  return { perProcessorSecond: round(size / 1000 / workMs) }
}

/** Of a process so far. */
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
