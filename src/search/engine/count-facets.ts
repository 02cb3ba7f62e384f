/**
 * Counting facet values over documents of one level. Facets packed into one word are counted together: the words of the
 * hits are fetched once, in the order of the hits, and each facet then runs over that short, dense list. What costs is
 * fetching from memory at random, so there is one such fetch per hit and word.
 */
import type { FacetName } from "../search-index.ts"
import type { Facet, ListColumn, SetColumn } from "../segment/segment.ts"
import type { Scratch } from "./scratch.ts"
import type { Level } from "./view.ts"

/** Count per value number. */
export type Counts = Uint32Array

export interface Tally {
  readonly facet: Facet
  readonly counts: Counts
}

export function tallyOf({ segment }: Level, name: FacetName): Tally {
  const facet = segment.facets.get(name)!
  return { facet, counts: new Uint32Array(facet.keys.length) }
}

/** Adds the values of the documents to each tally. */
export function countInto(tallies: readonly Tally[], documents: Uint32Array, scratch: Scratch): void {
  if (documents.length === 0) return
  let fetched: Uint32Array | undefined
  for (const { facet, counts } of tallies.toSorted(byWord)) {
    const { column } = facet
    if (column.kind === "lists") {
      countLists(column, documents, counts)
      continue
    }
    if (column.word !== fetched) fetchWords(column.word, documents, scratch.words)
    fetched = column.word
    countSets(column, scratch.words, documents.length, counts)
  }
}

/** The whole level: lengths of the postings, less what is hidden. */
export function countAll(tally: Tally, hidden: Uint32Array, scratch: Scratch): void {
  const { facet, counts } = tally
  const gone = { facet, counts: new Uint32Array(counts.length) }
  countInto([gone], hidden, scratch)
  for (let code = 0; code < counts.length; code++) {
    counts[code] = facet.valueStarts[code + 1]! - facet.valueStarts[code]! - gone.counts[code]!
  }
}

// Sections lie in the buffer in a fixed order, so their place tells words apart.
function byWord(left: Tally, right: Tally): number {
  const place = ({ facet: { column } }: Tally) => (column.kind === "sets" ? column.word.byteOffset : 0)
  return place(left) - place(right)
}

function fetchWords(column: Uint32Array, documents: Uint32Array, words: Uint32Array): void {
  for (let i = 0; i < documents.length; i++) words[i] = column[documents[i]!]!
}

function countLists({ starts, values }: ListColumn, documents: Uint32Array, counts: Counts): void {
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!
    const end = starts[document + 1]!
    for (let at = starts[document]!; at < end; at++) counts[values[at]!]!++
  }
}

function countSets(column: SetColumn, words: Uint32Array, count: number, counts: Counts): void {
  if (count < column.sets) countFew(column, words, count, counts)
  else countMany(column, words, count, counts)
}

function countFew(
  { shift, mask, single, starts, values }: SetColumn,
  words: Uint32Array,
  count: number,
  counts: Counts,
): void {
  for (let i = 0; i < count; i++) {
    const set = (words[i]! >>> shift) & mask
    if (single) {
      if (set !== 0) counts[set - 1]!++
      continue
    }
    const end = starts[set + 1]!
    for (let at = starts[set]!; at < end; at++) counts[values[at]!]!++
  }
}

/** One increment per hit; the sets are taken apart once, at the end. */
function countMany(
  { shift, mask, single, sets, starts, values }: SetColumn,
  words: Uint32Array,
  count: number,
  counts: Counts,
): void {
  const ofSets = new Uint32Array(sets)
  for (let i = 0; i < count; i++) ofSets[(words[i]! >>> shift) & mask]!++
  for (let set = 1; set < sets; set++) {
    const times = ofSets[set]!
    if (times === 0) continue
    if (single) counts[set - 1]! += times
    else for (let at = starts[set]!; at < starts[set + 1]!; at++) counts[values[at]!]! += times
  }
}
