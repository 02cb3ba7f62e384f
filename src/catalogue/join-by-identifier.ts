import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"
import type { DatasetFacts } from "./facts.ts"
import { isGlobalIdentifier } from "./global-identifier.ts"
import { isPublic } from "./public-dataset.ts"
import { speaksBefore } from "./speaking-order.ts"

interface Identified {
  readonly remoteId: string
  readonly datasetId?: string
  readonly organizationId: string
  readonly facts: DatasetFacts
}

/**
 * Records that no dataset of ours has yet, and that carry an identifier of one which another source gives: made to be unique
 * in the world, it says that they are the same, and so does the permanent address at a portal that both passed through.
 * Answers remote id → dataset; an identifier that several datasets or several of these records carry says nothing, and nobody
 * takes over another body's dataset by naming it: that is a person's question.
 */
export async function joinByIdentifier(
  tx: Tx,
  records: readonly Identified[],
  sourceId: string,
): Promise<ReadonlyMap<string, string>> {
  const remoteIds = new OnlyOne()
  for (const record of records)
    if (!record.datasetId) for (const name of namesOf(record.facts)) remoteIds.add(name, record.remoteId)
  const names = remoteIds.keys()
  if (names.length === 0) return new Map()
  const datasets = new Map((await datasetsNamed(tx, names, sourceId)).map((one) => [one.id, one]))
  const datasetIds = new OnlyOne()
  for (const one of datasets.values())
    for (const name of new Set([one.identifier, ...one.others])) if (name !== null) datasetIds.add(name, one.id)
  const bodies = new Map(records.map(({ remoteId, organizationId }) => [remoteId, organizationId]))
  const isTheirs = ([remoteId, id]: readonly [string, string]) =>
    datasets.get(id)!.outranked || datasets.get(id)!.organizationId === bodies.get(remoteId)
  return new Map(pairs(names.map((name) => [remoteIds.get(name), datasetIds.get(name)])).filter(isTheirs))
}

function namesOf({ identifier, otherIdentifiers = [] }: DatasetFacts): ReadonlySet<string> {
  return new Set([...(isGlobalIdentifier(identifier) ? [identifier] : []), ...otherIdentifiers])
}

/** What a name means, while it means one thing only. */
class OnlyOne {
  readonly #meanings = new Map<string, string | undefined>()

  add(name: string, meaning: string): void {
    const known = this.#meanings.has(name) && this.#meanings.get(name) !== meaning
    this.#meanings.set(name, known ? undefined : meaning)
  }

  get(name: string): string | undefined {
    return this.#meanings.get(name)
  }

  keys(): readonly string[] {
    return [...this.#meanings.keys()]
  }
}

/** One to one: a record with two datasets to join, or a dataset with two records, is a person's question. */
function pairs(found: readonly (readonly [string | undefined, string | undefined])[]): (readonly [string, string])[] {
  const [datasets, records] = [new OnlyOne(), new OnlyOne()]
  for (const [remoteId, datasetId] of found) {
    if (remoteId === undefined || datasetId === undefined) continue
    datasets.add(remoteId, datasetId)
    records.add(datasetId, remoteId)
  }
  return datasets.keys().flatMap((remoteId) => {
    const datasetId = datasets.get(remoteId)
    return datasetId !== undefined && records.get(datasetId) === remoteId ? [[remoteId, datasetId] as const] : []
  })
}

interface NamedDataset {
  readonly id: string
  readonly identifier: string | null
  readonly others: readonly string[]
  readonly organizationId: string
  /** Another source goes on speaking for it. */
  readonly outranked: boolean
}

/** Served by `dataset_by_identifier` and `dataset_by_other_identifier`. */
async function datasetsNamed(tx: Tx, names: readonly string[], sourceId: string) {
  const { rows } = await sql<NamedDataset>`
    select id, identifier, coalesce(facts -> 'otherIdentifiers', '[]') as others, organization_id as "organizationId",
      exists (
        select from source_record
        join harvest_source as other on other.id = source_record.source_id
        join harvest_source as this on this.id = ${sourceId}
        where entity_id = dataset.id and gone_at is null and ${speaksBefore("other", "this")}
      ) as outranked
    from dataset
    where (
        identifier = any(${names}::text[])
        or (facts ? 'otherIdentifiers' and facts -> 'otherIdentifiers' ?| ${names}::text[])
      )
      and ${isPublic} and purged_at is null
      and exists (select from source_record where entity_id = dataset.id and gone_at is null)
      and not exists (
        select from source_record where entity_id = dataset.id and source_id = ${sourceId} and gone_at is null
      )
    order by id
  `.execute(tx)
  return rows
}
