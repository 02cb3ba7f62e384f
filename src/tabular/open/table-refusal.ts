import type { RefusalValues } from "../../platform/refusal.ts"

/** Why no table can be made of a file. Texts for the publisher in three languages by code. */
export const tableRefusalCodes = [
  "empty-file",
  "html-instead",
  "login-page",
  "encrypted",
  "damaged",
  "bomb",
  "too-large",
  "too-many-rows",
  "too-many-columns",
  "took-too-long",
  "no-table",
  "not-tabular",
  "unknown-format",
  "unreachable",
  "disk-full",
] as const
export type TableRefusalCode = (typeof tableRefusalCodes)[number]

/** Expected in bulk, so it is a value of the ingestion and no answer of ours: kept beside the distribution, shown to all. */
export class CannotBeTable extends Error {
  readonly code: TableRefusalCode
  readonly values: RefusalValues

  constructor(code: TableRefusalCode, values: RefusalValues = {}) {
    super(`No table: ${code} ${JSON.stringify(values)}`)
    this.name = "CannotBeTable"
    this.code = code
    this.values = values
  }
}
