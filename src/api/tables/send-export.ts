import type { FastifyReply } from "fastify"
import { isPublicDataset } from "../../catalogue/index.ts"
import { type ExportFormat, exportRows, QueryMistake, readQuestion } from "../../tabular/index.ts"
import { attachment, harmless } from "../files/file-headers.ts"
import { sendFile } from "../files/send-file.ts"
import { type Exchange, isKnown } from "./exchange.ts"
import type { FoundTable } from "./find-table.ts"
import { contentTypeOf, mediaTypes } from "./formats.ts"

const timeoutMs = 15 * 60_000

/** Parameters of the form of an export; the others are the question. */
export const exportParameters = ["bom", "headers"] as const

/** All that the question finds, made while it is sent. */
export async function sendExport(exchange: Exchange, format: ExportFormat): Promise<FastifyReply> {
  const { request, reply, deps, table, gone } = exchange
  const { form, parameters } = formOf(exchange)
  // A whole table is there already, with ranges for programs that read only what they need of it.
  if (format === "parquet" && parameters.length === 0) return sendParquet(exchange)
  const question = readQuestion(table.version, parameters)
  if (isKnown(exchange, format)) return reply.code(304).send()
  const name = `${nameOf(exchange)}.${format}`
  reply.headers({ ...harmless, "content-disposition": attachment(name) }).type(contentTypeOf(format))
  if (request.method === "HEAD") return reply.send(null)
  const rightToLeft = table.version.layout.direction === "rtl"
  const rows = { ...form, format, rightToLeft, timeoutMs, signal: gone }
  return reply.send(await exportRows({ engine: deps.engine, table: table.version, question, request: rows }))
}

function formOf({ parameters }: Exchange) {
  const own = new Map(parameters.filter(([name]) => (exportParameters as readonly string[]).includes(name)))
  const form = { bom: flag(own, "bom"), headers: flag(own, "headers") ? ("headers" as const) : ("names" as const) }
  return { form, parameters: parameters.filter(([name]) => !own.has(name)) }
}

function flag(given: ReadonlyMap<string, string>, parameter: string): boolean {
  const value = given.get(parameter) ?? "0"
  if (/^(?:0|false|)$/.test(value)) return false
  if (/^(?:1|true)$/.test(value)) return true
  throw new QueryMistake("query-value", { value: value.slice(0, 200), type: "0, 1" }, { parameter })
}

async function sendParquet(exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, deps, table, dataset } = exchange
  const { parquet, madeAt } = table.version
  const file = {
    ...parquet,
    name: `${nameOf(exchange)}.parquet`,
    mediaType: mediaTypes.parquet,
    createdAt: madeAt,
  }
  return sendFile(request, reply, { blobs: deps.blobs, file, isPublic: isPublicDataset(dataset) })
}

/** The dataset, and the sheet where the file has several. */
function nameOf({ dataset, table, tables }: FoundTable): string {
  const sheet = tables.length > 1 && table.name !== "" ? `-${table.name}` : ""
  return `${dataset.slug}${sheet}`.replaceAll(/[/\\:*?"<>|\p{C}]/gu, "_").slice(0, 120)
}
