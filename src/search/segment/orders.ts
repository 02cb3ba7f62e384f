/**
 * The place of each document in every order it can be listed in, ties broken by id. Sorting hits then compares whole
 * numbers, and pages of the whole catalogue are read off without sorting.
 */
import type { SectionArray } from "./sections.ts"
import { byUnits } from "./string-table.ts"

/** Orders kept as ranks; `id` is the numbering of documents itself, and relevance without words is `prior`. */
export const rankedOrders = ["modified", "-modified", "issued", "-issued", "popularity", "title", "prior"] as const
export type RankedOrder = (typeof rankedOrders)[number]

export interface OrderedValues {
  readonly modified: Float64Array
  readonly issued: Float64Array
  readonly popularity: Float64Array
  readonly titleKeys: readonly string[]
  readonly prior: Uint8Array
}

export function buildOrders(values: OrderedValues, sections: Map<string, SectionArray>): void {
  const count = values.prior.length
  const compare: Record<RankedOrder, (a: number, b: number) => number> = {
    modified: (a, b) => byDate(values.modified[a]!, values.modified[b]!),
    "-modified": (a, b) => byDateDescending(values.modified[a]!, values.modified[b]!),
    issued: (a, b) => byDate(values.issued[a]!, values.issued[b]!),
    "-issued": (a, b) => byDateDescending(values.issued[a]!, values.issued[b]!),
    popularity: (a, b) => values.popularity[b]! - values.popularity[a]!,
    title: (a, b) => byUnits(values.titleKeys[a]!, values.titleKeys[b]!),
    prior: (a, b) => values.prior[b]! - values.prior[a]!,
  }
  for (const order of rankedOrders) {
    const sorted = Uint32Array.from({ length: count }, (_, document) => document)
    sorted.sort((a, b) => compare[order](a, b) || a - b)
    sections.set(`order.${order}`, inverse(sorted))
  }
}

/** Unknown dates (0) come last in both directions. */
export function byDate(left: number, right: number): number {
  return (left || Number.POSITIVE_INFINITY) - (right || Number.POSITIVE_INFINITY) || 0
}

export function byDateDescending(left: number, right: number): number {
  return right - left
}

/** Rank by document ↔ document by rank. */
export function inverse(permutation: Uint32Array): Uint32Array {
  const inverted = new Uint32Array(permutation.length)
  for (let i = 0; i < permutation.length; i++) inverted[permutation[i]!] = i
  return inverted
}
