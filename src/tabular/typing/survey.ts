import type { Row } from "../text/find-table.ts"
import { columnAt, dataSql, type GridSource, isUnreadable, strictnesses } from "./grid-sql.ts"
import type { TypingConnection } from "./typing-db.ts"

/** What a scan of all records tells, before anything is made of their values. */
export interface Survey {
  readonly source: GridSource
  /** Records in the file that hold anything. */
  readonly records: number
  /** Records that are data. */
  readonly rows: number
  readonly columns: readonly SurveyedColumn[]
}

export interface SurveyedColumn {
  /** Cells that hold something. */
  readonly present: number
  /** All different values, where they were asked for. */
  readonly distinct?: readonly string[]
}

interface SurveyInput {
  readonly source: Omit<GridSource, "strictness">
  readonly isRegular: boolean
  readonly aside: readonly Row[]
  readonly maxColumns: number
  /** Records of the file, empty ones too, where its reader counted them. */
  readonly knownRecords?: number
  readonly rowsBeforeAndAfter: number
  readonly isAskedForValues: (column: number) => boolean
}

/** Columns more than any record seen has: a longer record shows itself there. */
const spareColumns = 4

/** One scan; again, less strictly or wider, where the records are not what they seemed to be. */
export async function survey(sql: TypingConnection, input: SurveyInput): Promise<Survey | undefined> {
  for (const strictness of input.isRegular ? strictnesses : strictnesses.slice(1)) {
    const spare = strictness === "regular" ? 0 : spareColumns
    const found = await surveyed(sql, { ...input.source, strictness }, { ...input, spare })
    if (found) return found
  }
  return undefined
}

async function surveyed(
  sql: TypingConnection,
  source: GridSource,
  input: SurveyInput & { spare: number },
): Promise<Survey | undefined> {
  for (let spare = input.spare; ; spare *= 8) {
    const width = Math.min(input.maxColumns, source.width + spare)
    const found = await scanned(sql, { ...source, width }, input)
    const last = found?.columns.at(-1)
    if (!found || spare === 0 || width === input.maxColumns || last?.present === 0) return found
  }
}

async function scanned(sql: TypingConnection, source: GridSource, input: SurveyInput): Promise<Survey | undefined> {
  const indexes = Array.from({ length: source.width }, (_, index) => index)
  const counts = indexes.flatMap((index) => {
    const v = columnAt(index)
    return [`count(${v}) as p${index}`, ...(input.isAskedForValues(index) ? [`list(distinct ${v}) as d${index}`] : [])]
  })
  try {
    const [row] = await sql.rows(`select count(*) as rows, ${counts.join(", ")} from ${dataSql(source, input.aside)}`)
    const rows = Number(row!.rows)
    return {
      source,
      records: await recordsOf(sql, source, { ...input, rows }),
      rows,
      columns: indexes.map((index) => ({
        present: Number(row![`p${index}`]),
        ...(input.isAskedForValues(index)
          ? { distinct: ((row![`d${index}`] as (string | null)[] | null) ?? []).filter((one) => one !== null) }
          : {}),
      })),
    }
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

/** Nothing but the rows known to be aside is missing: then there is nothing to count. */
async function recordsOf(
  sql: TypingConnection,
  source: GridSource,
  { rows, knownRecords, rowsBeforeAndAfter }: SurveyInput & { rows: number },
): Promise<number> {
  if (knownRecords === rows + rowsBeforeAndAfter) return knownRecords
  return countRecords(sql, source)
}

/** Records that hold anything. */
export async function countRecords(sql: TypingConnection, source: GridSource): Promise<number> {
  const [all] = await sql.rows(`select count(*) as records from ${dataSql(source, [])}`)
  return Number(all!.records)
}
