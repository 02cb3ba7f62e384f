import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"
import type { DatasetFacts } from "./facts.ts"
import { isGlobalIdentifier } from "./global-identifier.ts"

/**
 * Records that no dataset of ours has yet, and that carry the identifier of one which another source gives: made to be unique
 * in the world, it says that they are the same. Answers remote id → dataset; an identifier that several datasets or several of
 * these records carry says nothing.
 */
export async function joinByIdentifier(
  tx: Tx,
  records: readonly { readonly remoteId: string; readonly datasetId?: string; readonly facts: DatasetFacts }[],
  sourceId: string,
): Promise<ReadonlyMap<string, string>> {
  const remoteIds = new Map<string, string | undefined>()
  for (const { datasetId, remoteId, facts } of records)
    if (!datasetId && isGlobalIdentifier(facts.identifier))
      remoteIds.set(facts.identifier, remoteIds.has(facts.identifier) ? undefined : remoteId)
  if (remoteIds.size === 0) return new Map()
  const { rows } = await sql<{ identifier: string; id: string }>`
    select identifier, min(dataset.id::text) as id
    from dataset
    where identifier = any(${[...remoteIds.keys()]}::text[]) and state = 'published' and purged_at is null
      and exists (select from source_record where entity_id = dataset.id and gone_at is null)
      and not exists (
        select from source_record where entity_id = dataset.id and source_id = ${sourceId} and gone_at is null
      )
    group by identifier
    having count(*) = 1
  `.execute(tx)
  return new Map(
    rows.flatMap(({ identifier, id }) => {
      const remoteId = remoteIds.get(identifier)
      return remoteId === undefined ? [] : [[remoteId, id] as const]
    }),
  )
}
