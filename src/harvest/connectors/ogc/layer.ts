/** What is common to a layer of a WMS and a feature type of a WFS, before it is read into facts. */
import { childrenNamed, wholeText, type XmlElement } from "../../reading/index.ts"

export interface Layer {
  readonly name: string
  readonly titles: readonly LanguageText[]
  readonly abstracts: readonly LanguageText[]
  readonly keywords: readonly LanguageText[]
  /** West, south, east, north as written; nothing where the service gives no box in degrees. */
  readonly box?: Sides
  /** First and last moment, as written. */
  readonly time?: readonly [start: string | undefined, end: string | undefined]
  readonly metadataUrls: readonly TypedUrl[]
  /** Addresses of the data that the service itself gives. */
  readonly dataUrls: readonly TypedUrl[]
  readonly addresses: readonly Address[]
  readonly publisher?: { readonly name: string | undefined; readonly url: string | undefined }
}

export interface LanguageText {
  readonly text: string
  readonly language?: string
}

export type Sides = readonly [west: string, south: string, east: string, north: string]

export interface TypedUrl {
  readonly url: string
  readonly type: string
}

/** Where the service gives the layer: a file for those who load, a way in for those who look. */
export interface Address {
  readonly url: string
  readonly isFile: boolean
  readonly format: string
  readonly mediaType?: string
}

const xlink = "{http://www.w3.org/1999/xlink}href"
const xmlLang = "{http://www.w3.org/XML/1998/namespace}lang"

export function hrefOf(element: XmlElement | undefined): string | undefined {
  const { attributes } = element ?? {}
  return attributes?.[xlink] ?? attributes?.href ?? attributes?.onlineResource
}

/** All texts of that name; each may say its language (OWS Common 2.0 §7). */
export function textsNamed(element: XmlElement | undefined, name: string): LanguageText[] {
  return childrenNamed(element, name).flatMap((child) => {
    const text = wholeText(child)
    const language = child.attributes[xmlLang]?.split("-")[0]
    return text === undefined ? [] : [{ text, ...(language ? { language } : {}) }]
  })
}
