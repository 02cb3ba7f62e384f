/** The tables of the demo country and the words that explain their codes. */

export type Cell = string | number | null | object
export type Row = Readonly<Record<string, Cell>>

/** How a coded value reads: its name per language, its form after a preposition, a slug. */
export interface Label {
  readonly slug: string
  readonly fr: string
  /** After "gouvernorat": "de Tunis", "du Kef". */
  readonly ofFr?: string
  /** After "الجرد الوطني": "للسدود". */
  readonly ofAr?: string
  /** After "National inventory": "of dams". */
  readonly ofEn?: string
  readonly ar: string
  readonly en?: string
  readonly lat?: number
  readonly lon?: number
}

/** Column → value → label. */
export type Labels = Readonly<Record<string, Readonly<Record<string, Label>>>>
/** Column → its header per language. */
export type Headers = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface DemoData {
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly labels: Labels
  readonly headers: Headers
}
