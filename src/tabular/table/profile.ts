/** What the values of a column are like, by a scan of all rows. */
export interface ColumnProfile {
  readonly name: string
  readonly missing: number
  /** Different values; estimated (HyperLogLog) beyond some hundred thousand rows. */
  readonly distinct: number
  readonly distinctType: "exact" | "estimate"
  /** Of numbers, dates and times, as the rows of the API give them. */
  readonly min?: string | number
  readonly max?: string | number
  readonly mean?: number
  readonly median?: number
  readonly sum?: number
  /** Of numbers and dates: at most 12 bins of equal width between min and max. */
  readonly histogram?: readonly {
    readonly from: string | number
    readonly to: string | number
    readonly count: number
  }[]
  /** Most frequent values, at most ten; none of columns whose values are all different or that look personal. */
  readonly top?: readonly { readonly value: string | number | boolean; readonly count: number }[]
  /** Longest text, in characters. */
  readonly longest?: number
}
