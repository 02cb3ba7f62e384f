import type { LocalisedText } from "../../texts/index.ts"

/** What the engine stores and compares. Lossless: a value that does not fit its column's type is kept as it was written. */
export const columnTypes = ["integer", "decimal", "boolean", "date", "datetime", "time", "text", "geometry"] as const
export type ColumnType = (typeof columnTypes)[number]

/**
 * What the values are beyond their type, where it was recognised with certainty.
 * - `year`: an integer; `month`: a text `YYYY-MM` or an integer 1 to 12;
 * - `percent`: a decimal, 12.5 for "12,5 %"; `money`: a decimal or integer in `unit` (`TND`, or `millime`);
 * - `place`: codes or names of places, known by `codeList` (`iso:TN`, `ins`, …; see vocabulary);
 * - `email`, `phone`, `identity`: signs of personal data, told to the publisher.
 */
export const meanings = [
  "year",
  "month",
  "code",
  "percent",
  "money",
  "latitude",
  "longitude",
  "place",
  "url",
  "email",
  "phone",
  "identity",
] as const
export type Meaning = (typeof meanings)[number]

/** Values that do not fit the type of their column; none is lost. */
export interface NotFitting {
  readonly count: number
  /** At most five different ones, as written; none of a column that looks personal. */
  readonly examples: readonly string[]
}

export interface Column {
  /** Stable name in queries and exports: `[a-z][a-z0-9_]*`, unique in its table, never one that ends in `__written`. */
  readonly name: string
  /** As written in the file, in any language, lines and spaces joined; a number from 1 where the file has no name. */
  readonly header: string
  readonly type: ColumnType
  readonly meaning?: Meaning
  readonly unit?: string
  /** Of the places in it: `{codeList, level}`; `placeColumn` is the name of the derived column that holds their codes. */
  readonly places?: { readonly codeList: string; readonly level: string; readonly placeColumn: string }
  /** Said where there are any: the Parquet file then holds `NAME__written`, filled for these rows only. */
  readonly notFitting?: NotFitting
  /** How the dates of the whole column are written (`DD/MM/YYYY`…), where it was decided. */
  readonly dateFormat?: string
  /** The publisher's words (data dictionary), in as many languages as there are. */
  readonly label?: LocalisedText
  readonly description?: LocalisedText
}

/** Suffix of the hidden column with the values, as written, that do not fit the type of the column before it. */
export const writtenSuffix = "__written"
/** Suffix of the hidden columns that a geometry has beside it: its box, in degrees of WGS 84. */
export const boxSuffixes = ["__xmin", "__ymin", "__xmax", "__ymax"] as const
/** Suffix of the hidden text column with the codes of places that were recognised. */
export const placeSuffix = "__place"
