import type { LocalisedText } from "../texts/index.ts"

/** A dataset of a simulated sectoral portal, before its protocol gives it a shape. */
export interface DemoDataset {
  readonly key: string
  /** UUID made from portal and key: the same at every start. */
  readonly id: string
  readonly title: LocalisedText
  readonly description?: LocalisedText
  readonly keywords: Readonly<Record<string, readonly string[]>>
  /** Theme code of the country pack. */
  readonly theme: string
  readonly publisher: { readonly slug: string; readonly name: LocalisedText }
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

export interface DemoFile {
  readonly name: string
  readonly title: LocalisedText
  /** Format as the portal declares it, which may be wrong. */
  readonly format: string
  readonly mediaType: string
  readonly modified: string
  /** Nothing for a link that leads nowhere. */
  readonly body?: () => Uint8Array
  /** The portal tells the size of some files only. */
  readonly tellsSize: boolean
}
