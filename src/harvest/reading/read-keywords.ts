import type { Problem } from "../connector.ts"
import { cutAt } from "./clean-text.ts"
import { languageOfText } from "./guess-language.ts"
import { problem, tellTooMany } from "./problem.ts"
import { isBlank, isObject, lineOf, listOf, unpackJson } from "./values.ts"

const keywordLimit = 200
const keywordCount = 500
// Many separators may stand together, and many repeats, but not thousands.
const mostRead = keywordCount * 10

/** Collects keywords by language, without repeats (letter case aside), in the order met. */
export class KeywordCollection {
  readonly #byLanguage = new Map<string, Map<string, string>>()
  #count = 0

  /** False where there is no room for it. */
  add(keyword: string, language: string): boolean {
    const kept = this.#byLanguage.get(language) ?? new Map<string, string>()
    const key = keyword.toLowerCase()
    if (kept.has(key)) return true
    if (this.#count >= keywordCount) return false
    this.#byLanguage.set(language, kept.set(key, keyword))
    this.#count += 1
    return true
  }

  toFacts(): Readonly<Record<string, readonly string[]>> | undefined {
    if (this.#count === 0) return undefined
    return Object.fromEntries([...this.#byLanguage].map(([tag, kept]) => [tag, [...kept.values()]]))
  }
}

/** A list of texts or of objects with a name, or one text with separators; each keyword in its own language. */
export function readKeywords(
  raw: unknown,
  reading: { into: KeywordCollection; language: string; field: string; problems: Problem[] },
): void {
  const { field, problems } = reading
  if (isBlank(raw)) return
  const value = unpackJson(raw)
  if (typeof value === "string") {
    const parts = value.split(/[,;|،؛\n]/, mostRead)
    addKeywords(parts, reading)
    return
  }
  if (!Array.isArray(value)) {
    problems.push(problem("wrong-type", field, raw))
    return
  }
  addKeywords(value.slice(0, mostRead).map(nameOf), reading)
}

function addKeywords(
  words: readonly unknown[],
  {
    into,
    language,
    field,
    problems,
  }: { into: KeywordCollection; language: string; field: string; problems: Problem[] },
): void {
  for (const raw of words) {
    const keyword = lineOf(typeof raw === "string" ? cutAt(raw, keywordLimit * 2) : raw)
    if (!keyword || into.add(cutAt(keyword, keywordLimit), keywordLanguage(keyword, language))) continue
    tellTooMany(problems, field, words.length > keywordCount ? words.length : undefined)
    return
  }
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
