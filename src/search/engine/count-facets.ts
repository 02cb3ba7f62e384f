/** Counting facet values over lists of documents of one level. */
import type { Facet, ListColumn, SetColumn } from "../segment/segment.ts"
import type { Scratch } from "./scratch.ts"
import type { Level } from "./view.ts"

/** Count per value number. */
export type Counts = Uint32Array

export function countValues(facet: Facet, lists: readonly Uint32Array[], scratch: Scratch): Counts {
  const counts = new Uint32Array(facet.keys.length)
  for (const documents of lists) {
    if (facet.column.kind === "lists") countLists(facet.column, documents, counts)
    else countSets(facet.column, documents, counts, scratch)
  }
  return counts
}

/** The whole level: lengths of the postings, less what is hidden. */
export function countAll({ segment, hiddenList }: Level, facet: Facet, hidden: Uint32Array, scratch: Scratch): Counts {
  const counts = new Uint32Array(facet.keys.length)
  for (let code = 0; code < counts.length; code++)
    counts[code] = facet.valueStarts[code + 1]! - facet.valueStarts[code]!
  if (hidden.length === 0 || segment.length === 0 || hiddenList.length === 0) return counts
  const gone = countValues(facet, [hidden], scratch)
  for (let code = 0; code < counts.length; code++) counts[code]! -= gone[code]!
  return counts
}

function countLists({ starts, values }: ListColumn, documents: Uint32Array, counts: Counts): void {
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!
    const end = starts[document + 1]!
    for (let at = starts[document]!; at < end; at++) counts[values[at]!]!++
  }
}

function countSets(column: SetColumn, documents: Uint32Array, counts: Counts, scratch: Scratch): void {
  const { word, shift, mask, single } = column
  if (!single && documents.length < column.sets) {
    countFewSets(column, documents, counts)
    return
  }
  const ofSets = new Uint32Array(column.sets)
  for (let i = 0; i < documents.length; i++) ofSets[(word[documents[i]!]! >>> shift) & mask]!++
  if (single) {
    for (let set = 1; set < ofSets.length; set++) counts[set - 1]! += ofSets[set]!
    return
  }
  for (let set = 0; set < ofSets.length; set++) {
    const count = ofSets[set]!
    if (count === 0) continue
    for (let at = column.starts[set]!; at < column.starts[set + 1]!; at++) counts[column.values[at]!]! += count
  }
  void scratch
}

function countFewSets({ word, shift, mask, starts, values }: SetColumn, documents: Uint32Array, counts: Counts): void {
  for (let i = 0; i < documents.length; i++) {
    const set = (word[documents[i]!]! >>> shift) & mask
    for (let at = starts[set]!; at < starts[set + 1]!; at++) counts[values[at]!]!++
  }
}
