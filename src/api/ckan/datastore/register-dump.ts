import type { Readable } from "node:stream"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { anonymousActor } from "../../../platform/actor.ts"
import { addVary, goneWith } from "../../../platform/http/index.ts"
import { type Column, type ExportFormat, exportRows, QueryMistake } from "../../../tabular/index.ts"
import { corsHeaders } from "../../cors.ts"
import type { ApiDeps } from "../../deps.ts"
import { attachment, harmless } from "../../files/file-headers.ts"
import { ckanErrorFormat } from "../envelope.ts"
import { invalid } from "../errors.ts"
import { booleanOf, type Params, textOf } from "../params.ts"
import { type DatastoreQuestion, readDatastoreQuestion } from "./datastore-question.ts"
import { dumpOf, jsonDump, xmlDump } from "./dump-formats.ts"
import { type Field, fieldFromColumn, rowNumber } from "./fields.ts"
import { resourceTable } from "./find-resource.ts"
import { ckanMistake } from "./mistakes.ts"

const formats = {
  csv: { made: "csv", type: "text/csv; charset=utf-8" },
  tsv: { made: "tsv", type: "text/tab-separated-values; charset=utf-8" },
  json: { made: "jsonl", type: "application/json" },
  xml: { made: "jsonl", type: "text/xml; charset=utf-8" },
} as const satisfies Record<string, { made: ExportFormat; type: string }>
type DumpFormat = keyof typeof formats

const timeoutMs = 15 * 60_000

/** All rows of a resource as one file: `/datastore/dump/RESOURCE?format=csv|tsv|json|xml&bom=true`. */
export function registerDump(app: FastifyInstance, deps: ApiDeps): void {
  app.errorFormats.under("/datastore/", ckanErrorFormat(deps.baseUrl))
  app.route<{ Params: { id: string } }>({
    method: ["GET", "HEAD"],
    url: "/datastore/dump/:id",
    handler: (request, reply) => dump(request, reply, deps),
  })
}

async function dump(
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  deps: ApiDeps,
): Promise<FastifyReply> {
  const gone = goneWith(reply)
  reply.headers(corsHeaders)
  addVary(reply, "authorization")
  const caller = (await deps.callerOf(request)) ?? anonymousActor
  const { id } = request.params
  const { version } = await resourceTable(deps.db, id, caller)
  const params = request.query as Params
  const format = formatIn(params)
  const { question, limit } = readDatastoreQuestion(version, { ...params, limit: params.limit ?? "" })
  reply.header("cache-control", caller === anonymousActor ? "public, no-cache" : "no-store")
  reply.headers({ ...harmless, "content-disposition": attachment(`${id}.${format}`) }).type(formats[format].type)
  if (request.method === "HEAD") return reply.send(null)
  const whole = { ...question, limit: params.limit ? limit : undefined }
  const asked = {
    format: formats[format].made,
    bom: booleanOf(params, "bom", false),
    timeoutMs,
    signal: gone,
  }
  const rows = await exported(gone, () =>
    exportRows({ engine: deps.engine, table: version, question: whole, request: asked }),
  )
  if (!rows) return reply.hijack()
  if (format === "json") return reply.send(dumpOf(rows, jsonDump(rows, fieldsOf(question, version.columns))))
  if (format === "xml") return reply.send(dumpOf(rows, xmlDump(rows, fieldsOf(question, version.columns))))
  return reply.send(rows)
}

/** Nothing where nobody is there any more to be told. */
async function exported(gone: AbortSignal, work: () => Promise<Readable>): Promise<Readable | undefined> {
  try {
    return await work()
  } catch (error) {
    if (gone.aborted) return undefined
    throw error instanceof QueryMistake ? ckanMistake("query", error) : error
  }
}

function formatIn(params: Params): DumpFormat {
  const text = textOf(params, "format") || "csv"
  if (Object.hasOwn(formats, text)) return text as DumpFormat
  throw invalid("format", `format: must be one of ${Object.keys(formats).join(", ")}`)
}

function fieldsOf({ select = [] }: DatastoreQuestion["question"], columns: readonly Column[]): readonly Field[] {
  const known = new Map(columns.map((column) => [column.name, column]))
  return select.map(({ name }) =>
    fieldFromColumn(known.get(name) ?? { name, header: name, type: name === rowNumber ? "integer" : "text" }),
  )
}
