import type { LocalisedText } from "../texts/index.ts"

/** A code always goes with its code list: `iso:TN-11`, `ins:1151` (DESIGN §3). */
export type Code = `${string}:${string}`

export interface Theme {
  readonly code: string
  readonly label: LocalisedText
  /** EU data-theme code (`AGRI`, `TRAN`…). */
  readonly euTheme?: string
  readonly icon?: string
  readonly position: number
  /** Since when no chooser offers it. */
  readonly retiredAt?: Date
  /** The code meant instead of it. */
  readonly replacedBy?: string
}

export interface Licence {
  readonly code: string
  readonly title: LocalisedText
  readonly url?: string
  readonly open: boolean
  readonly kind: string
  /** Spellings and identifiers met, mapped here at harvest. */
  readonly rawValues: readonly string[]
  readonly remark?: LocalisedText
  /** Since when no chooser offers it. */
  readonly retiredAt?: Date
  /** The code meant instead of it. */
  readonly replacedBy?: string
}

export interface Place {
  readonly code: Code
  readonly name: LocalisedText
  /** One of those that the country's conventions name. */
  readonly level: string
  readonly parentCode?: Code
  /** Codes of the same place in other lists. */
  readonly otherCodes: readonly Code[]
  readonly aliases: readonly string[]
  readonly lat?: number
  readonly lon?: number
  /** Since when no chooser offers it. */
  readonly retiredAt?: Date
  /** The code meant instead of it. */
  readonly replacedBy?: string
}

export interface Frequency {
  /** EU authority code: ANNUAL, MONTHLY, DAILY, IRREG, UNKNOWN… */
  readonly code: string
  readonly label: LocalisedText
  /** Longest silence before a dataset is late; absent where there is no rhythm. */
  readonly days?: number
}

export interface VocabularyLists {
  readonly themes: readonly Theme[]
  readonly licences: readonly Licence[]
  readonly places: readonly Place[]
  readonly frequencies: readonly Frequency[]
}

/** The entries that a chooser offers. */
export function inUse<Entry extends { readonly retiredAt?: Date }>(list: readonly Entry[]): Entry[] {
  return list.filter(({ retiredAt }) => retiredAt === undefined)
}

/** The lists with their resolvers, built once per process from `VocabularyLists` and rebuilt when they change. */
export interface Vocabularies extends VocabularyLists {
  /** Identifier, title, URL or any spelling → licence. */
  licenceFrom(raw: string | undefined): Licence | undefined
  /** Own code, label in any language, EU theme code or URI, group name → theme. */
  themeFrom(raw: string | undefined): Theme | undefined
  /** EU code or URI, DCAT/CKAN/ISO 8601 duration, words in ar/fr/en → frequency. */
  frequencyFrom(raw: string | undefined): Frequency | undefined
  /** Name in any language or spelling, code with or without its list → place. Ambiguous input gives nothing. */
  placeFrom(raw: string | undefined): Place | undefined
  /** Declared format, media type or file name extension (".JPG", "text/csv", "http://…/CSV", "Excel") → format code. */
  formatFrom(declared: string | undefined, mediaType?: string, url?: string): string | undefined
}
