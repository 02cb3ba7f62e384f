import type { RefusalValues } from "../../platform/refusal.ts"

/** What was understood of the shape of a table, or set aside: never silently. Texts in three languages by code. */
export const tableNoteCodes = [
  "not-utf8",
  "title-rows",
  "header-at-line",
  "header-lines",
  "no-header",
  "header-repeated",
  "merged-cells",
  "unnamed-columns",
  "duplicate-names",
  "empty-columns",
  "empty-rows",
  "ragged-rows",
  "total-row",
  "footnotes",
  "right-to-left",
  "hidden-sheet",
  "row-limit-of-program",
  "broken-quotes",
  "replaced-characters",
  "not-fitting",
  "nested-flattened",
  "mixed-geometry",
  "reprojected",
  "reprojection-unknown",
  "cut-cells",
  "personal-data",
] as const
export type TableNoteCode = (typeof tableNoteCodes)[number]

export interface TableNote {
  readonly code: TableNoteCode
  readonly values?: RefusalValues
}
