import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { chosenNames, columnNames } from "../layout/column-names.ts"
import { type FoundLayout, findLayout, note } from "../layout/find-layout.ts"
import { type Ends, readEnds } from "../layout/read-ends.ts"
import type { RawGrid } from "../open/raw-table.ts"
import { CannotBeTable } from "../open/table-refusal.ts"
import type { TableNote } from "../table/table-note.ts"
import { describeColumns } from "./describe-columns.ts"
import { dataSql } from "./grid-sql.ts"
import type { MadeTable, MakeTableOptions } from "./made-table.ts"
import { type GridColumn, type PlannedGrid, planGrid } from "./plan-grid.ts"
import { profileOf } from "./profile.ts"
import { rewriteGrid } from "./rewrite-grid.ts"
import type { TypingConnection } from "./typing-db.ts"
import { writeParquet } from "./write-parquet.ts"
import { writtenOf } from "./written.ts"

/** A column that turns out to hold too much that does not fit is text; more rounds than this there cannot be. */
const mostRounds = 3

export async function makeFromGrid(raw: RawGrid, options: MakeTableOptions, sql: TypingConnection): Promise<MadeTable> {
  const ends = await readEnds(raw.path, raw)
  const { choice } = options
  const layout = findLayout({
    head: ends.head,
    tail: ends.tail,
    header: raw.header,
    rightToLeft: raw.rightToLeft,
    ...(choice?.headerRows !== undefined ? { headerRows: choice.headerRows } : {}),
  })
  if (!layout || layout.headers.length === 0) throw new CannotBeTable("no-table")
  if (layout.headers.length > options.limits.maxColumns) {
    throw new CannotBeTable("too-many-columns", { columns: layout.headers.length, limit: options.limits.maxColumns })
  }
  const planned =
    (await planGrid({ raw, ends, layout, options }, sql)) ?? (await planRewritten({ raw, ends, layout, options }, sql))
  if (planned.survey.rows > options.limits.maxRows) {
    throw new CannotBeTable("too-many-rows", { rows: planned.survey.rows, limit: options.limits.maxRows })
  }
  return writeGrid(planned, { raw, layout, options }, sql)
}

interface GridInput {
  readonly raw: RawGrid
  readonly ends: Ends
  readonly layout: FoundLayout
  readonly options: MakeTableOptions
}

/** Texts that DuckDB cannot read are written anew by the patient reader first. */
async function planRewritten(input: GridInput, sql: TypingConnection): Promise<PlannedGrid> {
  const { raw, broken } = await rewriteGrid(input.raw, input.options)
  const planned = await planGrid({ ...input, raw }, sql)
  if (!planned) throw new CannotBeTable("damaged")
  return { ...planned, notes: [...planned.notes, ...note(broken, "broken-quotes")] }
}

async function writeGrid(
  planned: PlannedGrid,
  { raw, layout, options }: Omit<GridInput, "ends">,
  sql: TypingConnection,
): Promise<MadeTable> {
  const { survey, aside } = planned
  const data = dataSql(survey.source, aside)
  const names = columnNames(
    planned.columns.map(({ header }) => header),
    chosenNames(options.choice),
  )
  const parquetPath = join(options.folder, `${randomUUID()}.parquet`)
  let columns: readonly (GridColumn & { readonly name: string })[] = planned.columns.map((column, at) => ({
    ...column,
    name: names[at]!,
  }))
  for (let round = 1; ; round++) {
    await writeParquet(sql, { data, columns, path: parquetPath })
    const written = await writtenOf(sql, parquetPath, columns)
    const unfit = columns.filter(
      ({ name, isChosen, present }) => !isChosen && (written.get(name)?.count ?? 0) > present * 0.05,
    )
    if (unfit.length === 0 || round === mostRounds) {
      return described({ planned, columns, written, layout, raw, options, parquetPath }, sql)
    }
    columns = columns.map((column) =>
      unfit.includes(column) ? { ...column, plan: { kind: "text" }, keepsWritten: false } : column,
    )
  }
}

async function described(
  made: {
    planned: PlannedGrid
    columns: readonly (GridColumn & { readonly name: string })[]
    written: Awaited<ReturnType<typeof writtenOf>>
    layout: FoundLayout
    raw: RawGrid
    options: MakeTableOptions
    parquetPath: string
  },
  sql: TypingConnection,
): Promise<MadeTable> {
  const { planned, layout, raw, options, parquetPath } = made
  const { rows, records } = planned.survey
  const { columns, profile, personalNotes } = await describeColumns(
    { columns: made.columns, written: made.written, rows, path: parquetPath, choice: options.choice },
    (input) => profileOf(sql, input),
  )
  const repeated = records - rows - layout.rowsBefore - layout.rowsAfter
  return {
    parquetPath,
    columns,
    profile,
    rows,
    layout: { ...layout.layout, asideRows: layout.rowsAfter + Math.max(0, repeated) },
    notes: [
      ...raw.notes,
      ...layout.notes,
      ...note(repeated > 0, "header-repeated", { times: repeated }),
      ...planned.notes,
      ...notFittingNotes(columns),
      ...personalNotes,
    ],
  }
}

function notFittingNotes(columns: MadeTable["columns"]): TableNote[] {
  return columns.flatMap(({ header, notFitting, type }) =>
    notFitting ? note(true, "not-fitting", { column: header, count: notFitting.count, type }) : [],
  )
}
