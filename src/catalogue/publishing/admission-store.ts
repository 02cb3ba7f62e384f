/** What a document names must exist, and be the writer's to name. */
import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"

/** Whether the body takes what is new; if so it is not closed before this transaction ends. */
export async function takesDatasets(tx: Tx, organizationId: string): Promise<boolean> {
  if (!isUuid(organizationId)) return false
  const { rows } = await sql`
    select from organization where id = ${organizationId} and closed_at is null for key share
  `.execute(tx)
  return rows.length > 0
}

export async function seriesExists(tx: Tx, seriesId: string): Promise<boolean> {
  const { rows } = await sql`select from dataset_series where id = ${seriesId} and state = 'published'`.execute(tx)
  return rows.length > 0
}

/** Of these identifiers, those that are files of other datasets, be it in their drafts. Served by `draft_by_distribution`. */
export async function foreignDistributions(
  tx: Tx,
  { id, distributionIds }: { readonly id: string; readonly distributionIds: readonly string[] },
): Promise<Set<string>> {
  if (distributionIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from distribution where id = any(${distributionIds}::uuid[]) and dataset_id <> ${id}
    union
    select wanted.id from unnest(${distributionIds}::uuid[]) as wanted (id)
    where exists (
      select from draft
      where dataset_id <> ${id}
        and document -> 'distributions' @> jsonb_build_array(jsonb_build_object('id', wanted.id))
    )
  `.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export interface StoredFileFacts {
  readonly id: string
  readonly owner: string
  readonly byteSize: number
  readonly sha256: string
  readonly mediaType: string | null
}

/** They are not swept up before this transaction ends. */
export async function storedFileFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredFileFacts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<StoredFileFacts>`
    select id, owner, byte_size as "byteSize", sha256, media_type as "mediaType"
    from stored_file
    where id = any(${ids}::uuid[])
    order by id
    for key share
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Also by one that was purged: an identifier is never given twice. */
export async function isTaken(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from dataset where id = ${id}`.execute(db)
  return rows.length > 0
}
