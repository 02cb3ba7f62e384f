import type { QueryMistake, RowsPage } from "../../../tabular/index.ts"

/** What a question found, or why it found nothing: its mistake, or that it asks too much. */
export type Found<What> =
  | { readonly kind: "found"; readonly found: What }
  | { readonly kind: "mistake"; readonly mistake: QueryMistake }
  | { readonly kind: "too-slow" }
  | { readonly kind: "busy" }

export type FoundRows = Found<RowsPage>

/** The status that a page answers with. */
export function statusOf({ kind }: Found<unknown>): number {
  return { found: 200, mistake: 400, "too-slow": 422, busy: 503 }[kind]
}
