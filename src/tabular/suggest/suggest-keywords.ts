import { directionOfText } from "../../texts/index.ts"
import { fold } from "../../vocabulary/index.ts"
import type { Suggestion, SuggestionInput, SuggestionReason } from "./suggestion.ts"
import { saysSomething, type Word, wordsIn } from "./words.ts"

const mostKeywords = 8
const mostColumns = 60

/** Keywords that the organisation used before and that stand here, then words of the title, then names of columns. */
export function suggestKeywords({ titles, files, vocabularies, organizationHistory }: SuggestionInput) {
  const found = new Map<string, Map<string, Suggestion<string>>>()
  const add = (language: string, value: string, given: Pick<Suggestion<string>, "reason" | "confidence">) => {
    const known = found.get(language) ?? new Map<string, Suggestion<string>>()
    found.set(language, known)
    const key = wordsIn(value)
      .map((word) => word.key)
      .join(" ")
    if (key !== "" && known.size < mostKeywords && !known.has(key)) known.set(key, { value, ...given })
  }
  const columns = files.flatMap(({ facts }) => facts.table?.columns.map(({ name }) => name) ?? []).slice(0, mostColumns)
  const text = ` ${fold([...Object.values(titles), ...columns].join(" "))} `

  for (const [language, keywords] of Object.entries(organizationHistory?.keywords ?? {})) {
    for (const keyword of keywords) {
      if (text.includes(` ${fold(keyword)} `)) add(language, keyword, known("used-before", "high"))
    }
  }
  for (const [language, title] of Object.entries(titles)) {
    const tag = language === "und" ? languageOf(title) : language
    for (const word of wordsIn(title).filter((one) => isKeyword(one, vocabularies.placeFrom))) {
      add(tag, keywordFrom(word), known("words-of-title", "medium"))
    }
  }
  for (const name of columns) {
    for (const word of wordsIn(name).filter((one) => isKeyword(one, vocabularies.placeFrom))) {
      if (word.key.length >= 5) add(languageOf(name), keywordFrom(word), known("column-names", "low"))
    }
  }
  return Object.fromEntries([...found].map(([language, those]) => [language, [...those.values()]]))
}

function known(code: SuggestionReason["code"], confidence: Suggestion<string>["confidence"]) {
  return { reason: { code }, confidence }
}

function languageOf(text: string): string {
  return directionOfText(text) === "rtl" ? "ar" : "fr"
}

// Places have a field of their own.
function isKeyword(word: Word, placeFrom: SuggestionInput["vocabularies"]["placeFrom"]): boolean {
  return saysSomething(word) && !placeFrom(word.raw)
}

/** Lower case, unless it is an acronym; without the Arabic article. */
function keywordFrom({ raw }: Word): string {
  const isAcronym = raw.length <= 6 && raw === raw.toUpperCase() && raw !== raw.toLowerCase()
  return isAcronym ? raw : raw.toLowerCase().replace(/^(?:وال|بال|لل|ال)(?=\p{L}{3})/u, "")
}
