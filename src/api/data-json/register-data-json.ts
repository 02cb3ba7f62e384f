import { Readable } from "node:stream"
import type { FastifyInstance } from "fastify"
import { corsHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { problemFormat } from "../problem.ts"
import { publicState } from "../public-state.ts"
import { rdfContext } from "../rdf/index.ts"
import { isUnchanged } from "../unchanged.ts"
import { streamDataJson } from "./stream-data-json.ts"

/** `/data.json`: all public datasets in DCAT-US 1.1, streamed; an unchanged catalogue answers 304 before anything is read. */
export function registerDataJson(app: FastifyInstance, deps: ApiDeps): void {
  const { db, baseUrl, version, clock } = deps
  app.errorFormats.under("/data.json", problemFormat(baseUrl))
  app.get("/data.json", async (request, reply) => {
    reply.headers(corsHeaders)
    const state = await publicState(db, version)
    if (isUnchanged(request, reply, { state, variant: "pod", now: clock.now() })) return reply.code(304).send()
    reply.type("application/json")
    if (request.method === "HEAD") return reply.send(Readable.from([]))
    return reply.send(Readable.from(streamDataJson(db, () => rdfContext(deps.vocabularies(), baseUrl))))
  })
}
