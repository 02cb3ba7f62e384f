import type { QueryMistake, RowsPage } from "../../../tabular/index.ts"

/** What a question found, or why it found nothing: its mistake, or that it asks too much. */
export type Found<What> =
  | { readonly kind: "found"; readonly found: What }
  | { readonly kind: "mistake"; readonly mistake: QueryMistake }
  | { readonly kind: "too-slow" }
  | { readonly kind: "busy" }

export type FoundRows = Found<RowsPage>
