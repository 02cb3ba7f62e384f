/**
 * The ways in for programs: REST v1 with its OpenAPI description, and the CKAN Action API for existing clients and
 * harvesters. Presenters list the fields they show; errors are problem+json, or CKAN's envelope under its paths.
 */
import type { FastifyInstance } from "fastify"
import { registerCkan } from "./ckan/index.ts"
import { registerDataJson } from "./data-json/index.ts"
import type { ApiDeps } from "./deps.ts"
import { registerOai } from "./oai/index.ts"
import { registerOgc } from "./ogc/index.ts"
import { registerRdf } from "./rdf/index.ts"
import { readySearch } from "./ready-search.ts"
import { registerRest } from "./rest/index.ts"
import { registerTables } from "./tables/index.ts"

export { cachedDatasets } from "./cached-datasets.ts"
export type { ApiDeps } from "./deps.ts"
export { registerFiles } from "./files/index.ts"
export { type ApiReference, apiReferenceModel } from "./reference.ts"
export { ApiReferenceView } from "./reference-view.tsx"
export { registerUploads } from "./uploads/index.ts"

export function registerApi(app: FastifyInstance, deps: ApiDeps): void {
  const ready = { ...deps, search: readySearch(deps.search) }
  registerRest(app, ready)
  registerTables(app, ready)
  registerCkan(app, ready)
  registerOai(app, ready)
  registerRdf(app, ready)
  registerDataJson(app, ready)
  registerOgc(app, ready)
}
