import type { FastifyRequest } from "fastify"
import type { Actor } from "../../platform/actor.ts"
import type { Answer, RestDeps } from "./endpoint.ts"

export async function onceByKey<T>(
  _request: FastifyRequest,
  { answer }: { deps: RestDeps; caller: Actor; answer: () => Promise<Answer<T>> },
): Promise<Answer<T>> {
  return answer()
}
