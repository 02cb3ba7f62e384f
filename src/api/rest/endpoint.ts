import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { z } from "zod"
import type { Language } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import type { ErrorCode } from "../error-texts.ts"
import { readerLanguage, type Texts } from "../reader-language.ts"
import type { Names } from "./names.ts"
import { type Parameters, readParameters, type ValuesOf } from "./parameters.ts"

export const restRoot = "/api/v1"

export const groupNames = [
  "datasets",
  "series",
  "services",
  "organizations",
  "vocabularies",
  "search",
  "changes",
  "description",
] as const
export type GroupName = (typeof groupNames)[number]

export interface RestDeps extends ApiDeps {
  readonly names: Names
}

export interface Input<P extends Parameters, Q extends Parameters> {
  readonly path: ValuesOf<P>
  readonly query: ValuesOf<Q>
  readonly language: Language
}

export type Answer<T> =
  | { readonly kind: "found"; readonly body: T; readonly nextCursor?: string }
  /** As bytes already, because parts of it are kept so. */
  | { readonly kind: "written"; readonly json: Buffer; readonly nextCursor?: string }
  /** The thing is known under another address. */
  | { readonly kind: "moved"; readonly location: string }

export interface Example {
  readonly title: Texts
  readonly path: Readonly<Record<string, string>>
  /** As written after `?`. */
  readonly query: string
}

/** One address of the REST API: route, checks, OpenAPI operation and reference entry come from it. */
export interface Endpoint<
  P extends Parameters = Parameters,
  Q extends Parameters = Parameters,
  S extends z.ZodType = z.ZodType,
> {
  /** OpenAPI operationId. */
  readonly id: string
  readonly group: GroupName
  /** After `/api/v1`, parameters as in OpenAPI: `/datasets/{ref}`. */
  readonly path: string
  readonly summary: Texts
  readonly pathParameters: P
  readonly query: Q
  readonly answer: S
  readonly refusals: readonly ErrorCode[]
  readonly examples: readonly Example[]
  /** The body varies with Accept-Language. */
  readonly localised?: boolean
  handle(input: Input<P, Q>, deps: RestDeps): Promise<Answer<z.infer<S>>>
}

/** Only for its inference: the values of `handle` get their types from the parameters beside it. */
export function endpoint<P extends Parameters, Q extends Parameters, S extends z.ZodType>(
  definition: Endpoint<P, Q, S>,
): Endpoint {
  return definition as unknown as Endpoint
}

export function registerEndpoint(app: FastifyInstance, definition: Endpoint, deps: RestDeps): void {
  const url = restRoot + definition.path.replace(/\{(\w+)\}/g, ":$1")
  app.get(url, async (request, reply) => {
    const language = readerLanguage(request)
    const path = readParameters(definition.pathParameters, request.params, language)
    const query = readParameters(definition.query, request.query, language)
    const answer = await definition.handle({ path, query, language }, deps)
    if (answer.kind === "moved") return reply.redirect(answer.location, 308)
    reply.header("cache-control", "public, no-cache")
    if (definition.localised) reply.header("vary", "accept-language").header("content-language", language)
    if (answer.nextCursor) reply.header("link", nextLink(request, answer.nextCursor, deps.baseUrl))
    return sendJson(reply, answer.kind === "written" ? answer.json : Buffer.from(JSON.stringify(answer.body)))
  })
}

function sendJson(reply: FastifyReply, json: Buffer): FastifyReply {
  return reply.type("application/json").send(json)
}

function nextLink(request: FastifyRequest, cursor: string, baseUrl: string): string {
  const url = new URL(request.url, baseUrl)
  url.searchParams.set("cursor", cursor)
  return `<${baseUrl}${url.pathname}${url.search}>; rel="next"`
}

/** Where an example is read, on this portal. */
export function addressOf({ path }: Endpoint, example: Example): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(example.path[name] ?? ""))
  return `${restRoot}${filled}${example.query && `?${example.query}`}`
}
