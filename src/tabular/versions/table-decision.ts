/** What a publisher may say about a table, as it enters: one schema for forms, dictionaries and programs. */
import { z } from "zod"
import { languages } from "../../texts/index.ts"
import { mayBeName } from "../layout/column-names.ts"
import { columnTypes, meanings } from "../table/column.ts"
import { dateOrders } from "../table/data-table.ts"

export const longestLabel = 200
export const longestDescription = 2000
/** Titles, notes and a header of some lines fit; what stands below is no header. */
export const lastHeaderRow = 100
const mostHeaderRows = 10
const mostColumns = 2000
const longestHeader = 5000

/** Geometries are what their file says they are. */
export const choosableTypes = columnTypes.filter((type) => type !== "geometry")

const isReadable = (text: string) => !text.includes("\0") && text.isWellFormed()
const text = (max: number) => z.string().trim().max(max).refine(isReadable, "unreadable-characters")
const localised = (max: number) => z.partialRecord(z.enum(languages), text(max))
const row = z.int().min(1).max(lastHeaderRow)

const headerRows = z
  .tuple([row, row])
  .refine(([first, last]) => first <= last && last - first < mostHeaderRows, "not-header-rows")

const columnDecision = z.strictObject({
  header: z.string().min(1).max(longestHeader).describe("As written in the file: it says which column is meant"),
  name: z.string().refine(mayBeName, "not-a-column-name").nullable().optional().describe("In queries and exports"),
  type: z.enum(choosableTypes).nullable().optional(),
  meaning: z
    .enum([...meanings, "none"])
    .nullable()
    .optional(),
  dateFormat: z.enum(dateOrders).nullable().optional().describe("Which order the dates of the column have"),
  label: localised(longestLabel).nullable().optional(),
  description: localised(longestDescription).nullable().optional(),
})

/** What is not named stays as it was; `null` is as the file was understood. */
export const tableDecision = z.strictObject({
  headerRows: z
    .union([headerRows, z.literal("none")], { error: "not-header-rows" })
    .nullable()
    .optional()
    .describe("First and last row of the header, from 1; `none`: the first row is data already"),
  columns: z.array(columnDecision).max(mostColumns).optional(),
})
export type TableDecision = z.infer<typeof tableDecision>
export type ColumnDecision = z.infer<typeof columnDecision>
