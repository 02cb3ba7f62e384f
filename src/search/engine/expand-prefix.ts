import { byUnits, type StringTable } from "../segment/string-table.ts"
import type { Level, View } from "./view.ts"

/** A beginning stands for at most about this many words: the most frequent ones. */
export const mostExpansions = 400

interface Range {
  readonly from: number
  readonly to: number
}

/** Term numbers per level of the words that begin so. */
export function expandPrefix(prefix: string, view: View): readonly (readonly number[])[] {
  const ranges = view.levels.map(({ segment }) => rangeOf(segment.terms, prefix))
  const found = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  if (found <= mostExpansions)
    return ranges.map(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
  const frequent = ranges.map((range, level) => mostFrequent(view.levels[level]!, range))
  return frequent.length === 1 ? frequent : sameInAll(frequent, view)
}

function rangeOf(terms: StringTable, prefix: string): Range {
  const from = terms.lowerBound(prefix)
  // Nothing in a dictionary begins with the last unit there is, so this is the end of all that begins so.
  return { from, to: terms.lowerBound(`${prefix}\uffff`) }
}

const termRoom = 2 ** 26

function mostFrequent({ segment: { postings } }: Level, { from, to }: Range): readonly number[] {
  const keys = new Float64Array(to - from)
  for (let i = 0; i < keys.length; i++) keys[i] = postings.counts[from + i]! * termRoom + (termRoom - 1 - (from + i))
  const best = keys.sort().subarray(Math.max(0, keys.length - mostExpansions))
  return Array.from(best, (key) => termRoom - 1 - (key % termRoom)).sort((left, right) => left - right)
}

/** A word frequent in one level is looked for in all of them, lest an updated document lose it. */
function sameInAll(frequent: readonly (readonly number[])[], view: View): readonly (readonly number[])[] {
  const words = new Set(
    frequent.flatMap((numbers, level) => numbers.map((number) => view.levels[level]!.segment.terms.at(number))),
  )
  const sorted = [...words].sort(byUnits)
  return view.levels.map(({ segment }) =>
    sorted.map((word) => segment.terms.find(word)).filter((number) => number !== -1),
  )
}
