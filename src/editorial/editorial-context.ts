import { type Actor, hasScope, mayEverything } from "../platform/actor.ts"
import type { NewId } from "../platform/ids.ts"
import { NotAllowed, Refusal } from "../platform/refusal.ts"

export interface EditorialContext {
  readonly by: Actor
  readonly at: Date
  readonly newId: NewId
}

/** The portal's own pages, announcements and settings are the administrators'. */
export function mayEditPortal(actor: Actor): boolean {
  return mayEverything(actor) && hasScope(actor, "administer")
}

export function assertMayEditPortal(actor: Actor): void {
  if (!mayEditPortal(actor)) throw new NotAllowed("edit-portal")
}

/** A page, an announcement or a featured item that is not there (any more). */
export class EditorialNotFound extends Refusal {
  readonly code = "editorial-not-found"
  readonly status = 404

  constructor(id: string) {
    super(`There is nothing of the portal's own with the id ${id}`, { id })
  }
}
