/** From counts per level to the values shown: best counted first, then by value; the chosen ones always among them. */
import { facetKey } from "../facet-values.ts"
import type { FacetName, FacetValue } from "../search-index.ts"
import { byUnits } from "../segment/string-table.ts"
import type { Counts } from "./count-facets.ts"
import type { View } from "./view.ts"

interface Counted {
  readonly key: string
  readonly value: string
  readonly count: number
}

interface FacetQuestion {
  readonly name: FacetName
  readonly limit: number
  readonly chosen: readonly string[]
}

export function facetAnswer(
  view: View,
  perLevel: readonly Counts[],
  { name, limit, chosen }: FacetQuestion,
): readonly FacetValue[] {
  const best = bestValues(view, perLevel, name, limit)
  const chosenKeys = new Set(chosen.map((value) => facetKey(name, value)))
  const shown = best.map(({ key, value, count }) => ({ value, count, selected: chosenKeys.delete(key) }))
  const rest = [...chosenKeys].sort(byUnits).map((key) => chosenValue(view, perLevel, name, key, chosen))
  return [...shown, ...rest]
}

function bestValues(view: View, perLevel: readonly Counts[], name: FacetName, limit: number): readonly Counted[] {
  if (perLevel.length === 0) return []
  return perLevel.length === 1 ? bestOfOne(view, perLevel[0]!, name, limit) : bestOfAll(view, perLevel, name, limit)
}

function chosenValue(
  view: View,
  perLevel: readonly Counts[],
  name: FacetName,
  key: string,
  chosen: readonly string[],
): FacetValue {
  let value: string | undefined
  let count = 0
  for (const [level, counts] of perLevel.entries()) {
    const facet = view.levels[level]!.segment.facets.get(name)!
    const code = facet.keys.find(key)
    if (code === -1) continue
    value ??= facet.shown.at(code)
    count += counts[code]!
  }
  return { value: value ?? chosen.find((text) => facetKey(name, text) === key) ?? key, count, selected: true }
}

function bestOfOne(view: View, counts: Counts, name: FacetName, limit: number): readonly Counted[] {
  const { keys, shown } = view.levels[0]!.segment.facets.get(name)!
  return bestCodes(counts, limit).map((code) => ({ key: keys.at(code), value: shown.at(code), count: counts[code]! }))
}

/** Numbers of the best counted values; value numbers follow the order of keys, so an earlier number wins a tie. */
function bestCodes(counts: Counts, limit: number): readonly number[] {
  const best: number[] = []
  let least = 0
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code]!
    if (count <= least) continue
    let place = best.length
    while (place > 0 && counts[best[place - 1]!]! < count) place--
    best.splice(place, 0, code)
    if (best.length > limit) best.pop()
    if (best.length === limit) least = counts[best[limit - 1]!]!
  }
  return limit === 0 ? [] : best
}

// A value's count is spread over the levels. The later levels are small: their values are added up by key, and of the
// first level it is enough to know its best ones and those that a later level has too.
function bestOfAll(view: View, perLevel: readonly Counts[], name: FacetName, limit: number): readonly Counted[] {
  const base = view.levels[0]!.segment.facets.get(name)!
  const counted = new Map<string, Counted>()
  for (const [level, counts] of perLevel.entries()) {
    if (level === 0) continue
    const facet = view.levels[level]!.segment.facets.get(name)!
    for (let code = 0; code < counts.length; code++) {
      if (counts[code] === 0) continue
      const key = facet.keys.at(code)
      const known = counted.get(key)
      counted.set(key, { key, value: known?.value ?? facet.shown.at(code), count: (known?.count ?? 0) + counts[code]! })
    }
  }
  const baseCounts = perLevel[0]!
  const candidates: Counted[] = []
  for (const { key, value, count } of counted.values()) {
    const code = base.keys.find(key)
    candidates.push(
      code === -1 ? { key, value, count } : { key, value: base.shown.at(code), count: count + baseCounts[code]! },
    )
  }
  for (const code of bestCodes(baseCounts, limit)) {
    const key = base.keys.at(code)
    if (!counted.has(key)) candidates.push({ key, value: base.shown.at(code), count: baseCounts[code]! })
  }
  return candidates.sort((left, right) => right.count - left.count || byUnits(left.key, right.key)).slice(0, limit)
}
