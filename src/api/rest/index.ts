/** REST v1: nouns in the plural, filters as query parameters, one envelope for lists, problem+json for errors. */
import type { FastifyInstance } from "fastify"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { problemFormat } from "../problem.ts"
import { readerLanguage } from "../reader-language.ts"
import { registerEndpoint, restRoot } from "./endpoint.ts"
import { endpoints } from "./endpoints.ts"
import { createNames } from "./names.ts"
import { openApiDocument } from "./openapi.ts"

export function registerRest(app: FastifyInstance, deps: ApiDeps): void {
  app.errorFormats.under("/api/", problemFormat(deps.baseUrl))
  app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    const restDeps = { ...deps, names: createNames(deps) }
    for (const definition of endpoints) registerEndpoint(scope, definition, restDeps)
    scope.get(`${restRoot}/openapi.json`, async (request, reply) => {
      const language = readerLanguage(request)
      reply.header("cache-control", "public, no-cache").header("vary", "accept-language")
      const body = JSON.stringify(openApiDocument(endpoints, { ...deps, language }))
      return reply.type("application/json").send(Buffer.from(body))
    })
    scope.options(`${restRoot}/*`, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
  })
}
