import { byUnits } from "../segment/string-table.ts"
import type { View } from "./view.ts"

/** A beginning stands for at most this many words: the most frequent ones. */
export const mostExpansions = 400

/** Term numbers per level of the words that begin so. */
export function expandPrefix(prefix: string, view: View): readonly (readonly number[])[] {
  const ranges = view.levels.map(({ segment: { terms } }) => {
    const from = terms.lowerBound(prefix)
    let to = from
    while (to < terms.length && terms.startsWith(to, prefix)) to++
    return Array.from({ length: to - from }, (_, i) => from + i)
  })
  const found = ranges.reduce((sum, range) => sum + range.length, 0)
  return found <= mostExpansions ? ranges : mostFrequent(ranges, view)
}

function mostFrequent(ranges: readonly (readonly number[])[], view: View): readonly (readonly number[])[] {
  const byWord = new Map<string, { count: number; numbers: (number | undefined)[] }>()
  for (const [level, range] of ranges.entries()) {
    const { terms, postings } = view.levels[level]!.segment
    for (const number of range) {
      const word = terms.at(number)
      const entry = byWord.get(word) ?? { count: 0, numbers: [] }
      entry.count += postings.counts[number]!
      entry.numbers[level] = number
      byWord.set(word, entry)
    }
  }
  const kept = [...byWord]
    .sort(([a, left], [b, right]) => right.count - left.count || byUnits(a, b))
    .slice(0, mostExpansions)
  return ranges.map((_, level) => kept.flatMap(([, { numbers }]) => numbers[level] ?? []))
}
