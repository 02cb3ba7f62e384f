/** Which datasets look like one another, from what they share; a person is asked about each such pair. */
import { isGlobalIdentifier } from "../global-identifier.ts"
import { type DuplicateSign, duplicateSigns, type SharedValue, type Side } from "./duplicate-store.ts"

/** Two datasets that may be the same, the smaller id first, and what they share. */
export interface LikelyPair {
  readonly one: string
  readonly other: string
  readonly signs: readonly DuplicateSign[]
}

/** Each dataset is asked about with so many others at most, those first that share more. */
export const mostPerDataset = 20

export interface Found {
  /** Datasets whose questions are wanted. */
  readonly wanted: ReadonlySet<string>
  readonly shared: readonly SharedValue[]
  /** What is not among them is not published. */
  readonly sides: readonly Side[]
}

export function pairUp({ wanted, shared, sides }: Found): LikelyPair[] {
  const sideOf = new Map(sides.map((side) => [side.id, side]))
  const pairs = new Map<string, LikelyPair>()
  for (const [id, others] of othersOf(wanted, shared)) {
    const mine = sideOf.get(id)
    if (!mine) continue
    for (const pair of bestOf(mine, others, sideOf)) pairs.set(`${pair.one} ${pair.other}`, pair)
  }
  return [...pairs.values()]
}

type Others = ReadonlyMap<string, ReadonlySet<DuplicateSign>>

/** Of each wanted dataset those that share a value with it, and by which signs. */
function othersOf(wanted: ReadonlySet<string>, shared: readonly SharedValue[]): ReadonlyMap<string, Others> {
  const found = new Map<string, Map<string, Set<DuplicateSign>>>()
  for (const { sign, ids } of shared) {
    for (const id of ids) {
      if (!wanted.has(id)) continue
      const others = found.get(id) ?? new Map<string, Set<DuplicateSign>>()
      found.set(id, others)
      for (const other of ids) if (other !== id) others.set(other, (others.get(other) ?? new Set()).add(sign))
    }
  }
  return found
}

function bestOf(mine: Side, others: Others, sideOf: ReadonlyMap<string, Side>): LikelyPair[] {
  return [...others]
    .flatMap(([id, found]) => {
      const theirs = sideOf.get(id)
      if (!theirs || !areOfDifferentSources(mine, theirs)) return []
      const signs = signsOf(found, mine, theirs)
      if (!isLikely({ signs, identifier: mine.identifier, sameBody: isSameBody(mine, theirs) })) return []
      const [one, other] = mine.id < id ? [mine.id, id] : [id, mine.id]
      return [{ one, other, signs }]
    })
    .sort((a, b) => b.signs.length - a.signs.length || (a.one + a.other < b.one + b.other ? -1 : 1))
    .slice(0, mostPerDataset)
}

/** One of them at least is harvested, and no source has both: what one portal lists twice is two for it. */
function areOfDifferentSources(mine: Side, theirs: Side): boolean {
  return (
    mine.sources.length + theirs.sources.length > 0 && !mine.sources.some((source) => theirs.sources.includes(source))
  )
}

/** Titles are looked up within one body only; between two bodies they confirm what else is shared. */
function signsOf(found: ReadonlySet<DuplicateSign>, mine: Side, theirs: Side): DuplicateSign[] {
  const isTitle = mine.titleKeys.some((key) => theirs.titleKeys.includes(key))
  return duplicateSigns.filter((sign) => (sign === "title" ? isTitle : found.has(sign))).sort()
}

const isSameBody = (mine: Side, theirs: Side) => mine.organizationId === theirs.organizationId

/** Whether a person should look: what is unique in the world alone, anything else only together with another sign. */
export function isLikely(given: {
  readonly signs: readonly DuplicateSign[]
  readonly identifier?: string | undefined
  readonly sameBody: boolean
}): boolean {
  const { signs, identifier, sameBody } = given
  const has = new Set(signs)
  if (has.has("landing-page") || (has.has("identifier") && isGlobalIdentifier(identifier))) return true
  return has.has("title") ? sameBody || has.has("address") || has.has("identifier") : signs.length > 1
}
