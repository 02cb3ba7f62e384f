/** What earlier runs stored of a source, record by record. */
import { sql } from "kysely"
import type { DatasetFacts } from "../catalogue/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import { PackedMap } from "./packed-map.ts"
import type { KnownRecord } from "./plan-harvest.ts"
import type { RecordIndex } from "./record-index.ts"
import { knownPacking } from "./record-packings.ts"

const rowsAtOnce = 5_000

/** By remote id; read in parts, as they may be hundreds of thousands. Served by the primary key. */
export async function knownRecords(db: Db, sourceId: string, index?: RecordIndex): Promise<PackedMap<KnownRecord>> {
  const known = new PackedMap(knownPacking, index)
  for (let last: string | undefined, isMore = true; isMore; ) {
    const { rows } = await sql<KnownRecord & { remoteId: string }>`
      select remote_id as "remoteId", entity_id as "entityId", encode(hash, 'hex') as hash, kind, gone_at is not null as gone
      from source_record
      where source_id = ${sourceId} ${last === undefined ? sql`` : sql`and remote_id > ${last}`}
      order by remote_id
      limit ${rowsAtOnce}
    `.execute(db)
    for (const { remoteId, ...record } of rows) known.set(remoteId, record)
    last = rows.at(-1)?.remoteId
    isMore = rows.length === rowsAtOnce
  }
  return known
}

/** What we hold under these names at the source; renumbered records are found by it. */
export async function snapshotsOf(
  db: Db,
  { sourceId, remoteIds }: { sourceId: string; remoteIds: readonly string[] },
): Promise<{ remoteId: string; snapshot: DatasetFacts }[]> {
  const { rows } = await sql<{ remote_id: string; snapshot: DatasetFacts }>`
    select remote_id, snapshot from source_record
    where source_id = ${sourceId} and kind = 'dataset' and remote_id = any(${remoteIds}::text[])
    order by remote_id
  `.execute(db)
  return rows.map(({ remote_id, snapshot }) => ({ remoteId: remote_id, snapshot }))
}

/** The same records under their new names at the source. */
export async function renameRecords(
  tx: Tx,
  sourceId: string,
  names: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  await sql`
    update source_record set remote_id = renamed."to"
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as renamed ("from" text, "to" text)
    where source_id = ${sourceId} and remote_id = renamed."from"
  `.execute(tx)
}

/** Those of these live records that were taken over with files. */
export async function thoseWithFiles(
  db: Db,
  { sourceId, remoteIds }: { sourceId: string; remoteIds: readonly string[] },
): Promise<string[]> {
  if (remoteIds.length === 0) return []
  const { rows } = await sql<{ remote_id: string }>`
    select remote_id from source_record
    where source_id = ${sourceId} and remote_id = any(${remoteIds}::text[]) and gone_at is null and kind = 'dataset'
      and jsonb_array_length(snapshot -> 'distributions') > 0
    order by remote_id
  `.execute(db)
  return rows.map(({ remote_id }) => remote_id)
}

/**
 * Whether what is here was made by this record and never held by another source, nor joined with anything else. Where others had
 * it, the record may have come here by them and back. Served by the primary key and `source_record_of_entity`.
 */
export async function isOnlyOrigin(
  db: Db,
  record: { readonly sourceId: string; readonly remoteId: string; readonly entityId: string },
): Promise<boolean> {
  const { sourceId, remoteId, entityId } = record
  const { rows } = await sql`
    select from source_record
    where source_id = ${sourceId} and remote_id = ${remoteId} and entity_id = ${entityId}
      and not exists (select from source_record where entity_id = ${entityId} and source_id <> ${sourceId})
      and not exists (select from dataset where joined_to = ${entityId})
  `.execute(db)
  return rows.length > 0
}
