import { type Actor, hasRole, hasScope, mayEverything } from "../../platform/actor.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import type { OfBodies } from "./duplicate-store.ts"

/** Whose questions somebody is asked: all, for administrators; else those about the bodies that she coordinates. */
export function bodiesAskedFor(actor: Actor): OfBodies {
  if (!hasScope(actor, "read")) return []
  if (mayEverything(actor)) return undefined
  return actor.organizationIds.filter((id) => hasRole(actor, id, "coordinator"))
}

/** The same; throws `NotAllowed` for who is asked nothing. */
export function assertAsked(actor: Actor): OfBodies {
  const bodies = bodiesAskedFor(actor)
  if (bodies?.length === 0) throw new NotAllowed("see-duplicates")
  return bodies
}
