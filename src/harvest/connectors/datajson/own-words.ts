import type { SpatialCoverage } from "../../../catalogue/index.ts"
import {
  compact,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageTag,
  lineOf,
  listOf,
  type RecordContext,
  readBox,
  readKeywords,
  readLocalised,
} from "../../reading/index.ts"

/**
 * A portal like ours repeats in `fihrist` the members that DCAT-US cannot hold as it has them, in full: texts and keywords by
 * language, several places; null where the member outside was only filled in for the schema.
 */
export function withOwnWords(raw: JsonObject): JsonObject {
  return isObject(raw.fihrist) ? { ...raw, ...raw.fihrist } : raw
}

/** Language of the texts without a language, where the portal says it; `und` where it says that nobody knows. */
export function ownLanguage(raw: JsonObject): string | undefined {
  const said = isObject(raw.fihrist) ? lineOf(raw.fihrist.metadataLanguage) : undefined
  return said === "und" ? said : said && languageTag(said)
}

/** Keywords by language. */
export function ownKeywords(words: JsonObject, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  for (const [tag, list] of Object.entries(words).slice(0, 50)) {
    readKeywords(listOf(list), { into, language: languageTag(tag) ?? language, field: `keyword.${tag}`, problems })
  }
  return into.toFacts()
}

/** A place as an object: its code where we know it, its names, its box. */
export function ownPlace(raw: JsonObject, context: RecordContext): SpatialCoverage | undefined {
  const { vocabularies, problems, language } = context
  const place: SpatialCoverage = compact({
    code: vocabularies.placeFrom(lineOf(raw.code))?.code,
    label: readLocalised([[raw.label, "spatial.label"]], { shape: "line", language }, problems),
    bbox: raw.bbox === undefined ? undefined : readBox(listOf(raw.bbox).slice(0, 5), "spatial.bbox", problems)?.bbox,
  })
  return Object.keys(place).length > 0 ? place : undefined
}

export function isOwnPlace(raw: unknown): raw is JsonObject {
  return isObject(raw) && ("code" in raw || "label" in raw)
}
