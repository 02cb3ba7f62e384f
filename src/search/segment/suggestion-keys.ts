/**
 * What is typed → what is suggested: for each organisation, keyword, place and theme a key per word it begins with, in
 * every language it has, folded. Keys are sorted, so all that begins alike stands together.
 */
import { foldedKey, withoutArticle } from "../analysis/index.ts"
import type { FacetName } from "../search-index.ts"
import type { RawFacet } from "./facet-column.ts"
import type { SectionArray } from "./sections.ts"
import { byUnits, StringTable } from "./string-table.ts"

export const suggestedFacets = ["organization", "theme", "place", "keyword"] as const satisfies readonly FacetName[]
export const longestSuggestionKey = 32
const mostKeysPerText = 8

export type FacetLabels = ReadonlyMap<string, Readonly<Record<string, string>>>

export function buildSuggestions(
  facets: readonly RawFacet[],
  labels: readonly FacetLabels[],
  sections: Map<string, SectionArray>,
): void {
  const keys: string[] = []
  const entries: number[] = []
  const named: Record<string, Record<string, Readonly<Record<string, string>>>> = {}
  for (const [kind, name] of suggestedFacets.entries()) {
    const index = facets.findIndex((facet) => facet.name === name)
    const facet = facets[index]!
    const sortedKeys = facet.keys.toSorted(byUnits)
    const shown = new Map(facet.keys.map((key, number) => [key, facet.shown[number]!]))
    const known = labels[index]!
    for (const [code, key] of sortedKeys.entries()) {
      const label = known.get(key)
      for (const text of label ? Object.values(label) : [shown.get(key)!]) {
        for (const start of suggestionKeys(text)) {
          keys.push(start)
          entries.push(kind * 0x1000000 + code)
        }
      }
    }
    named[name] = Object.fromEntries(sortedKeys.flatMap((key) => (known.has(key) ? [[key, known.get(key)!]] : [])))
  }
  const order = keys.map((_, i) => i).sort((a, b) => byUnits(keys[a]!, keys[b]!) || entries[a]! - entries[b]!)
  const table = StringTable.from(order.map((i) => keys[i]!))
  sections.set("suggest.keys.starts", table.starts)
  sections.set("suggest.keys.units", table.units)
  sections.set(
    "suggest.entries",
    Uint32Array.from(order, (i) => entries[i]!),
  )
  sections.set("labels", new Uint8Array(Buffer.from(JSON.stringify(named))))
}

/** The text from each of its words on; an Arabic word also without its article. */
export function suggestionKeys(text: string): ReadonlySet<string> {
  const words = foldedKey(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const keys = new Set<string>()
  for (let i = 0; i < Math.min(words.length, mostKeysPerText); i++) {
    const rest = words.slice(i + 1).join(" ")
    for (const word of [words[i]!, withoutArticle(words[i]!)])
      keys.add(`${word} ${rest}`.trim().slice(0, longestSuggestionKey))
  }
  return keys
}
