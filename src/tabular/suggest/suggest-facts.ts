/**
 * What the form proposes for a dataset, from what was written so far and from its files. Pure; each proposal says where it
 * comes from and how sure it is, and none is ever written without somebody accepting it.
 */
import { fold } from "../../vocabulary/index.ts"
import { suggestKeywords } from "./suggest-keywords.ts"
import { suggestPlaces } from "./suggest-places.ts"
import { suggestThemes } from "./suggest-themes.ts"
import { suggestFrequency, suggestPeriod } from "./suggest-time.ts"
import { suggestTitle } from "./suggest-title.ts"
import type { Suggestion, SuggestionInput, Suggestions } from "./suggestion.ts"

export function suggestFacts(input: SuggestionInput): Suggestions {
  const frequency = suggestFrequency(input)
  const temporal = suggestPeriod(input)
  const title = suggestTitle(input)
  return {
    themes: suggestThemes(input),
    keywords: suggestKeywords(input),
    ...(frequency ? { frequency } : {}),
    spatial: suggestPlaces(input),
    ...(temporal ? { temporal } : {}),
    ...(title ? { title } : {}),
    languages: suggestLanguages(input),
    formats: input.files.flatMap(({ facts: { format } }, file) =>
      format
        ? [{ file, value: format, reason: { code: "content-of-file" } as const, confidence: "high" as const }]
        : [],
    ),
  }
}

const englishWords =
  /(^| )(the|of|name|number|year|month|date of|count|value|district|code of|total number|population by|rate)( |$)/
const frenchWords = /(^| )(de|du|des|la|le|nom|nombre|annee|mois|taux|et|d|l|gouvernorat|quantite|valeur)( |$)/

/** Languages of the files by their letters; of Latin ones by a few words, as far as they tell. */
function suggestLanguages({ files }: SuggestionInput): Suggestion<string>[] {
  const text = files
    .flatMap(
      ({ facts }) =>
        facts.table?.columns.flatMap(({ name, type, examples }) => [name, ...(type === "text" ? examples : [])]) ?? [],
    )
    .join(" ")
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return []
  const arabic = (text.match(/[\u0600-\u06ff]/g)?.length ?? 0) / letters
  const folded = fold(text)
  const latin = frenchWords.test(folded) || /[éèêàçù]/i.test(text) ? "fr" : englishWords.test(folded) ? "en" : undefined
  const reason = { code: "letters-in-file" } as const
  return [
    ...(arabic > 0.15 ? [{ value: "ar", reason, confidence: "high" as const }] : []),
    ...(arabic < 0.85 && latin ? [{ value: latin, reason, confidence: "medium" as const }] : []),
  ]
}
