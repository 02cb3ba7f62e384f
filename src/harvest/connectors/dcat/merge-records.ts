import type { DataServiceFacts, DatasetFacts, DistributionFacts } from "../../../catalogue/index.ts"
import type { FoundRecord } from "../../connector.ts"
import { compact } from "../../reading/index.ts"
import { withoutRepeats } from "./record-reading.ts"

type Kept = Extract<FoundRecord, { facts: unknown }>

/**
 * Two descriptions of one record from two pages. The first says what it says; the second fills what is missing and adds
 * distributions, keywords and datasets served. A record refused on one page and whole on the other is whole.
 */
export function mergeRecords(first: FoundRecord, second: FoundRecord): FoundRecord {
  if (!isKept(first)) return isKept(second) ? second : first
  if (!isKept(second) || first.kind !== second.kind) return first
  const problems = withoutRepeats([...first.problems, ...second.problems])
  return { ...first, facts: mergeFacts(first, second), problems } as FoundRecord
}

function isKept(record: FoundRecord): record is Kept {
  return "facts" in record
}

function mergeFacts(first: Kept, second: Kept): Kept["facts"] {
  const merged = { ...second.facts, ...first.facts }
  if (first.kind === "dataset" && second.kind === "dataset") {
    return compact({
      ...(merged as DatasetFacts),
      keywords: mergeKeywords(first.facts.keywords, second.facts.keywords),
      distributions: mergeDistributions(first.facts.distributions, second.facts.distributions),
    })
  }
  if (first.kind !== "service" || second.kind !== "service") return merged
  const served = new Set([...(first.facts.servesDatasets ?? []), ...(second.facts.servesDatasets ?? [])])
  return compact({ ...(merged as DataServiceFacts), servesDatasets: served.size > 0 ? [...served].sort() : undefined })
}

function mergeKeywords(first: DatasetFacts["keywords"], second: DatasetFacts["keywords"]): DatasetFacts["keywords"] {
  if (!first || !second) return first ?? second
  const tags = new Set([...Object.keys(first), ...Object.keys(second)])
  return Object.fromEntries(
    [...tags].map((tag) => [tag, [...new Set([...(first[tag] ?? []), ...(second[tag] ?? [])])]]),
  )
}

function mergeDistributions(
  first: readonly DistributionFacts[],
  second: readonly DistributionFacts[],
): readonly DistributionFacts[] {
  const known = new Set(first.map(keyOf))
  return [...first, ...second.filter((distribution) => !known.has(keyOf(distribution)))]
}

function keyOf({ remoteId, downloadUrl, accessUrl, format }: DistributionFacts): string {
  return remoteId ?? JSON.stringify([downloadUrl, accessUrl, format])
}
