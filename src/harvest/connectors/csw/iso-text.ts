import type { LocalisedText } from "../../../texts/index.ts"
import { languageTag, type RecordContext, readLocalised, type XmlElement } from "../../reading/index.ts"
import { codeIn, find, firstText, textIn } from "./find.ts"

/** What every reader of one ISO record needs; `locales` are the languages that it declares, by their ids. */
export interface IsoReading extends RecordContext {
  readonly locales: ReadonlyMap<string, string>
}

/** Language of the metadata: `gmd:language`, in ISO 19115-3 the default locale. */
export function languageOfRecord(root: XmlElement): string | undefined {
  const code = codeIn(find(root, "language", "defaultLocale/PT_Locale/language")[0]) ?? firstText(root, "language")
  return code === undefined ? undefined : languageTag(code)
}

export function localesOf(root: XmlElement): ReadonlyMap<string, string> {
  const locales = find(root, "locale/PT_Locale", "otherLocale/PT_Locale", "defaultLocale/PT_Locale")
  return new Map(
    locales.flatMap((locale) => {
      const tag = languageTag(codeIn(find(locale, "languageCode", "language")[0]) ?? "")
      const id = locale.attributes.id
      return tag && id ? [[id, tag] as const] : []
    }),
  )
}

export type TextPlace = readonly [raw: string, field: string, language?: string]

/** A text in all its languages, those that say their own first; as `readLocalised` takes them. */
export function placesOfText(property: XmlElement, field: string, { locales }: IsoReading): readonly TextPlace[] {
  const translations = find(
    property,
    "PT_FreeText/textGroup/LocalisedCharacterString",
    "PT_FreeText/textGroup/LocalisedURL",
  ).slice(0, 50)
  const places = translations.map((translation): TextPlace => {
    const id = (translation.attributes.locale ?? "").replace(/^.*#/, "")
    return [translation.text, field, locales.get(id) ?? languageTag(id.replace(/^locale-/i, ""))]
  })
  const main = textIn(property)
  return main === undefined ? places : [...places, [main, field]]
}

export function localised(
  properties: readonly XmlElement[],
  field: string,
  shape: "line" | "text",
  reading: IsoReading,
): LocalisedText | undefined {
  const places = properties.flatMap((property) => placesOfText(property, field, reading))
  return readLocalised(places, { shape, language: reading.language }, reading.problems)
}
