/**
 * How fast CSV becomes a typed Parquet table with its profile: a large file, a wide one, and very many small ones.
 * Usage: ./fihrist bench ingest  (BYTES=300000000 COLUMNS=100 ROWS=1000000 TABLES=2000 by default)
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openTables } from "../src/tabular/open/open-tables.ts"
import { makeTable } from "../src/tabular/typing/make-table.ts"
import { openTypingDb } from "../src/tabular/typing/typing-db.ts"
import { tunisianVocabularies } from "../tests/support/vocabularies.ts"
import { officeCsv, officeLine, wideCsv } from "./support/csv-generator.ts"
import { round } from "./support/filled-portal.ts"

const bytes = Number(process.env.BYTES ?? 300_000_000)
const columns = Number(process.env.COLUMNS ?? 100)
const rows = Number(process.env.ROWS ?? 1_000_000)
const tables = Number(process.env.TABLES ?? 2000)
const folder = mkdtempSync(join(tmpdir(), "bench-ingest-"))
const limits = {
  ...{ maxBytes: 4e9, maxUnpackedBytes: 8e9, maxTables: 10, maxColumns: 1000, maxRows: 1e9, maxCell: 1e6 },
}
const { placeFrom } = await tunisianVocabularies()
const db = await openTypingDb({ folder })
try {
  const path = join(folder, "office.csv")
  const large = await officeCsv(path, bytes)
  await beside({ part: "large", rows: large }, path)
  const wide = join(folder, "wide.csv")
  await wideCsv(wide, { columns, rows })
  await beside({ part: "wide", rows, columns }, wide)
  await small()
} finally {
  db.close()
  rmSync(folder, { recursive: true })
}

/** The same file by ourselves and by DuckDB alone, in the same instance: threads and memory are the same. */
async function beside(told: { part: string; rows: number; columns?: number }, path: string): Promise<void> {
  const ours = await timed(() => ingested(path))
  // The most that the process ever had: before DuckDB alone has taken its share.
  const maxRssMb = round(process.resourceUsage().maxRSS / 1024)
  const plain = await timed(() => plainly(path))
  if (ours.result !== told.rows) throw new Error(`${ours.result} rows instead of ${told.rows}`)
  const megabytes = statSync(path).size / 1e6
  const figures = {
    ...{ scenario: "ingest", ...told, megabytes: round(megabytes), ms: round(ours.ms), plainMs: round(plain.ms) },
    ...{ ratio: round(ours.ms / plain.ms), cpuRatio: round(ours.cpuMs / plain.cpuMs) },
    ...{
      megabytesPerSecond: round(megabytes / (ours.ms / 1000)),
      ...(told.part === "large" ? { maxRssMb } : {}),
    },
  }
  console.log(JSON.stringify(figures))
}

async function small(): Promise<void> {
  const path = join(folder, "small.csv")
  const header = "id,date,gouvernorat,code_postal,montant,quantite,taux,libelle,actif,horodatage"
  const times: number[] = []
  for (let table = 0; table < tables; table++) {
    const lines = Array.from({ length: 40 }, (_, row) => officeLine(table * 40 + row))
    writeFileSync(path, [header, ...lines].join("\n"))
    times.push((await timed(() => ingested(path))).ms)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)]!)
  const plain = await timed(() => plainly(path))
  console.log(
    JSON.stringify({
      scenario: "ingest",
      part: "small",
      tables,
      p50: at(0.5),
      p95: at(0.95),
      plainMs: round(plain.ms),
    }),
  )
}

async function ingested(path: string): Promise<number> {
  const work = mkdtempSync(join(folder, "work-"))
  const file = { path, name: "file.csv", byteSize: statSync(path).size }
  let made = 0
  for await (const raw of openTables(file, { folder: work, limits }))
    made += (await makeTable(raw, { db, folder: work, limits, placeFrom })).rows
  rmSync(work, { recursive: true })
  return made
}

async function plainly(path: string): Promise<void> {
  const to = join(folder, "plain.parquet")
  await db.withConnection(undefined, (sql) =>
    sql.run(`copy (select * from read_csv('${path}')) to '${to}' (format parquet, compression zstd)`),
  )
  rmSync(to)
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; cpuMs: number }> {
  const [started, before] = [performance.now(), process.cpuUsage()]
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, ms: performance.now() - started, cpuMs: (user + system) / 1000 }
}
