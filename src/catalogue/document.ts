/**
 * A dataset as an editor writes it: one document with its facts and its files. Drafts hold documents, two documents are
 * compared and merged field by field, and what differs becomes field edits when it is published.
 */
import type { LocalisedText } from "../texts/index.ts"
import type { DistributionId, OrganizationId } from "./dataset.ts"
import type { DistributionFacts } from "./facts.ts"
import type { ShownFacts } from "./layers.ts"

export type Visibility = "public" | "private"

/** One file of the document; its id is given when it is added and stays its id for ever. */
export interface DistributionEntry extends DistributionFacts {
  readonly id: DistributionId
}

export interface DatasetDocument {
  readonly organizationId: OrganizationId
  readonly seriesId?: string
  readonly visibility: Visibility
  /** Why the law keeps it from the public; expected of private ones. */
  readonly privateReason?: LocalisedText
  readonly facts: ShownFacts
  /** In the order shown. */
  readonly distributions: readonly DistributionEntry[]
}

/**
 * Where a value is in a document: `organizationId`, `licence`, `title.fr`, `keywords.ar` (one language of a text or of
 * keywords), `distributions.ID.title.fr`, `distributions.ID.file`, `distributions` (the order: a list of ids).
 */
export type FieldPath = string

/** One difference between two documents; an absent value is `undefined`. */
export interface FieldChange {
  readonly path: FieldPath
  readonly before?: unknown
  readonly after?: unknown
}

/** Both changed the same field to different values: a person decides. */
export interface FieldConflict {
  readonly path: FieldPath
  readonly base?: unknown
  readonly theirs?: unknown
  readonly mine?: unknown
}
