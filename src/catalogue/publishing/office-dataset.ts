/** A dataset as those see it who work on it: what is shown, the draft over it, where it stands, who may touch it. */
import type { Actor } from "../../platform/actor.ts"
import type { NewId } from "../../platform/ids.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { DatasetId, OrganizationRef, Provenance, Withdrawal } from "../dataset.ts"
import { type DatasetAccess, mayOnDataset } from "../dataset-policy.ts"
import type { DatasetDocument } from "../document.ts"

export const draftStates = ["draft", "in-review", "changes-requested", "scheduled"] as const
export type DraftState = (typeof draftStates)[number]
export const workflowStates = [...draftStates, "published", "withdrawn"] as const
export type WorkflowState = (typeof workflowStates)[number]

/** Who writes, when, and how new things are named. */
export interface WriteContext {
  readonly by: Actor
  readonly at: Date
  readonly newId: NewId
  /** Read from the database where they are not given. */
  readonly vocabularies?: Vocabularies
}

export interface Draft {
  /** The shown document it began from; absent while nothing was ever published. */
  readonly base?: DatasetDocument
  readonly document: DatasetDocument
  readonly state: DraftState
  readonly begunAt: Date
  readonly updatedBy: string
  readonly updatedAt: Date
  /** Who asked for the review: the answer goes there. */
  readonly submittedBy?: string
  readonly publishAt?: Date
}

export interface OfficeDataset {
  readonly id: DatasetId
  /** The identifier itself until the first publication. */
  readonly slug: string
  /** The draft's where there is one. */
  readonly state: WorkflowState
  readonly everPublished: boolean
  readonly shownState?: "published" | "withdrawn"
  readonly trashedAt?: Date
  /** +1 with every write of draft or shown: the ETag. */
  readonly version: number
  readonly organization: OrganizationRef
  readonly access: DatasetAccess
  /** The draft's, else the one shown. */
  readonly document: DatasetDocument
  readonly shown?: DatasetDocument
  readonly draft?: Draft
  readonly createdBy?: string
  readonly createdAt: Date
  /** When what is shown last changed. */
  readonly metadataModified: Date
  readonly withdrawal?: Withdrawal
  readonly sources: readonly Provenance[]
  /** Fields corrected here over what a source says. */
  readonly editedFields: readonly string[]
}

/** Whether the actor may see the work on it, which is more than what the public sees of it. */
export function mayReadOffice(actor: Actor, access: DatasetAccess): boolean {
  return mayOnDataset(actor, "read", { ...access, isPublic: false })
}
