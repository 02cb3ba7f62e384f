/** Every statement about copies that are kept of files of elsewhere. */
import { sql } from "kysely"
import { forbiddingCodes } from "../catalogue/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { Declared, Seen } from "./link.ts"

export interface WantedCopy {
  readonly id: string
  readonly declared: Declared
  readonly seen: Seen
  /** Of the copy that it would replace. */
  readonly formerBytes: number
}

/** Files that the public may have, of a source that is archived. */
const isArchived = sql`
  dataset.state = 'published' and dataset.visibility = 'public'
  and coalesce(dataset.facts ->> 'accessRights', 'public') = 'public'
  and distribution.vanished_at is null and not distribution.facts ? 'file'
  and exists (
    select from source_record
    join harvest_source on harvest_source.id = source_record.source_id
    where source_record.entity_id = dataset.id and gone_at is null and harvest_source.archive
  )
`

/** Bytes of the copy that is there. */
const formerBytes = sql<number>`coalesce(stored_file.byte_size, 0)`

/** A host that names no version of its files is asked again after so many days. */
const namelessDays = 30

/**
 * Those whose address works and whose copy is missing or of another version; each is tried once a day at most. Where the room
 * is full, a copy may still take the place of a former one of its size.
 */
export async function wantedCopies(
  db: Db,
  { now, maxBytes, roomBytes, limit }: { now: Date; maxBytes: number; roomBytes: number; limit: number },
): Promise<WantedCopy[]> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const { rows } = await sql<{
    id: string
    url: string
    seen: Seen
    format: string | null
    is_download: boolean
    former: number
  }>`
    select link.distribution_id as id, link.url, link.seen, distribution.facts ->> 'format' as format,
      distribution.facts ? 'downloadUrl' as is_download, ${formerBytes} as former
    from link
    join distribution on distribution.id = link.distribution_id
    join dataset on dataset.id = distribution.dataset_id
    left join archive_copy on archive_copy.distribution_id = link.distribution_id
    left join stored_file on stored_file.id = archive_copy.file_id
    where verdict = 'ok' and code is null and link.seen is not null and ${isArchived}
      and (copy_tried_at is null or copy_tried_at < ${daysAgo(1)})
      and coalesce((link.seen ->> 'byteSize')::bigint, 1) <= least(${maxBytes}, ${roomBytes} + ${formerBytes})
      and (archive_copy.seen is distinct from link.seen
        or (not link.seen ?| array['etag', 'lastModified'] and taken_at < ${daysAgo(namelessDays)}))
    order by copy_tried_at nulls first, link.distribution_id
    limit ${limit}
  `.execute(db)
  return rows.map(({ id, url, seen, format, is_download: isDownload, former }) => ({
    id,
    declared: { url, isDownload, ...(format ? { format } : {}) },
    seen,
    formerBytes: former,
  }))
}

export interface KeptCopies {
  readonly copies: number
  readonly bytes: number
}

/** Equal files are kept once and counted each time. */
export async function keptCopies(db: Db): Promise<KeptCopies> {
  const { rows } = await sql<KeptCopies>`
    select count(*) as copies, coalesce(sum(byte_size), 0)::bigint as bytes
    from archive_copy join stored_file on stored_file.id = file_id
  `.execute(db)
  return rows[0]!
}

export async function rememberTry(db: Db, id: string, at: Date): Promise<void> {
  await sql`update link set copy_tried_at = ${at} where distribution_id = ${id}`.execute(db)
}

export async function saveCopy(
  tx: Tx,
  { id, fileId, seen, takenAt }: { id: string; fileId: string; seen: Seen; takenAt: Date },
): Promise<void> {
  await sql`
    insert into archive_copy (distribution_id, file_id, seen, taken_at)
    values (${id}, ${fileId}, ${JSON.stringify(seen)}, ${takenAt})
    on conflict (distribution_id) do update
    set file_id = excluded.file_id, seen = excluded.seen, taken_at = excluded.taken_at
  `.execute(tx)
}

/** Lets go of copies of what vanished, was withdrawn or closed, or whose source is archived no more; answers whose. */
export async function dropCopies(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from archive_copy
    where distribution_id in (
      select archive_copy.distribution_id
      from archive_copy
      join distribution on distribution.id = archive_copy.distribution_id
      join dataset on dataset.id = distribution.dataset_id
      where not (${isArchived})
      order by archive_copy.distribution_id
      limit ${limit}
    )
    returning distribution_id as id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Lets go of what there is no room for, as it is after the limit was lowered; answers whose. Only of what its address still
 * gives, the oldest first: the rest may be all there is.
 */
export async function dropExcess(
  tx: Tx,
  { totalBytes, limit }: { totalBytes: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from archive_copy
    where distribution_id in (
      select id
      from (
        select archive_copy.distribution_id as id, verdict, taken_at,
          sum(byte_size) over (order by verdict = 'ok', taken_at desc, archive_copy.distribution_id) as together
        from archive_copy
        join stored_file on stored_file.id = file_id
        join link on link.distribution_id = archive_copy.distribution_id
      ) as kept
      where together > ${totalBytes} and verdict = 'ok'
      order by taken_at, id
      limit ${limit}
    )
    returning distribution_id as id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Of these stored files, those that are copies. */
export async function copiesAmong(db: Db, fileIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from archive_copy where file_id = any(${fileIds}::uuid[]) order by id
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** The stored file that is the copy of a distribution, while the public may have it and its own address does not forbid it. */
export async function publicCopy(db: Db, distributionId: string): Promise<string | undefined> {
  if (!isUuid(distributionId)) return undefined
  const { rows } = await sql<{ file_id: string }>`
    select archive_copy.file_id
    from archive_copy
    join distribution on distribution.id = archive_copy.distribution_id
    join dataset on dataset.id = distribution.dataset_id
    where archive_copy.distribution_id = ${distributionId} and ${isArchived}
      and not exists (
        select from link where distribution_id = ${distributionId} and code = any(${forbiddingCodes}::text[])
      )
  `.execute(db)
  return rows[0]?.file_id
}
