import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { chosenNames, columnNames } from "../layout/column-names.ts"
import { isArabic, note } from "../layout/find-layout.ts"
import type { RawParquet } from "../open/raw-table.ts"
import { CannotBeTable } from "../open/table-refusal.ts"
import type { ColumnType } from "../table/column.ts"
import type { StoredPlan } from "./column-plan.ts"
import { describeColumns } from "./describe-columns.ts"
import { columnAt } from "./grid-sql.ts"
import type { MadeTable, MakeTableOptions } from "./made-table.ts"
import { mayBePlaces, type PlaceFrom, placesAmong } from "./places.ts"
import { profileOf } from "./profile.ts"
import { literal } from "./typed-sql.ts"
import type { SqlRow, TypingConnection } from "./typing-db.ts"
import { quoted, writeParquet } from "./write-parquet.ts"

interface SourceColumn {
  readonly header: string
  readonly plan: StoredPlan
  /** From the column of the file to the type that we store. */
  readonly value: string
  readonly isNested: boolean
}

const sampledRows = 2000

/** Its own types stand; nested values become JSON texts, names become ours. */
export async function makeFromParquet(
  raw: RawParquet,
  options: MakeTableOptions,
  sql: TypingConnection,
): Promise<MadeTable> {
  const file = `read_parquet(${literal(raw.path)})`
  const sources = (await sql.rows(`describe select * from ${file}`)).map(sourceColumn)
  const [{ rows: counted } = { rows: 0 }] = await sql.rows(`select count(*) as rows from ${file}`)
  const rows = Number(counted)
  const { maxColumns, maxRows } = options.limits
  if (sources.length === 0) throw new CannotBeTable("no-table")
  if (sources.length > maxColumns)
    throw new CannotBeTable("too-many-columns", { columns: sources.length, limit: maxColumns })
  if (rows > maxRows) throw new CannotBeTable("too-many-rows", { rows, limit: maxRows })
  const data = `(select ${sources.map(({ value }, index) => `${value} as ${columnAt(index)}`).join(", ")} from ${file})`
  const columns = await namedColumns(sources, { data, options }, sql)
  const parquetPath = join(options.folder, `${randomUUID()}.parquet`)
  await writeParquet(sql, { data, columns, path: parquetPath })
  const made = await describeColumns(
    { columns, written: new Map(), rows, path: parquetPath, choice: options.choice },
    (input) => profileOf(sql, input),
  )
  const nested = sources.filter(({ isNested }) => isNested).length
  return {
    ...{ parquetPath, rows, columns: made.columns, profile: made.profile },
    layout: { headerRows: [1, 1], firstDataRow: 2, asideRows: 0, titles: [], direction: direction(sources) },
    notes: [...raw.notes, ...note(nested > 0, "nested-flattened", { columns: nested }), ...made.personalNotes],
  }
}

async function namedColumns(
  sources: readonly SourceColumn[],
  { data, options }: { data: string; options: MakeTableOptions },
  sql: TypingConnection,
) {
  const headers = sources.map(({ header }) => header)
  const names = columnNames(headers, chosenNames(options.choice))
  const texts = sources.map((_, index) => `${columnAt(index)}::varchar as ${columnAt(index)}`)
  const sample = await sql.rows(`select ${texts.join(", ")} from ${data} limit ${sampledRows}`)
  const columns = sources.map(({ header, plan }, index) => ({
    ...{ index, header, plan, name: names[index]!, isCode: false, keepsWritten: false },
    sample: sample.flatMap((row) => (typeof row[columnAt(index)] === "string" ? [String(row[columnAt(index)])] : [])),
  }))
  return Promise.all(columns.map((column) => withPlaces(column, { data, placeFrom: options.placeFrom }, sql)))
}

async function withPlaces<
  Placed extends { index: number; header: string; plan: StoredPlan; sample: readonly string[] },
>(column: Placed, { data, placeFrom }: { data: string; placeFrom: PlaceFrom }, sql: TypingConnection) {
  const { type } = column.plan
  if ((type !== "text" && type !== "integer") || !mayBePlaces(column.sample, column.header, placeFrom)) return column
  const v = columnAt(column.index)
  const different = await sql.rows(
    `select distinct ${v}::varchar as v from ${data} where ${v} is not null order by v limit 5001`,
  )
  const found = placesAmong(
    different.map(({ v: value }) => String(value)),
    column.header,
    placeFrom,
  )
  return found ? { ...column, found, places: found.codes } : column
}

const types: readonly (readonly [pattern: RegExp, type: ColumnType, sqlType: string])[] = [
  [/^(?:U?(?:TINYINT|SMALLINT|INTEGER)|BIGINT)$/, "integer", "bigint"],
  [/^UBIGINT$/, "integer", "decimal(20, 0)"],
  [/^U?HUGEINT$/, "integer", "decimal(38, 0)"],
  [/^(?:FLOAT|DOUBLE)$/, "decimal", "double"],
  [/^BOOLEAN$/, "boolean", "boolean"],
  [/^DATE$/, "date", "date"],
  [/^TIMESTAMP WITH TIME ZONE$/, "datetime", "timestamptz"],
  [/^TIMESTAMP/, "datetime", "timestamp"],
  [/^TIME(?:$|_NS|\()/, "time", "time"],
]

function sourceColumn(row: SqlRow): SourceColumn {
  const header = String(row.column_name)
  const written = String(row.column_type)
  const stored = (type: ColumnType, sqlType: string, value = `${quoted(header)}::${sqlType}`, isNested = false) => ({
    ...{ header, value, isNested },
    plan: { kind: "stored" as const, type, sqlType },
  })
  if (/^(?:STRUCT|MAP|UNION)\(|\]$/.test(written))
    return stored("text", "varchar", `to_json(${quoted(header)})::varchar`, true)
  if (/^DECIMAL\(\d+,0\)$/.test(written)) return stored("integer", written)
  if (/^DECIMAL/.test(written)) return stored("decimal", written)
  if (/^BLOB$/.test(written)) return stored("text", "varchar", `base64(${quoted(header)})`)
  const known = types.find(([pattern]) => pattern.test(written))
  return known ? stored(known[1], known[2]) : stored("text", "varchar")
}

function direction(sources: readonly SourceColumn[]): "ltr" | "rtl" {
  return isArabic(sources.map(({ header }) => header)) ? "rtl" : "ltr"
}
