import {
  guessLanguage,
  isArabicScript,
  isObject,
  languageTag,
  lineOf,
  listOf,
  textOf,
  unpackJson,
} from "../../reading/index.ts"
import { type Fields, wordsOf } from "./fields.ts"

/**
 * The language that a record is written in. The text itself says it best; then what the record declares (of its metadata,
 * else of its data when that is one language); then the names of its resources; last what the source's options say.
 */
export function packageLanguage(fields: Fields, fallback: string | undefined): string {
  const title = lineOf(fields("title").value) ?? ""
  const byText = guessLanguage(`${title} ${textOf(fields("notes").value)?.slice(0, 600) ?? ""}`)
  if (byText !== "und") return byText
  const translated = translationEqualTo(title, fields("title_translated").value)
  if (translated) return translated
  const declared = declaredLanguage(fields)
  // A Latin title is not Arabic, whatever is declared.
  if (declared && (declared !== "ar" || isArabicScript(title))) return declared
  const byNames = guessLanguage(namesAround(fields))
  return byNames === "und" ? (fallback ?? "und") : byNames
}

/** Names that the same hands wrote: of the resources and of the body. */
function namesAround(fields: Fields): string {
  const organization = fields("organization").value
  const named = [
    ...listOf(fields("resources").value).slice(0, 5).map(nameOf),
    isObject(organization) ? organization.title : fields("org").value,
  ]
  return named.map((name) => lineOf(name) ?? "").join(" ")
}

function nameOf(entry: unknown): unknown {
  return isObject(entry) ? entry.name : undefined
}

/** The plain title of a multilingual record repeats the translation in its first language. */
function translationEqualTo(title: string, translations: unknown): string | undefined {
  const texts = unpackJson(translations)
  if (title === "" || !isObject(texts)) return undefined
  const tag = Object.keys(texts).find((key) => texts[key] === title)
  return tag === undefined ? undefined : languageTag(tag)
}

function declaredLanguage(fields: Fields): string | undefined {
  const ofMetadata = lineOf(fields("metadata-language", "metadata_language").value)
  if (ofMetadata) return languageTag(ofMetadata)
  const ofData = wordsOf(fields("language"))
  const only = ofData.length === 1 ? lineOf(ofData[0]) : undefined
  return only ? languageTag(only) : undefined
}
