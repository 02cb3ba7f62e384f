import type { FastifyReply } from "fastify"
import type { z } from "zod"
import {
  type AnswerColumn,
  defaultReadLimits,
  type Facet,
  QueryMistake,
  type Question,
  type RowsPage,
  readFacets,
  readQuestion,
  readRows,
} from "../../tabular/index.ts"
import { tablesRoot } from "./addresses.ts"
import { type Exchange, isKnown, sendJson } from "./exchange.ts"
import type { answerColumn, facetOfTable, rowsPage } from "./shapes.ts"

export async function showRows(exchange: Exchange): Promise<FastifyReply> {
  const { reply, deps, table, parameters, gone } = exchange
  const question = readQuestion(table.version, parameters)
  if (isKnown(exchange, "rows")) return reply.code(304).send()
  const limits = { ...defaultReadLimits, signal: gone }
  const page = await readRows({ engine: deps.engine, table: table.version, question, limits })
  const facets = question.facets.length > 0 ? await facetsOf(exchange, question) : undefined
  if (page.next !== undefined) reply.header("link", nextLink(exchange, page.next))
  return sendJson(exchange, { ...rowsToJson(page), ...(facets ? { facets } : {}) })
}

export async function showFacets(exchange: Exchange): Promise<FastifyReply> {
  const { reply, table, parameters } = exchange
  const question = readQuestion(table.version, parameters)
  if (question.facets.length === 0) {
    throw new QueryMistake("query-arguments", { function: "facet", expected: "facet=column" }, { parameter: "facet" })
  }
  if (isKnown(exchange, "facets")) return reply.code(304).send()
  return sendJson(exchange, { facets: await facetsOf(exchange, question) })
}

async function facetsOf({ deps, table, gone }: Exchange, question: Question) {
  return (await readFacets(deps.engine, table.version, { question, signal: gone })).map(facetToJson)
}

function facetToJson({ column, values, more }: Facet): z.infer<typeof facetOfTable> {
  return { column: column.name, header: column.header, label: column.label ?? null, values: [...values], more }
}

function rowsToJson({ columns, rows, total, countType, next }: RowsPage): z.infer<typeof rowsPage> {
  const written = rows.flatMap(({ written: values }, row) => (values ? [{ row, values }] : []))
  return {
    columns: columns.map(answerColumnToJson),
    rows: rows.map(({ values }) => values),
    ...{ written, total, countType, next: next ?? null },
  }
}

export function answerColumnToJson(column: AnswerColumn): z.infer<typeof answerColumn> {
  const { name, header, type, meaning, unit, label, description } = column
  return {
    ...{ name, header, type, meaning: meaning ?? null, unit: unit ?? null },
    ...{ label: label ?? null, description: description ?? null },
  }
}

function nextLink({ parameters, request, deps }: Exchange, cursor: string): string {
  const query = new URLSearchParams(parameters.filter(([name]) => name !== "cursor").map(([...pair]) => pair))
  query.set("cursor", cursor)
  const { id } = request.params as { id: string }
  return `<${deps.baseUrl}${tablesRoot}/${encodeURIComponent(id)}/rows?${query}>; rel="next"`
}
