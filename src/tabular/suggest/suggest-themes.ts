/**
 * Themes by words: each word of title, description and columns that begins as a topic's word speaks for it, the title's
 * three times as loud. Topics become the portal's own themes by their EU theme and their labels.
 */
import { fold, type Theme } from "../../vocabulary/index.ts"
import type { Suggestion, SuggestionInput } from "./suggestion.ts"
import { type Topic, topics } from "./topics.ts"
import { type Word, wordsIn } from "./words.ts"

const mostThemes = 3
const weights = { title: 3, description: 0.5, column: 0.7 }
const longestStem = 24
const weakWeight = 0.3

interface Stem {
  readonly topic: number
  readonly whole: boolean
  readonly weight: number
}

const stemsByText = new Map<string, Stem[]>()
for (const [topic, { stems }] of topics.entries()) {
  for (const stem of stems) {
    const text = stem.replace(/[~$]/g, "").split("_").map(fold).join("_")
    const known = stemsByText.get(text) ?? []
    const weight = stem.startsWith("~") ? weakWeight : 1
    stemsByText.set(text, [...known, { topic, whole: stem.endsWith("$"), weight }])
  }
}

export function suggestThemes({ titles, descriptions, files, vocabularies, organizationHistory }: SuggestionInput) {
  const scores = topics.map(() => 0)
  const heard = topics.map(() => new Set<string>())
  const hear = (texts: readonly string[], weight: number) => {
    for (const word of new Map(texts.flatMap(withPairs).map((one) => [one.key, one])).values()) {
      for (const stem of stemsOf(word)) {
        scores[stem.topic]! += weight * stem.weight * topics[stem.topic]!.weight
        heard[stem.topic]!.add(word.raw)
      }
    }
  }
  hear(Object.values(titles), weights.title)
  hear(Object.values(descriptions ?? {}), weights.description)
  hear(
    files.flatMap(({ facts }) => facts.table?.columns.map(({ name }) => name) ?? []),
    weights.column,
  )
  return ranked(themeScores({ scores, heard, themes: vocabularies.themes, used: organizationHistory?.themes ?? [] }))
}

/** The words of a text and its pairs of neighbours, the small words between them left out. */
function withPairs(text: string): Word[] {
  const words = wordsIn(text).filter(({ key }) => key.length > 2 && key !== "des" && key !== "the")
  const pairs = words
    .slice(1)
    .map((word, at) => ({ raw: `${words[at]!.raw} ${word.raw}`, key: `${words[at]!.key}_${word.key}` }))
  return [...words, ...pairs]
}

/** The longest stem that a word begins with decides; several topics may share it. */
function stemsOf({ key }: Word): readonly Stem[] {
  for (let length = Math.min(key.length, longestStem); length >= 2; length--) {
    const found = stemsByText.get(key.slice(0, length))?.filter(({ whole }) => !whole || length === key.length)
    const isWhole = key.slice(0, length).includes("_") === key.includes("_")
    if (isWhole && found && found.length > 0) return found.filter(({ whole }) => whole || length >= 3)
  }
  return []
}

interface Scored {
  readonly theme: Theme
  readonly score: number
  readonly words: readonly string[]
  readonly usedBefore: boolean
}

function themeScores(given: {
  scores: readonly number[]
  heard: readonly ReadonlySet<string>[]
  themes: readonly Theme[]
  used: readonly string[]
}): Scored[] {
  const { scores, heard, themes, used } = given
  const byTheme = new Map<Theme, { score: number; words: Set<string> }>()
  for (const [index, score] of scores.entries()) {
    const theme = score > 0 ? themeOf(topics[index]!, themes) : undefined
    if (!theme) continue
    const known = byTheme.get(theme) ?? { score: 0, words: new Set<string>() }
    byTheme.set(theme, { score: known.score + score, words: new Set([...known.words, ...heard[index]!]) })
  }
  // What the organisation always publishes about tips the scale, and never weighs more than a word of the title.
  for (const code of used.slice(0, 2)) {
    const theme = themes.find((one) => one.code === code)
    if (!theme) continue
    const known = byTheme.get(theme) ?? { score: 0, words: new Set<string>() }
    byTheme.set(theme, { ...known, score: known.score + 1.5 })
  }
  return [...byTheme]
    .map(([theme, { score, words }]) => ({ theme, score, words: [...words], usedBefore: used.includes(theme.code) }))
    .sort((a, b) => b.score - a.score || a.theme.position - b.theme.position)
}

const themesOfLists = new WeakMap<readonly Theme[], Map<Topic, Theme | undefined>>()

/** Of the themes under the topic's EU theme, the one whose labels have most of its words; else the first. */
function themeOf(topic: Topic, themes: readonly Theme[]): Theme | undefined {
  const known = themesOfLists.get(themes) ?? new Map<Topic, Theme | undefined>()
  themesOfLists.set(themes, known)
  if (!known.has(topic)) known.set(topic, findTheme(topic, themes))
  return known.get(topic)
}

function findTheme(topic: Topic, themes: readonly Theme[]): Theme | undefined {
  const number = topics.indexOf(topic)
  const own = themes.filter(({ euTheme }) => euTheme === topic.euTheme)
  const matches = (theme: Theme) =>
    Object.values(theme.label)
      .flatMap(withPairs)
      .filter((word) => stemsOf(word).some(({ topic: of }) => of === number)).length
  return [...own].sort((a, b) => matches(b) - matches(a) || a.position - b.position)[0]
}

function ranked(scored: readonly Scored[]): Suggestion<string>[] {
  const total = scored.reduce((sum, { score }) => sum + score, 0)
  return scored.slice(0, mostThemes).map(({ theme, score, words, usedBefore }) => ({
    value: theme.code,
    reason:
      words.length > 0 || !usedBefore
        ? { code: "words-in-text", values: { words: words.slice(0, 3).join("، ") } }
        : { code: "used-before" },
    confidence: score >= 3 && score >= total * 0.6 ? "high" : score >= 2 && score >= total * 0.3 ? "medium" : "low",
  }))
}
