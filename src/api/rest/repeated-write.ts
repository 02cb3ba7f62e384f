import type { FastifyRequest } from "fastify"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { once } from "../../platform/idempotency/index.ts"

interface Write<Answer> {
  readonly caller: Actor
  readonly deps: { readonly db: Db }
  readonly answer: (db: Db) => Promise<Answer>
}

/** With an `Idempotency-Key` the work and the memory of its answer are one transaction; without, it is simply done. */
export async function onceByKey<Answer>(request: FastifyRequest, write: Write<Answer>): Promise<Answer> {
  const { caller, deps, answer } = write
  const key = request.headers["idempotency-key"]
  if (typeof key !== "string") return answer(deps.db)
  const { method, url: path, body } = request
  return (await once(deps.db, { account: caller.id, key, request: { method, path, body } }, answer)).answer
}
