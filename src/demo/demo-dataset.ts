import type { LocalisedText } from "../texts/index.ts"

export interface Publisher {
  readonly slug: string
  readonly name: LocalisedText
}

/** A dataset of a simulated sectoral portal, before its protocol gives it a shape. */
export interface DemoDataset {
  readonly key: string
  /** Key of the template that it was written out from. */
  readonly family: string
  /** Identifier of the series it belongs to. */
  readonly inSeries?: string
  /** UUID made from portal and key: the same at every start. */
  readonly id: string
  readonly title: LocalisedText
  readonly description?: LocalisedText
  readonly keywords: Readonly<Record<string, readonly string[]>>
  /** Theme code of the country pack. */
  readonly theme: string
  readonly publisher: Publisher
  readonly licence?: string
  readonly frequency?: string
  readonly issued: string
  readonly modified: string
  /** Place as the portal writes it. */
  readonly place?: string
  readonly period?: { readonly start: string; readonly end: string }
  readonly languages: readonly string[]
  readonly files: readonly DemoFile[]
}

export interface DemoSeries {
  readonly key: string
  readonly id: string
  readonly title: LocalisedText
  readonly description: LocalisedText
  readonly publisher: Publisher
  readonly issued: string
}

/** A data service, which really answers on the portal's listener. */
export interface DemoService extends Omit<DemoSeries, "issued"> {
  readonly licence: string
  readonly columns: readonly { readonly name: string; readonly title: string }[]
  readonly records: () => readonly Readonly<Record<string, unknown>>[]
  /** Identifiers of the datasets served. */
  readonly datasets: readonly string[]
}

export interface DemoFile {
  readonly name: string
  readonly title: LocalisedText
  /** Format as the portal declares it, which may be wrong. */
  readonly format: string
  readonly mediaType: string
  readonly modified: string
  /** Path on the listener, where another portal serves it. */
  readonly at?: string
  /** Nothing for a link that leads nowhere. */
  readonly body?: () => Uint8Array
  /** The portal tells the size of some files only. */
  readonly tellsSize: boolean
}
