/** REST v1: nouns in the plural, filters as query parameters, one envelope for lists, problem+json for errors. */
import type { FastifyInstance } from "fastify"
import type { Language } from "../../texts/index.ts"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { problemFormat } from "../problem.ts"
import { readerLanguage } from "../reader-language.ts"
import { registerEndpoint, restRoot } from "./endpoint.ts"
import { described, endpoints } from "./endpoints.ts"
import { createNames } from "./names.ts"
import { openApiDocument } from "./openapi.ts"

export function registerRest(app: FastifyInstance, deps: ApiDeps): void {
  app.errorFormats.under("/api/", problemFormat(deps.baseUrl))
  app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    const descriptions = describedIn(deps)
    const restDeps = { ...deps, names: createNames(deps) }
    for (const definition of endpoints) registerEndpoint(scope, definition, restDeps)
    scope.get(`${restRoot}/openapi.json`, async (request, reply) => {
      const language = readerLanguage(request)
      reply.header("cache-control", "public, no-cache").header("vary", "accept-language")
      return reply.type("application/json").send(descriptions[language])
    })
    scope.options(`${restRoot}/*`, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
  })
}

/** The description in each language, made once: nothing in it changes while we run. */
function describedIn(deps: ApiDeps): Record<Language, Buffer> {
  const describe = (language: Language) =>
    Buffer.from(JSON.stringify(openApiDocument(described, { ...deps, language })))
  return { ar: describe("ar"), fr: describe("fr"), en: describe("en") }
}
