import { QueryMistake, type RowsPage } from "../../../tabular/index.ts"

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

/** What a page says of a question that was not answered; whatever is no refusal travels on. */
export function refusedAs(error: unknown): Found<never> {
  if (error instanceof QueryMistake) return { kind: "mistake", mistake: error }
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "query-took-too-long" || code === "query-too-large") return { kind: "too-slow" }
  if (code === "engine-busy") return { kind: "busy" }
  throw error
}
