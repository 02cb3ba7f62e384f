/** Shapes of what is answered of tables. A field that has no value is null, never missing. */
import { z } from "zod"
import { columnTypes } from "../../tabular/index.ts"
import { localisedText } from "../rest/schemas.ts"

const text = localisedText.nullable()
const value = z
  .unknown()
  .describe("As JSON says it; a whole number or a decimal that a double would not keep is a text")

const answerColumnFields = {
  name: z.string().describe("Stable name, in questions and answers"),
  header: z.string().describe("As written in the file; it may be used wherever a column is named"),
  type: z.enum(columnTypes),
  meaning: z.string().nullable().describe("What the values are beyond their type: `year`, `place`, `money`…"),
  unit: z.string().nullable(),
  label: text.describe("The publisher's words"),
  description: text,
}

export const answerColumn = z.object(answerColumnFields).meta({ id: "AnswerColumn" })

export const tableColumn = z
  .object({
    ...answerColumnFields,
    dateFormat: z.string().nullable().describe("How the dates of the file are written"),
    places: z
      .object({
        codeList: z.string(),
        level: z.string(),
        column: z.string().describe("Holds the codes; may be asked for"),
      })
      .nullable(),
    notFitting: z
      .object({ count: z.number(), examples: z.array(z.string()) })
      .nullable()
      .describe("Values that are not of the type: null in rows, as written in `written`"),
  })
  .meta({ id: "TableColumn" })

const layout = z
  .object({
    headerRows: z.array(z.number()).nullable().describe("First and last row of the header, counted from 1"),
    firstDataRow: z.number(),
    asideRows: z.number().describe("Totals, footnotes and repeated headers that are no rows"),
    titles: z.array(z.string()),
    direction: z.enum(["ltr", "rtl"]),
  })
  .meta({ id: "TableLayout" })

const note = z
  .object({ code: z.string(), values: z.record(z.string(), z.unknown()), text: z.string() })
  .meta({ id: "TableNote", description: "What was understood of the shape of the file, or set aside" })

const exportsOf = z.object({
  csv: z.string(),
  tsv: z.string(),
  json: z.string(),
  jsonl: z.string(),
  xlsx: z.string(),
  parquet: z.string(),
  geojson: z.string(),
})

export const tableFacts = z
  .object({
    id: z.string(),
    name: z.string().describe("Sheet, member or layer; empty where the file holds one table"),
    position: z.number(),
    dataset: z.object({ id: z.string(), slug: z.string(), title: localisedText, url: z.string() }),
    distribution: z.object({ id: z.string(), title: text, url: z.string(), downloadUrl: z.string().nullable() }),
    tables: z
      .array(z.object({ id: z.string(), name: z.string(), rows: z.number(), url: z.string() }))
      .describe("All tables of the file, this one among them"),
    version: z.number(),
    madeAt: z.string(),
    fileSha256: z.string().describe("Of the file it was made of"),
    rows: z.number(),
    columns: z.array(tableColumn),
    layout,
    notes: z.array(note),
    byteSize: z.number().describe("Of its Parquet file"),
    links: z.object({
      self: z.string(),
      rows: z.string(),
      schema: z.string(),
      profile: z.string(),
      facets: z.string(),
      changes: z.string(),
      sql: z.string(),
      openapi: z.string(),
      page: z.string().describe("Where people explore it, in the reader's language"),
      exports: exportsOf,
    }),
  })
  .meta({ id: "Table" })

const row = z.record(z.string(), value).meta({ id: "Row", description: "Values by the names of columns" })

const writtenOfRow = z
  .object({ row: z.number().describe("Place in `rows`, from 0"), values: z.record(z.string(), z.string()) })
  .meta({
    id: "WrittenValues",
    description: "Values of a row as written, where they are not of the type of their column",
  })

export const facetOfTable = z
  .object({
    column: z.string(),
    header: z.string(),
    label: text,
    values: z.array(z.object({ value, count: z.number(), selected: z.boolean() })),
    more: z.boolean().describe("There are more values"),
  })
  .meta({ id: "FacetOfTable" })

export const rowsPage = z
  .object({
    columns: z.array(answerColumn),
    rows: z.array(row),
    written: z.array(writtenOfRow),
    total: z.number(),
    countType: z.enum(["exact", "estimate"]),
    next: z.string().nullable().describe("For `cursor`"),
    facets: z.array(facetOfTable).optional().describe("Where `facet` was asked for"),
  })
  .meta({ id: "RowsPage" })

export const facetsAnswer = z.object({ facets: z.array(facetOfTable) }).meta({ id: "FacetsOfTable" })

const bin = z.object({ from: value, to: value, count: z.number() }).meta({ id: "HistogramBin" })

export const profileAnswer = z
  .object({
    version: z.number(),
    rows: z.number(),
    columns: z.array(
      z
        .object({
          name: z.string(),
          header: z.string(),
          type: z.enum(columnTypes),
          missing: z.number(),
          distinct: z.number(),
          distinctType: z.enum(["exact", "estimate"]),
          min: value.optional(),
          max: value.optional(),
          mean: z.number().optional(),
          median: z.number().optional(),
          sum: z.number().optional(),
          longest: z.number().optional(),
          histogram: z.array(bin).optional(),
          top: z.array(z.object({ value, count: z.number() })).optional(),
        })
        .meta({ id: "ColumnProfile" }),
    ),
  })
  .meta({ id: "TableProfile" })

const difference = z
  .object({
    columnsAdded: z.array(z.string()),
    columnsRemoved: z.array(z.string()),
    columnsChanged: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
    key: z.array(z.string()).nullable().describe("Columns by which rows were recognised; null: compared whole"),
    rowsAdded: z.number(),
    rowsRemoved: z.number(),
    rowsChanged: z.number().nullable(),
  })
  .meta({ id: "TableDifference" })

export const changesAnswer = z
  .object({
    items: z.array(
      z
        .object({
          version: z.number(),
          madeAt: z.string(),
          rows: z.number(),
          columns: z.number(),
          fileSha256: z.string(),
          difference: difference.nullable().describe("From the version before; null for the first one"),
        })
        .meta({ id: "TableVersion" }),
    ),
  })
  .meta({ id: "TableVersions" })

export const tableSchemaAnswer = z
  .object({ fields: z.array(z.record(z.string(), z.unknown())) })
  .catchall(z.unknown())
  .meta({ id: "TableSchema", description: "Frictionless Table Schema" })

export const sqlQuestion = z.strictObject({ sql: z.string().min(1).max(20_000) }).meta({ id: "SqlQuestion" })

export const sqlAnswer = z
  .object({
    columns: z.array(answerColumn),
    rows: z.array(row),
    truncated: z.boolean().describe("There are more rows than an answer may have"),
  })
  .meta({ id: "SqlAnswer" })

export const anyDocument = z.record(z.string(), z.unknown())
