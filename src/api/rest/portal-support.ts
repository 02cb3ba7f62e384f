/** What the addresses of the portal's own content share. */
import { z } from "zod"
import { EditorialNotFound, mayEditPortal } from "../../editorial/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import type { Texts } from "../reader-language.ts"
import { type Endpoint, endpoint, type RestDeps } from "./endpoint.ts"
import { doing, idParameter, knownId } from "./office-support.ts"

export const group = "portal"
export const anId = "01930000-0000-7000-8000-000000000001"
export const textPatch = z.record(z.string(), z.string().nullable())
export const byId = { pathParameters: { id: idParameter }, query: {} } as const

export function assertMayEditPortal(caller: Actor): void {
  if (!mayEditPortal(caller)) throw new NotAllowed("edit-portal")
}

export function notFound(id: string): EditorialNotFound {
  return new EditorialNotFound(id)
}

export function removal(
  given: { readonly id: string; readonly path: string; readonly summary: Texts },
  take: (db: Db, one: { id: string }, context: ReturnType<typeof doing>) => Promise<void>,
): Endpoint {
  return endpoint({
    ...given,
    method: "DELETE",
    group,
    ...byId,
    answer: z.null(),
    status: 204,
    refusals: ["editorial-not-found"],
    examples: [],
    async handle({ path, ...input }, deps: RestDeps) {
      await take(deps.db, { id: knownId(path.id, notFound) }, doing(input, deps))
      return { kind: "done" }
    },
  })
}
