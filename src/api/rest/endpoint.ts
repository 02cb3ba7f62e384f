import { Readable } from "node:stream"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { z } from "zod"
import { type Actor, anonymousActor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { addVary } from "../../platform/http/index.ts"
import { NotSignedIn } from "../../platform/refusal.ts"
import type { Language } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import type { ErrorCode } from "../error-texts.ts"
import { readerLanguage, type Texts } from "../reader-language.ts"
import type { Names } from "./names.ts"
import { type Parameters, readParameters, type ValuesOf } from "./parameters.ts"
import { prefersCsv } from "./prefers-csv.ts"
import { onceByKey } from "./repeated-write.ts"
import { assertReadable, readBody } from "./write-body.ts"

export const restRoot = "/api/v1"

export const groupNames = [
  "datasets",
  "series",
  "services",
  "organizations",
  "vocabularies",
  "search",
  "tables",
  "changes",
  "description",
  "writing",
  "workflow",
  "bulk",
  "uploads",
  "bodies",
  "lists",
  "sources",
  "account",
  "portal",
] as const
export type GroupName = (typeof groupNames)[number]

export interface RestDeps extends ApiDeps {
  readonly names: Names
}

export interface Input<P extends Parameters, Q extends Parameters, B = unknown> {
  readonly path: ValuesOf<P>
  readonly query: ValuesOf<Q>
  readonly body: B
  readonly language: Language
  /** Whose token came with the request; anonymous without one. */
  readonly caller: Actor
  /** `If-Match`, the version that the caller read. */
  readonly ifMatch: string | undefined
}

export type Answer<T> =
  | {
      readonly kind: "found"
      readonly body: T
      readonly nextCursor?: string
      readonly etag?: string
      /** Where the outcome of work that was asked for is read. */
      readonly location?: string
    }
  /** 201 with the address of what was made. */
  | { readonly kind: "created"; readonly body: T; readonly location: string; readonly etag?: string }
  /** 204. */
  | { readonly kind: "done" }
  /** As bytes already, because parts of it are kept so. */
  | { readonly kind: "written"; readonly json: Buffer; readonly nextCursor?: string }
  /** A file, made while it is sent. */
  | { readonly kind: "file"; readonly text: AsyncIterable<string>; readonly type: string; readonly name: string }
  /** The thing is known under another address. */
  | { readonly kind: "moved"; readonly location: string }

export interface Example {
  readonly title: Texts
  readonly path: Readonly<Record<string, string>>
  /** As written after `?`. */
  readonly query: string
  /** What is sent, of a write. */
  readonly body?: unknown
}

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE"

/** One address of the REST API: route, checks, OpenAPI operation and reference entry come from it. */
export interface Endpoint<
  P extends Parameters = Parameters,
  Q extends Parameters = Parameters,
  S extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  /** GET when absent; every other one writes and wants a token. */
  readonly method?: Method
  /** A read of what is not public: it wants a token too. */
  readonly signedIn?: true
  /** It only reads, though it is no GET: nobody needs a token. */
  readonly reads?: true
  /** Whoever comes with a token is told more than the public. */
  readonly knowsCallers?: true
  /** What a write must send. */
  readonly body?: B
  /** Of its answer; 200 when absent. */
  readonly status?: 201 | 202 | 204
  /** Media type of an answer that is no JSON. */
  readonly answers?: "text/csv"
  /** What is sent instead, and whole, to who asks for CSV by `Accept`. */
  readonly asCsv?: (input: Input<P, Q>, deps: RestDeps) => Promise<Answer<z.infer<S>>>
  /** Sent twice it does its work once by itself, in many transactions: it takes no `Idempotency-Key`. */
  readonly repeatable?: true
  /** It heeds `If-Match`. */
  readonly conditional?: true
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
  handle(input: Input<P, Q, z.infer<B>>, deps: RestDeps): Promise<Answer<z.infer<S>>>
}

/** What is said of an address, wherever it is served. */
export type Description = Omit<Endpoint, "handle" | "method"> & {
  readonly method?: Method | "HEAD"
  readonly headers?: Parameters
  /** Media type of what is sent, where that is no JSON. */
  readonly sends?: string
}

/** Only for its inference: the values of `handle` get their types from the parameters beside it. */
export function endpoint<P extends Parameters, Q extends Parameters, S extends z.ZodType, B extends z.ZodType>(
  definition: Endpoint<P, Q, S, B>,
): Endpoint {
  return definition as unknown as Endpoint
}

/** A document of many files is large; what is larger still comes as a file. */
const writeLimitBytes = 8 * 2 ** 20

export function registerEndpoint(app: FastifyInstance, definition: Endpoint, deps: RestDeps): void {
  const { method = "GET" } = definition
  const url = restRoot + definition.path.replace(/\{(\w+)\}/g, ":$1")
  // Who calls is known before anything of a body is read: a stranger's eight megabytes are not taken in.
  const callers = new WeakMap<FastifyRequest, Actor>()
  const onRequest = async (request: FastifyRequest) => {
    callers.set(request, await callerOf(request, definition, deps))
  }
  app.route({ method, url, bodyLimit: writeLimitBytes, onRequest, handler })

  async function handler(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = callers.get(request) ?? anonymousActor
    const language = readerLanguage(request)
    const path = readParameters(definition.pathParameters, request.params, language)
    const query = readParameters(definition.query, request.query, language)
    assertReadable(request.body)
    const body = definition.body ? readBody(definition.body, request.body) : undefined
    const ifMatch = request.headers["if-match"]
    const input = { path, query, body, language, caller, ifMatch }
    const handle = definition.asCsv && prefersCsv(request.headers.accept) ? definition.asCsv : definition.handle
    const answer = (db: Db) => handle(input, { ...deps, db })
    const keeps = method === "POST" && !definition.repeatable
    const given = keeps ? await onceByKey(request, { caller, answer, deps }) : await answer(deps.db)
    reply.header("cache-control", caller === anonymousActor ? "public, no-cache" : "no-store")
    if (definition.knowsCallers) addVary(reply, "authorization")
    if (definition.asCsv) addVary(reply, "accept")
    return send(given, request, reply)
  }

  function send(answer: Answer<unknown>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (answer.kind === "moved") return reply.redirect(answer.location, 308)
    if (answer.kind === "done") return reply.code(204).send()
    if (definition.localised) {
      addVary(reply, "accept-language")
      reply.header("content-language", readerLanguage(request))
    }
    if (answer.kind === "file") return sendFile(answer, reply)
    if (answer.kind === "written") return sendList(answer.json, answer.nextCursor)
    if (answer.etag) reply.header("etag", answer.etag)
    if (answer.kind === "created") reply.code(201).header("location", answer.location)
    else if (definition.status) reply.code(definition.status)
    if (answer.kind === "found" && answer.location) reply.header("location", answer.location)
    return sendList(Buffer.from(JSON.stringify(answer.body)), answer.kind === "found" ? answer.nextCursor : undefined)

    function sendList(json: Buffer, nextCursor: string | undefined): FastifyReply {
      if (nextCursor) reply.header("link", nextLink(request, nextCursor, deps.baseUrl))
      return sendJson(reply, json)
    }
  }
}

export function isPrivate({
  method = "GET",
  signedIn,
  reads,
}: Pick<Description, "method" | "signedIn" | "reads">): boolean {
  return (method !== "GET" && !reads) || signedIn === true
}

// Public reads need nobody: they are answered to anybody alike, and cost no question about tokens.
async function callerOf(request: FastifyRequest, definition: Endpoint, deps: RestDeps): Promise<Actor> {
  if (!isPrivate(definition) && !definition.knowsCallers) return anonymousActor
  const caller = await deps.callerOf(request)
  if (!caller && isPrivate(definition)) throw new NotSignedIn()
  return caller ?? anonymousActor
}

function sendFile({ text, type, name }: Extract<Answer<unknown>, { kind: "file" }>, reply: FastifyReply): FastifyReply {
  const header = `attachment; filename="${name}"`
  return reply.type(`${type}; charset=utf-8`).header("content-disposition", header).send(Readable.from(text))
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
export function addressOf({ path }: Pick<Endpoint, "path">, example: Example): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(example.path[name] ?? ""))
  return `${restRoot}${filled}${example.query && `?${example.query}`}`
}
