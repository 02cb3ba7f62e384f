import type { NewId } from "../../../platform/ids.ts"
import type { RefusalValues } from "../../../platform/refusal.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { OrganizationId } from "../../dataset.ts"
import type { DatasetDocument } from "../../document.ts"

export interface Column {
  /** As it stands in the first row: `title_fr`, `file_url_2`. */
  readonly name: string
  readonly read: (document: DatasetDocument, words: Words) => string
  readonly write: (document: DatasetDocument, cell: string, words: Words) => Written
}

export type Written =
  | { readonly kind: "document"; readonly document: DatasetDocument }
  | { readonly kind: "problem"; readonly rule: string; readonly values?: RefusalValues }

/** What cells mean here. */
export interface Words {
  readonly vocabularies: Vocabularies
  /** Slug, name, acronym or id of a body, folded → its id. */
  readonly organizationFrom: (word: string) => OrganizationId | undefined
  readonly slugOf: (id: OrganizationId) => string | undefined
  readonly newId: NewId
}

/** Takes the value away; an empty cell leaves it as it is. */
export const clearing = "-"

export const mostFiles = 20
