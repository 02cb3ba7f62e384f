import type { OrganizationRef } from "../../../../../catalogue/index.ts"
import type { SourcePublisher, StoredSource, UnmappedValue } from "../../../../../harvest/index.ts"
import type { Vocabularies } from "../../../../../vocabulary/index.ts"
import type { FormRefusal } from "../../../../forms/problems.ts"
import type { OfficePage } from "../../../office-route.ts"

/** Bodies found for what was typed beside one publisher. */
export interface PublisherSearch {
  readonly key: string
  readonly text: string
  readonly hits: readonly OrganizationRef[]
}

export interface MappingModel {
  readonly source: StoredSource
  readonly unmapped: readonly UnmappedValue[]
  readonly vocabularies: Vocabularies
  /** It was run before. */
  readonly isRead: boolean
  readonly publishers: readonly SourcePublisher[]
  readonly search: PublisherSearch | undefined
  /** What was posted and refused. */
  readonly form: URLSearchParams | undefined
  readonly refusal: FormRefusal | undefined
}

export interface SectionOptions {
  readonly page: OfficePage
  readonly model: MappingModel
  /** Where the forms of the page are posted. */
  readonly here: string
}
