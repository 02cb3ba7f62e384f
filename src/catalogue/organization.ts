import type { LocalisedText } from "../texts/index.ts"
import type { OrganizationId } from "./dataset.ts"

/** A public body (W3C ORG): publisher of datasets, with its place in the hierarchy and the names it had. */
export interface Organization {
  readonly id: OrganizationId
  readonly slug: string
  readonly name: LocalisedText
  readonly acronym?: string
  readonly description?: LocalisedText
  /** presidency, ministry, agency, public-company, governorate, municipality, university, authority, unit… */
  readonly level: string
  readonly homepage?: string
  readonly parentId?: OrganizationId
  /** Names it had before, and spellings met in harvests. */
  readonly formerNames: readonly LocalisedText[]
  readonly successorId?: OrganizationId
}
