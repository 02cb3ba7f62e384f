import { chosenNames } from "../layout/column-names.ts"
import { type FoundLayout, findLayout, note } from "../layout/find-layout.ts"
import { type Ends, readEnds } from "../layout/read-ends.ts"
import type { RawGrid } from "../open/raw-table.ts"
import { CannotBeTable } from "../open/table-refusal.ts"
import type { TableNote } from "../table/table-note.ts"
import { describeColumns } from "./describe-columns.ts"
import { isUnreadable } from "./grid-sql.ts"
import type { MadeTable, MakeTableOptions } from "./made-table.ts"
import { type PlanInput, type PlannedGrid, planAgain, planBySample, planGrid, planInMemory } from "./plan-grid.ts"
import { profileOf } from "./profile.ts"
import { rewriteGrid } from "./rewrite-grid.ts"
import { countRecords } from "./survey.ts"
import type { TypingConnection } from "./typing-db.ts"
import { type WriteGridInput, type WrittenGrid, writeGrid } from "./write-grid.ts"
import { unplacedNames } from "./written.ts"

export async function makeFromGrid(raw: RawGrid, options: MakeTableOptions, sql: TypingConnection): Promise<MadeTable> {
  const ends = await readEnds(raw.path, raw)
  const layout = layoutOf(raw, ends, options)
  const input = { raw, ends, layout, options }
  return (await quickly(input, sql)) ?? (await boldly(input, sql)) ?? (await thoroughly(input, sql))
}

function layoutOf(raw: RawGrid, { head, tail }: Ends, { choice, limits }: MakeTableOptions): FoundLayout {
  const { header, rightToLeft } = raw
  const chosen = choice?.headerRows === undefined ? {} : { headerRows: choice.headerRows }
  const layout = findLayout({ head, tail, header, rightToLeft, ...chosen })
  if (!layout || layout.headers.length === 0) throw new CannotBeTable("no-table")
  // The publisher's header lies below all that there is.
  if (choice?.headerRows && layout.layout.headerRows === null) throw new CannotBeTable("no-table")
  const columns = layout.headers.length
  if (columns > limits.maxColumns) throw new CannotBeTable("too-many-columns", { columns, limit: limits.maxColumns })
  return layout
}

/** Small tables were read whole: they are written at once, if DuckDB reads the same rows. */
async function quickly(input: PlanInput, sql: TypingConnection): Promise<MadeTable | undefined> {
  if (!input.ends.isWhole) return undefined
  const planned = planInMemory(input)
  try {
    const made = await written(planned, input, sql)
    return made.rows === planned.survey.rows ? await described(made, input, sql) : undefined
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

/** Large tables without any oddity in their sample need no scan before they are written. */
async function boldly(input: PlanInput, sql: TypingConnection): Promise<MadeTable | undefined> {
  const planned = input.ends.isWhole ? undefined : planBySample(input)
  if (!planned) return undefined
  try {
    const made = await written(planned, input, sql, async (_, columns) => {
      const again = await planGrid(input, sql, columns)
      if (!again) throw new Error("CSV Error: read once, not twice")
      return again
    })
    if (made.planned !== planned) return await described(made, input, sql)
    if (await hasNewPlaces(made, input, sql)) return undefined
    const { records, rows, source } = planned.survey
    const counted = made.rows === rows ? records : await countRecords(sql, source)
    return await described(
      { ...made, planned: { ...planned, survey: { ...planned.survey, records: counted } } },
      input,
      sql,
    )
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

/** Names of places that the sample did not have. */
async function hasNewPlaces(
  { path, columns }: WrittenGrid,
  { options }: PlanInput,
  sql: TypingConnection,
): Promise<boolean> {
  for (const { name, places } of columns) {
    if (!places) continue
    const unknown = await unplacedNames(sql, path, name)
    if (unknown.some((raw) => !places.has(raw) && options.placeFrom(raw))) return true
  }
  return false
}

async function thoroughly(input: PlanInput, sql: TypingConnection): Promise<MadeTable> {
  const planned = await planGrid(input, sql)
  if (planned) return described(await written(planned, input, sql), input, sql)
  // Texts that DuckDB cannot read are written anew by the patient reader.
  const { raw, broken } = await rewriteGrid(input.raw, input.options)
  const again = await planGrid({ ...input, raw }, sql)
  if (!again) throw new CannotBeTable("damaged")
  const made = await described(await written(again, input, sql), input, sql)
  return { ...made, notes: [...made.notes, ...note(broken, "broken-quotes")] }
}

async function written(
  planned: PlannedGrid,
  input: PlanInput,
  sql: TypingConnection,
  reconsider: WriteGridInput["reconsider"] = (before, columns) => planAgain(input, { planned: before, columns }, sql),
): Promise<WrittenGrid> {
  const { layout, options } = input
  const { rows } = planned.survey
  const limit = options.limits.maxRows
  if (rows > limit) throw new CannotBeTable("too-many-rows", { rows, limit })
  const { folder, choice } = options
  const names = chosenNames(choice)
  return writeGrid(planned, { aside: layout.aside, folder, chosenNames: names, reconsider }, sql)
}

async function described(
  { path, rows, columns: named, written: notFitting, planned }: WrittenGrid,
  { layout, raw, options }: PlanInput,
  sql: TypingConnection,
): Promise<MadeTable> {
  const { columns, profile, personalNotes } = await describeColumns(
    { columns: named, written: notFitting, rows, path, choice: options.choice },
    (input) => profileOf(sql, input),
  )
  const repeated = Math.max(0, planned.survey.records - rows - layout.rowsBefore - layout.rowsAfter)
  return {
    ...{ parquetPath: path, rows, columns, profile },
    layout: { ...layout.layout, asideRows: layout.rowsAfter + repeated },
    notes: [
      ...raw.notes,
      ...layout.notes,
      ...note(repeated > 0, "header-repeated", { times: repeated }),
      ...columnNotes(planned, layout, raw),
      ...notFittingNotes(columns),
      ...personalNotes,
    ],
  }
}

function columnNotes({ columns }: PlannedGrid, { layout, headers }: FoundLayout, { geometry }: RawGrid): TableNote[] {
  const named = columns.filter(({ hasName }) => hasName).map(({ header }) => header)
  const unnamed = columns.length - named.length
  const duplicates = named.length - new Set(named).size
  const empty = (columns.at(-1)?.index ?? -1) + 1 - columns.length - (geometry ? geometry.box.length : 0)
  return [
    ...note(unnamed > 0 && layout.headerRows !== null, "unnamed-columns", { columns: unnamed }),
    ...note(duplicates > 0, "duplicate-names", { columns: duplicates }),
    ...note(empty > 0, "empty-columns", { columns: empty }),
    ...note(
      columns.some(({ index }) => index >= headers.length),
      "ragged-rows",
    ),
  ]
}

function notFittingNotes(columns: MadeTable["columns"]): TableNote[] {
  return columns.flatMap(({ header, notFitting, type }) =>
    notFitting ? note(true, "not-fitting", { column: header, count: notFitting.count, type }) : [],
  )
}
