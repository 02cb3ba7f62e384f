import type { Problem } from "../connector.ts"
import { cutAt } from "./clean-text.ts"
import { languageOfText } from "./guess-language.ts"
import { problem } from "./problem.ts"
import { isBlank, isObject, lineOf, listOf, unpackJson } from "./values.ts"

const keywordLimit = 200
const keywordCount = 500

/** Collects keywords by language, without repeats (letter case aside), in the order met. */
export class KeywordCollection {
  readonly #byLanguage = new Map<string, Map<string, string>>()
  #count = 0

  add(keyword: string, language: string): void {
    if (this.#count >= keywordCount) return
    const kept = this.#byLanguage.get(language) ?? new Map<string, string>()
    const key = keyword.toLowerCase()
    if (kept.has(key)) return
    this.#byLanguage.set(language, kept.set(key, keyword))
    this.#count += 1
  }

  toFacts(): Readonly<Record<string, readonly string[]>> | undefined {
    if (this.#count === 0) return undefined
    return Object.fromEntries([...this.#byLanguage].map(([tag, kept]) => [tag, [...kept.values()]]))
  }
}

/** A list of texts or of objects with a name, or one text with separators; each keyword in its own language. */
export function readKeywords(
  raw: unknown,
  {
    into,
    language,
    field,
    problems,
  }: { into: KeywordCollection; language: string; field: string; problems: Problem[] },
): void {
  if (isBlank(raw)) return
  const value = unpackJson(raw)
  if (typeof value === "string") {
    // Many separators may stand together, but not thousands.
    const parts = value.split(/[,;|،؛\n]/, keywordCount * 10)
    if (parts.length > keywordCount) problems.push(problem("too-many-values", field, parts.length))
    for (const part of parts) addKeyword(part, into, language)
    return
  }
  if (!Array.isArray(value)) {
    problems.push(problem("wrong-type", field, raw))
    return
  }
  if (value.length > keywordCount) problems.push(problem("too-many-values", field, value.length))
  for (const entry of value.slice(0, keywordCount)) addKeyword(nameOf(entry), into, language)
}

function addKeyword(raw: unknown, into: KeywordCollection, language: string) {
  const keyword = lineOf(typeof raw === "string" ? cutAt(raw, keywordLimit * 2) : raw)
  if (keyword) into.add(cutAt(keyword, keywordLimit), keywordLanguage(keyword, language))
}

// One word tells its script but not whether it is French or English: only the script overrules the record.
function keywordLanguage(keyword: string, language: string): string {
  const byText = languageOfText(keyword, language)
  return byText === "ar" || language !== "ar" ? (byText === "ar" ? "ar" : language) : "und"
}

function nameOf(entry: unknown): unknown {
  if (!isObject(entry)) return entry
  return listOf(entry.display_name ?? entry.name ?? entry.title ?? entry.label)[0]
}
