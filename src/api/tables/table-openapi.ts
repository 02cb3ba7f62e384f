/** The description of one table as an interface of its own: a parameter for each column and operator, with real values. */
import type { FastifyReply } from "fastify"
import { type Column, exportFormats, type filterOperators } from "../../tabular/index.ts"
import { inLanguage, type Language } from "../../texts/index.ts"
import { linksOfTable, tablesRoot } from "./addresses.ts"
import { rowsQuery, tableTexts } from "./descriptions.ts"
import { type Exchange, sayLanguage, sendJson } from "./exchange.ts"
import { contentTypeOf } from "./formats.ts"
import { jsonTypes } from "./json-types.ts"

type Json = Record<string, unknown>
type Operator = (typeof filterOperators)[number]
type Example = string | number | boolean

export function showTableOpenApi(exchange: Exchange): FastifyReply {
  sayLanguage(exchange)
  return sendJson(exchange, describe(exchange))
}

function describe({ table, dataset, language, deps }: Exchange): Json {
  const { columns, number } = table.version
  const title = inLanguage(dataset.title, language)?.text ?? dataset.slug
  const root = `${deps.baseUrl}${tablesRoot}/${table.id}`
  const examples = examplesOf(table.version)
  const filters = columns.flatMap((column) => filtersOf(column, { example: examples.get(column.name), language }))
  const clauses = Object.entries(rowsQuery)
    .filter(([name]) => name !== "filters")
    .map(([name, { json, description }]) => parameter(name, json, description[language]))
  const parameters = [...filters, ...clauses]
  const operation = (id: string, content: Json) => ({
    get: { operationId: id, summary: tableTexts.rows[language], parameters, responses: responses(content, language) },
  })
  const files = exportFormats.map((format) => [
    `/rows.${format}`,
    operation(`export_${format}`, { [contentTypeOf(format)]: { schema: { type: "string" } } }),
  ])
  return {
    openapi: "3.1.0",
    info: { title: table.name === "" ? title : `${title} – ${table.name}`, version: String(number) },
    externalDocs: { url: linksOfTable(table.id, deps.baseUrl).self },
    servers: [{ url: root }],
    paths: {
      "/rows": operation("rows", { "application/json": { schema: rowsSchema(columns) } }),
      ...Object.fromEntries(files),
    },
  }
}

function responses(content: Json, language: Language): Json {
  const problem = { "application/problem+json": { schema: { type: "object" } } }
  return {
    "200": { description: tableTexts.rows[language], content },
    "400": { description: tableTexts.mistake[language], content: problem },
  }
}

const ordered: readonly Operator[] = ["gt", "gte", "lt", "lte", "between"]
const written: readonly Operator[] = ["contains", "notcontains", "startswith", "endswith"]
const always: readonly Operator[] = ["exact", "not", "in", "notin", "isnull", "notnull"]

function operatorsOf({ type }: Column): readonly Operator[] {
  if (type === "geometry") return ["isnull", "notnull"]
  if (type === "boolean") return ["exact", "not", "isnull", "notnull"]
  return type === "text" ? [...always, ...written] : [...always, ...ordered]
}

function filtersOf(
  column: Column,
  { example, language }: { example: Example | undefined; language: Language },
): Json[] {
  const { name, header, label } = column
  const called = (label && inLanguage(label, language)?.text) ?? header
  return operatorsOf(column).map((operator) => {
    const asksTruth = operator === "isnull" || operator === "notnull"
    const asksSeveral = operator === "in" || operator === "notin" || operator === "between"
    const one = asksTruth ? { type: "boolean" } : asksSeveral ? { type: "string" } : jsonTypes[column.type]
    const shown =
      asksTruth || example === undefined ? {} : { example: operator === "between" ? `${example},${example}` : example }
    return { ...parameter(operator === "exact" ? name : `${name}__${operator}`, one, called), ...shown }
  })
}

function parameter(name: string, schema: Readonly<Json>, description: string): Json {
  return { name, in: "query", required: false, description, schema }
}

/** A value that really is in the column, so that the question finds something. */
function examplesOf({ columns, profile }: Exchange["table"]["version"]): Map<string, Example> {
  const known = new Map(profile.map((one) => [one.name, one]))
  return new Map(
    columns.flatMap(({ name }) => {
      const value = known.get(name)?.top?.[0]?.value ?? known.get(name)?.min
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

function rowsSchema(columns: readonly Column[]): Json {
  const orNull = (column: Column) => ({
    ...jsonTypes[column.type],
    type: [jsonTypes[column.type].type, "null"],
    description: column.header,
  })
  return {
    type: "object",
    properties: {
      rows: {
        type: "array",
        items: { type: "object", properties: Object.fromEntries(columns.map((one) => [one.name, orNull(one)])) },
      },
      total: { type: "integer" },
      countType: { enum: ["exact", "estimate"] },
      next: { type: ["string", "null"] },
    },
  }
}
