import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { addVary } from "../../platform/http/index.ts"
import { exportFormats } from "../../tabular/index.ts"
import { corsHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { tablesRoot } from "./addresses.ts"
import { askSql } from "./ask-sql.ts"
import { beginExchange, type Exchange } from "./exchange.ts"
import { exportAccepted } from "./formats.ts"
import { sendExport } from "./send-export.ts"
import { showFacets, showRows } from "./show-rows.ts"
import { showChanges, showProfile, showTable } from "./show-table.ts"
import { showTableOpenApi } from "./table-openapi.ts"
import { showTableSchema } from "./table-schema.ts"

type Show = (exchange: Exchange) => FastifyReply | Promise<FastifyReply>

/** Reads of tables: questions are free in their parameters, and answers are files as often as JSON. */
export function registerTables(app: FastifyInstance, deps: ApiDeps): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    const reads: Readonly<Record<string, Show>> = {
      "": showTable,
      "/rows": showRowsAs,
      "/profile": showProfile,
      "/facets": showFacets,
      "/changes": showChanges,
      "/schema": showTableSchema,
      "/openapi.json": showTableOpenApi,
      ...Object.fromEntries(
        exportFormats.map((format) => [`/rows.${format}`, (it: Exchange) => sendExport(it, format)]),
      ),
    }
    for (const [path, show] of Object.entries(reads)) {
      scope.route({ method: ["GET", "HEAD"], url: `${tablesRoot}/:id${path}`, handler: answering(show, deps) })
    }
    scope.post(`${tablesRoot}/:id/sql`, { bodyLimit: sqlLimitBytes }, answering(askSql, deps))
  })
}

function answering(show: Show, deps: ApiDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = await beginExchange(request, reply, deps)
    try {
      return await show(exchange)
    } catch (error) {
      if (!exchange.gone.aborted) throw error
      // The question was stopped because nobody is there any more to be told.
      return reply.hijack()
    }
  }
}

const sqlLimitBytes = 256 * 1024

function showRowsAs(exchange: Exchange): Promise<FastifyReply> {
  addVary(exchange.reply, "accept")
  const format = exportAccepted(exchange.request.headers.accept)
  return format ? sendExport(exchange, format) : showRows(exchange)
}
