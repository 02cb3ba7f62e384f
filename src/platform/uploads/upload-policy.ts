/** Who may send files, and how much at once. Pure. */
import { type Actor, hasRole, hasScope, mayEverything } from "../actor.ts"

/** Whoever may write a draft somewhere: which draft a file may join is asked when it joins. */
export function mayUpload(actor: Actor): boolean {
  if (actor.id === "anonymous" || !hasScope(actor, "write")) return false
  if (mayEverything(actor)) return true
  return (
    actor.organizationIds.some((id) => hasRole(actor, id, "contributor")) ||
    Object.values(actor.collaborations).includes("editor")
  )
}

export interface UploadLimits {
  /** Of one file. */
  readonly fileBytes: number
  /** Under way at once, of one account. */
  readonly uploads: number
  /** All of these together. */
  readonly unfinishedBytes: number
  /** What must stay free on the disk: the database grows there too. */
  readonly reserveBytes: number
  /** Days that an upload waits for its next byte, and a file for its dataset. */
  readonly keptDays: number
}

export function uploadLimits(fileBytes: number): UploadLimits {
  return { fileBytes, uploads: 50, unfinishedBytes: 10 * fileBytes, reserveBytes: 256 * 2 ** 20, keptDays: 7 }
}
