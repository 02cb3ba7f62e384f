/** What every address of a table begins with: who asks, for which table, in which language. */
import { createHash } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import { type Actor, anonymousActor } from "../../platform/actor.ts"
import { addVary, goneWith, matchesEtag } from "../../platform/http/index.ts"
import type { Language } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import { readerLanguage } from "../reader-language.ts"
import { type FoundTable, findTable } from "./find-table.ts"

export interface Exchange extends FoundTable {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly deps: ApiDeps
  readonly caller: Actor
  readonly language: Language
  /** The parameters after `?`, in their order, as often as they stand there. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** The reader went away: nothing needs to be computed any more. */
  readonly gone: AbortSignal
}

export async function beginExchange(request: FastifyRequest, reply: FastifyReply, deps: ApiDeps): Promise<Exchange> {
  const { id } = request.params as { id: string }
  const caller = (await deps.callerOf(request)) ?? anonymousActor
  const found = await findTable(deps.db, id, caller)
  reply.header("cache-control", caller === anonymousActor ? "public, no-cache" : "no-store")
  addVary(reply, "authorization")
  const parameters = [...new URL(request.url, deps.baseUrl).searchParams]
  return {
    ...{ request, reply, deps, caller, parameters, gone: goneWith(reply) },
    ...{ language: readerLanguage(request), ...found },
  }
}

/**
 * Whether the reader has this answer already: rows are the same as long as the version of the table, the question, its
 * form and our program are.
 */
export function isKnown({ request, reply, table, parameters, deps }: Exchange, form: string): boolean {
  const { number, parquet } = table.version
  const name = JSON.stringify([table.id, number, parquet.sha256, parameters, form, deps.version])
  const etag = `W/"${createHash("sha256").update(name).digest("base64url").slice(0, 22)}"`
  reply.header("etag", etag)
  return matchesEtag(request.headers["if-none-match"], etag)
}

/** In the reader's language, so that caches keep one for each. */
export function sayLanguage({ reply, language }: Exchange): void {
  addVary(reply, "accept-language")
  reply.header("content-language", language)
}

export function sendJson({ reply }: Pick<Exchange, "reply">, body: unknown): FastifyReply {
  return reply.type("application/json").send(Buffer.from(JSON.stringify(body)))
}
