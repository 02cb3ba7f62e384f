/**
 * Suggestions while typing: values by the sorted keys of `suggestion-keys.ts`, datasets by the words of their titles, the
 * last one unfinished. Half of the room is for values, the rest for datasets; either leaves what it does not need.
 */
import { foldedKey } from "../analysis/index.ts"
import { parseQuery } from "../query/index.ts"
import type { FacetName, ParsedQuery, Suggestion } from "../search-index.ts"
import { byUnits } from "../segment/string-table.ts"
import { longestSuggestionKey, suggestedFacets } from "../segment/suggestion-keys.ts"
import { answerQuery } from "./search-view.ts"
import type { Level, View } from "./view.ts"

const mostKeysRead = 3000
const codeOf = (entry: number) => entry & 0xffffff
const kindOf = (entry: number) => suggestedFacets[entry >>> 24]!

export function suggestFrom(view: View, typed: string, limit: number): readonly Suggestion[] {
  const key = foldedKey(typed)
  if (key === "" || limit <= 0) return []
  const values = suggestedValues(view, key.slice(0, longestSuggestionKey), limit)
  const datasets = suggestedDatasets(view, typed, limit)
  const room = Math.max(Math.ceil(limit / 2), limit - datasets.length)
  const shown = values.slice(0, room)
  return [...shown, ...datasets.slice(0, limit - shown.length)]
}

function suggestedValues(view: View, key: string, limit: number): readonly Suggestion[] {
  const found = new Map<string, Suggestion & { count: number }>()
  for (const level of view.levels) {
    for (const entry of mostCounted(level, entriesBeginning(level, key), limit)) {
      const suggestion = valueSuggestion(view, level, entry)
      found.set(`${suggestion.kind} ${foldedKey(suggestion.value)}`, suggestion)
    }
  }
  return [...found.values()]
    .sort((left, right) => right.count - left.count || byUnits(left.value, right.value))
    .slice(0, limit)
}

function entriesBeginning({ segment: { suggestions } }: Level, key: string): ReadonlySet<number> {
  const { keys, entries } = suggestions
  const first = keys.lowerBound(key)
  const found = new Set<number>()
  for (let at = first; at < Math.min(keys.length, first + mostKeysRead) && keys.startsWith(at, key); at++) {
    found.add(entries[at]!)
  }
  return found
}

function mostCounted(level: Level, entries: ReadonlySet<number>, limit: number): readonly number[] {
  const counted = Array.from(entries, (entry) => ({ entry, count: visibleCount(level, kindOf(entry), codeOf(entry)) }))
  return counted
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count || left.entry - right.entry)
    .slice(0, limit)
    .map(({ entry }) => entry)
}

function valueSuggestion(view: View, level: Level, entry: number): Suggestion & { count: number } {
  const kind = kindOf(entry)
  const facet = level.segment.facets.get(kind)!
  const value = facet.shown.at(codeOf(entry))
  const key = facet.keys.at(codeOf(entry))
  const count = view.levels.reduce(
    (sum, one) => sum + visibleCount(one, kind, one.segment.facets.get(kind)!.keys.find(key)),
    0,
  )
  return { kind, text: level.segment.labels()[kind]?.[key] ?? { und: value }, value, count }
}

function visibleCount({ segment, hidden, hiddenList }: Level, kind: FacetName, code: number): number {
  if (code === -1) return 0
  const { valueStarts, documents } = segment.facets.get(kind)!
  const from = valueStarts[code]!
  const to = valueStarts[code + 1]!
  if (hiddenList.length === 0) return to - from
  let count = 0
  for (let at = from; at < to; at++) if (!hidden.has(documents[at]!)) count++
  return count
}

function suggestedDatasets(view: View, typed: string, limit: number): readonly Suggestion[] {
  const { clauses } = parseQuery(typed, { lastWordUnfinished: true })
  if (clauses.length === 0) return []
  const inTitles: ParsedQuery = { clauses: clauses.map((clause) => ({ ...clause, field: "title" })) }
  const { hits } = answerQuery(view, { limit, offset: 0, facets: [], facetLimit: 0 }, inTitles)
  return hits.map(({ card: { title, slug, sourceLanguage } }) => ({
    kind: "dataset",
    text: title,
    ...(sourceLanguage ? { lang: sourceLanguage } : {}),
    value: slug,
  }))
}
