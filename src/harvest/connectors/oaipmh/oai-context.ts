import type { Vocabularies } from "../../../vocabulary/index.ts"

/** What reading the records of one source needs. */
export interface OaiContext {
  readonly vocabularies: Vocabularies
  /** Language of records that do not show theirs. */
  readonly language: string | undefined
  /** Types wanted; none: all. */
  readonly types: readonly string[]
}
