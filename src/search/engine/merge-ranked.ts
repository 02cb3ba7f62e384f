import { byDate, byDateDescending, type RankedOrder } from "../segment/orders.ts"
import { byUnits } from "../segment/string-table.ts"
import type { Ordering, Ranked } from "./top-hits.ts"

type Compare = (left: Ranked, right: Ranked) => number

const compareBy: Record<RankedOrder, Compare> = {
  modified: (a, b) => byDate(a.level.segment.modified[a.document]!, b.level.segment.modified[b.document]!),
  "-modified": (a, b) => byDateDescending(a.level.segment.modified[a.document]!, b.level.segment.modified[b.document]!),
  issued: (a, b) => byDate(a.level.segment.issued[a.document]!, b.level.segment.issued[b.document]!),
  "-issued": (a, b) => byDateDescending(a.level.segment.issued[a.document]!, b.level.segment.issued[b.document]!),
  popularity: (a, b) => b.level.segment.popularity[b.document]! - a.level.segment.popularity[a.document]!,
  title: (a, b) => byUnits(a.level.segment.titleKeys.at(a.document), b.level.segment.titleKeys.at(b.document)),
  prior: (a, b) => b.level.segment.prior[b.document]! - a.level.segment.prior[a.document]!,
}

/** The levels' own best lists, laid together in the same order. */
export function mergeRanked(lists: readonly (readonly Ranked[])[], ordering: Ordering): readonly Ranked[] {
  if (lists.length === 1) return lists[0]!
  const compare = comparison(ordering)
  return lists.flat().sort((left, right) => compare(left, right) || byId(left, right))
}

function comparison(ordering: Ordering): Compare {
  if (ordering.by === "score") return (left, right) => right.score - left.score
  return ordering.by === "id" ? () => 0 : compareBy[ordering.order]
}

function byId(left: Ranked, right: Ranked): number {
  return byUnits(left.level.segment.ids.at(left.document), right.level.segment.ids.at(right.document))
}
