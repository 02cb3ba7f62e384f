/**
 * Distributions keep their identifier across harvests (DESIGN §3). Sources reorder, rename and re-address files, so found
 * and known are paired one to one by the strongest sign first: remote id, then normalised address, then title and format,
 * then position. Each pass only looks at what the stronger ones left over.
 */
import type { DistributionFacts } from "./facts.ts"

export interface KnownDistribution {
  readonly id: string
  readonly position: number
  readonly remoteId?: string
  readonly facts: DistributionFacts
}

export interface DistributionMatch {
  /** For each found distribution, in order: the known one it continues, if any. */
  readonly continued: readonly (KnownDistribution | undefined)[]
  /** Known ones that no longer exist at the source. */
  readonly vanished: readonly KnownDistribution[]
}

type Key = (facts: DistributionFacts, position: number) => string | undefined

const signs: readonly Key[] = [
  (facts) => facts.remoteId,
  (facts) => addressOf(facts),
  (facts) => (facts.title ? `${JSON.stringify(Object.entries(facts.title).sort())}|${facts.format ?? ""}` : undefined),
  (_facts, position) => String(position),
]

export function matchDistributions(
  known: readonly KnownDistribution[],
  found: readonly DistributionFacts[],
): DistributionMatch {
  const continued: (KnownDistribution | undefined)[] = found.map(() => undefined)
  let left = known
  for (const sign of signs) {
    const byKey = new Map<string, KnownDistribution[]>()
    for (const one of left) {
      const key = sign(one.facts, one.position)
      if (key === undefined) continue
      const same = byKey.get(key)
      if (same) same.push(one)
      else byKey.set(key, [one])
    }
    const taken = new Set<KnownDistribution>()
    found.forEach((facts, position) => {
      if (continued[position]) return
      const key = sign(facts, position)
      const match =
        key === undefined ? undefined : byKey.get(key)?.find((one) => mayContinue(one, facts) && !taken.has(one))
      if (!match) return
      taken.add(match)
      continued[position] = match
    })
    left = left.filter((one) => !taken.has(one))
    if (left.length === 0) break
  }
  return { continued, vanished: left }
}

// Two different identifiers given by the source are its word that these are two things, whatever else agrees.
function mayContinue(known: KnownDistribution, found: DistributionFacts): boolean {
  return !known.facts.remoteId || !found.remoteId || known.facts.remoteId === found.remoteId
}

function addressOf(facts: DistributionFacts): string | undefined {
  const url = facts.downloadUrl ?? facts.accessUrl
  return url ? normaliseUrl(url) : undefined
}

/** One spelling per address: scheme and host in lower case, no default port, no fragment, no trailing slash, http = https. */
export function normaliseUrl(url: string): string {
  try {
    const { host, pathname, search } = new URL(url)
    return `${host.toLowerCase()}${pathname.replace(/\/+$/, "")}${search}`
  } catch {
    return url.trim()
  }
}
