import { stemOf } from "../analysis/index.ts"
import { stemMark } from "../query/index.ts"
import type { Segment } from "../segment/segment.ts"
import { byUnits } from "../segment/string-table.ts"
import type { Run } from "./run.ts"
import type { View } from "./view.ts"

const mostShown = 5
const mostLookedAt = 200

/** The words that were searched in place of one that is nowhere: most frequent first. */
export function wordsInstead(runs: readonly (readonly Run[])[], view: View): readonly string[] {
  const counts = new Map<string, number>()
  for (const [level, ofLevel] of runs.entries()) {
    const { segment } = view.levels[level]!
    for (const term of new Set(ofLevel.flatMap((run) => wordsOf(run.term, segment)))) {
      const word = segment.terms.at(term)
      counts.set(word, (counts.get(word) ?? 0) + segment.postings.counts[term]!)
    }
  }
  const words = [...counts].sort(([a, left], [b, right]) => right - left || byUnits(a, b))
  return words.slice(0, mostShown).map(([word]) => word)
}

/** A word stands for itself, a stem for the words cut to it; they begin alike but for the last letter. */
function wordsOf(term: number, { terms }: Segment): readonly number[] {
  const name = terms.at(term)
  if (!name.startsWith(stemMark)) return [term]
  const stem = name.slice(stemMark.length)
  const beginning = stem.slice(0, -1)
  const found: number[] = []
  const first = terms.lowerBound(beginning)
  for (let at = first; at < Math.min(terms.length, first + mostLookedAt) && terms.startsWith(at, beginning); at++) {
    if (stemOf(terms.at(at)) === stem) found.push(at)
  }
  return found
}
