import type { LocalisedText } from "../texts/index.ts"
import type { OrganizationId } from "./dataset.ts"

/** A public body (W3C ORG): publisher of datasets, with its place in the hierarchy and the names it had. */
export interface Organization {
  readonly id: OrganizationId
  readonly slug: string
  readonly name: LocalisedText
  readonly acronym?: string
  readonly description?: LocalisedText
  /** One of `organizationLevels`. */
  readonly level: string
  readonly homepage?: string
  readonly parentId?: OrganizationId
  /** Names it had before, and spellings met in harvests. */
  readonly formerNames: readonly LocalisedText[]
  readonly successorId?: OrganizationId
  /** The other heirs of a body that was split. */
  readonly otherSuccessorIds?: readonly OrganizationId[]
  /** Since when it takes nothing new. */
  readonly closedAt?: Date
  readonly email?: string
  readonly phone?: string
  /** Stored file of its logo. */
  readonly logoFileId?: string
  /** Its renamings with their dates, the latest first. */
  readonly renamings?: readonly Renaming[]
}

export interface Renaming {
  readonly name: LocalisedText
  readonly slug: string
  /** The day it was called so last, ISO 8601. */
  readonly until: string
}

/** Where a body stands in the State, the highest first. */
export const organizationLevels = [
  "presidency",
  "ministry",
  "directorate",
  "agency",
  "public-company",
  "independent-authority",
  "authority",
  "regional",
  "governorate",
  "municipality",
  "university",
  "unit",
  "body",
] as const
