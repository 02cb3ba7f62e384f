/**
 * Filters by facet: OR within a facet, AND between facets. A facet that is both filtered and counted shows what each of
 * its values would give if chosen instead, so its counts leave its own filter out. One pass does it: for each document
 * count the filters it fails; none → a hit, counted everywhere; exactly one → counted in that facet alone.
 */
import { facetKey } from "../facet-values.ts"
import { type FacetName, facetNames, type SearchRequest } from "../search-index.ts"
import type { DocumentBits } from "../segment/documents.ts"
import type { Facet } from "../segment/segment.ts"
import type { Scratch } from "./scratch.ts"
import type { Level } from "./view.ts"

/** The filter on one facet in one level. */
export interface FacetFilter {
  readonly name: FacetName
  readonly facet: Facet
  /** Numbers of the chosen values that exist here. */
  readonly codes: readonly number[]
  /** Also counted, so its near misses matter. */
  readonly counted: boolean
  readonly length: number
}

export function filtersOf({ segment }: Level, request: SearchRequest): readonly FacetFilter[] {
  return facetNames.flatMap((name) => {
    const chosen = request.filters?.[name]
    if (!chosen?.length) return []
    const facet = segment.facets.get(name)!
    const keys = new Set(chosen.map((value) => facetKey(name, value)))
    const codes = [...keys].map((key) => facet.keys.find(key)).filter((code) => code !== -1)
    const length = codes.reduce((sum, code) => sum + facet.valueStarts[code + 1]! - facet.valueStarts[code]!, 0)
    return [{ name, facet, codes, counted: request.facets.includes(name), length }]
  })
}

/** Writes the documents that pass all of the filters (at least one), ascending; answers how many. */
export function matchFilters(filters: readonly FacetFilter[], scratch: Scratch): number {
  const [shortest, ...others] = filters.toSorted((left, right) => left.length - right.length)
  let count = readFilter(shortest!, scratch)
  for (const filter of others) count = restrict(filter, count, scratch)
  return count
}

function readFilter(filter: FacetFilter, { bits, documents }: Scratch): number {
  const runs = runsOf(filter)
  if (runs.length === 1) {
    documents.set(runs[0]!)
    return runs[0]!.length
  }
  for (const run of runs) addAll(bits, run)
  const count = bits.writeTo(documents)
  bits.clear()
  return count
}

function restrict(filter: FacetFilter, count: number, scratch: Scratch): number {
  const { documents, failures } = scratch
  failures.fill(0, 0, count)
  noteFailures(filter, 0, count, scratch)
  let kept = 0
  for (let i = 0; i < count; i++) if (failures[i] === 0) documents[kept++] = documents[i]!
  return kept
}

function runsOf({ facet, codes }: FacetFilter): readonly Uint32Array[] {
  return codes.map((code) => facet.documents.subarray(facet.valueStarts[code]!, facet.valueStarts[code + 1]!))
}

function addAll(bits: DocumentBits, run: Uint32Array): void {
  for (let i = 0; i < run.length; i++) bits.add(run[i]!)
}

export interface Sifted {
  readonly hits: number
  /** Per filter (same order): documents that fail this one alone. */
  readonly near: readonly Uint32Array[]
}

/** Keeps the hits at the front of the scratch. Failing an uncounted filter is failing twice. */
export function sift(filters: readonly FacetFilter[], count: number, scratch: Scratch): Sifted {
  if (filters.length === 0) return { hits: count, near: [] }
  const { documents, scores, failures, failed, near } = scratch
  failures.fill(0, 0, count)
  for (const [index, filter] of filters.entries()) noteFailures(filter, index, count, scratch)
  const nearCounts = new Uint32Array(filters.length)
  let misses = 0
  for (let i = 0; i < count; i++) {
    if (failures[i] !== 1) continue
    nearCounts[failed[i]!]!++
    misses++
  }
  const starts = runningSums(nearCounts)
  const next = starts.slice()
  let hits = 0
  for (let i = 0; i < count; i++) {
    const document = documents[i]!
    if (failures[i] === 0) {
      documents[hits] = document
      scores[hits++] = scores[i]!
    } else if (failures[i] === 1 && misses > 0) near[next[failed[i]!]!++] = document
  }
  return { hits, near: filters.map((_, i) => near.subarray(starts[i]!, starts[i]! + nearCounts[i]!)) }
}

function runningSums(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length)
  for (let i = 1; i < counts.length; i++) starts[i] = starts[i - 1]! + counts[i - 1]!
  return starts
}

function noteFailures(filter: FacetFilter, index: number, count: number, scratch: Scratch): void {
  const { documents, failures, failed, bits } = scratch
  const weight = filter.counted ? 1 : 2
  const { column } = filter.facet
  if (column.kind === "sets") {
    const { word, shift, mask } = column
    const accepted = acceptedSets(filter)
    for (let i = 0; i < count; i++) {
      if (accepted[(word[documents[i]!]! >>> shift) & mask] === 1) continue
      failures[i]! += weight
      failed[i] = index
    }
    return
  }
  for (const run of runsOf(filter)) addAll(bits, run)
  for (let i = 0; i < count; i++) {
    if (bits.has(documents[i]!)) continue
    failures[i]! += weight
    failed[i] = index
  }
  bits.clear()
}

function acceptedSets({ facet, codes }: FacetFilter): Uint8Array {
  const { column } = facet
  if (column.kind !== "sets") throw new TypeError("a facet kept as lists has no sets")
  const accepted = new Uint8Array(column.sets)
  if (column.single) {
    for (const code of codes) accepted[code + 1] = 1
    return accepted
  }
  const chosen = new Uint8Array(facet.keys.length)
  for (const code of codes) chosen[code] = 1
  for (let set = 0; set < column.sets; set++) {
    for (let i = column.starts[set]!; i < column.starts[set + 1]!; i++)
      if (chosen[column.values[i]!] === 1) accepted[set] = 1
  }
  return accepted
}
