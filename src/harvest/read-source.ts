/** Reads a source to its end: compares each record with what we know by hash, and spools what is new or changed. */
import type { PublisherFacts } from "../catalogue/index.ts"
import { type Connector, type FoundRecord, HarvestStopped, type Problem, type ReadContext } from "./connector.ts"
import { canonicalJson, hashOf, storableText } from "./digest.ts"
import type { FoundDigest, KnownRecord } from "./plan-harvest.ts"
import { publisherKey } from "./resolve-organizations.ts"
import type { StoredSource } from "./source-store.ts"
import type { Spool } from "./spool.ts"

export interface Reading {
  readonly digests: readonly FoundDigest[]
  /** Problems by remote id, of kept and refused records alike. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>
  /** Distinct publishers of the changed records, by key. */
  readonly publishers: ReadonlyMap<string, PublisherFacts>
}

/** Throws `HarvestStopped` when the source could not be enumerated to its end or shows nothing at all. */
export async function readSource(
  connector: Connector,
  source: StoredSource,
  {
    known,
    spool,
    context,
    onRecord,
  }: {
    known: ReadonlyMap<string, KnownRecord>
    spool: Spool
    context: ReadContext
    onRecord?: (count: number) => void
  },
): Promise<Reading> {
  const digests: FoundDigest[] = []
  const problems = new Map<string, readonly Problem[]>()
  const publishers = new Map<string, PublisherFacts>()
  const seen = new Set<string>()
  for await (const given of connector.records(source, context)) {
    if (given.kind === "page-end") continue
    const found = { ...given, remoteId: storableText(given.remoteId) }
    const record = seen.has(found.remoteId) ? duplicate(found) : found
    seen.add(record.remoteId)
    onRecord?.(digests.length + 1)
    if (record.kind !== "skipped" && record.problems.length > 0) problems.set(record.remoteId, record.problems)
    if (record.kind === "refused" || record.kind === "skipped") {
      digests.push({ remoteId: record.remoteId, kind: record.kind, hash: "" })
      continue
    }
    const facts = canonicalJson(record.facts)
    const hash = hashOf(facts)
    digests.push({ remoteId: record.remoteId, kind: record.kind, hash })
    const before = known.get(record.remoteId)
    if (before && before.hash === hash && before.kind === record.kind && !before.gone) continue
    const { publisher } = record.facts
    if (publisher) publishers.set(publisherKey(publisher), publisher)
    await spool.add(spoolLine(record, hash, facts))
  }
  await spool.close()
  if (digests.every((digest) => digest.kind === "skipped")) {
    throw new HarvestStopped("empty-catalogue", "The source answered, but shows no record. Nothing was changed.")
  }
  return { digests, problems, publishers }
}

// The facts are already text: joining beats writing them out a second time.
function spoolLine(record: Extract<FoundRecord, { facts: unknown }>, hash: string, facts: string): string {
  const { kind, remoteId, problems } = record
  return `${JSON.stringify({ kind, remoteId, hash, problems }).slice(0, -1)},"facts":${facts}}`
}

function duplicate(found: FoundRecord): FoundRecord {
  return {
    kind: "refused",
    remoteId: found.remoteId,
    problems: [
      {
        code: "duplicate-id",
        field: "id",
        value: found.remoteId.slice(0, 200),
        message: "Another record of this source has the same identifier. Give each record an identifier of its own.",
      },
    ],
  }
}
