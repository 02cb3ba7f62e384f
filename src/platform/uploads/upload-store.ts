import { sql } from "kysely"
import type { Db } from "../db.ts"
import { isUuid } from "../ids.ts"

/** An upload under way. How much has arrived only the disk says. */
export interface Upload {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly declaredType?: string
  readonly byteSize: number
  /** Bytes from here on were not compared with their checksum yet. */
  readonly unverifiedFrom?: number
  readonly expiresAt: Date
}

interface Row {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly declared_type: string | null
  readonly byte_size: number
  readonly unverified_from: number | null
  readonly expires_at: Date
}

/** `undefined` also for the uploads of others. */
export async function uploadOf(db: Db, owner: string, id: string): Promise<Upload | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<Row>`
    select id, owner, name, declared_type, byte_size, unverified_from, expires_at
    from upload
    where id = ${id} and owner = ${owner}
  `.execute(db)
  return rows[0] && uploadFromRow(rows[0])
}

export async function insertUpload(db: Db, upload: Upload, createdAt: Date): Promise<void> {
  await sql`
    insert into upload (id, owner, name, declared_type, byte_size, created_at, expires_at)
    values (${upload.id}, ${upload.owner}, ${upload.name}, ${upload.declaredType ?? null}, ${upload.byteSize},
      ${createdAt}, ${upload.expiresAt})
  `.execute(db)
}

/** Bytes are coming: the upload lives on; those from `unverifiedFrom` on await their checksum. */
export async function markWriting(
  db: Db,
  id: string,
  { expiresAt, unverifiedFrom }: { readonly expiresAt: Date; readonly unverifiedFrom?: number },
): Promise<void> {
  await sql`
    update upload
    set expires_at = ${expiresAt}, unverified_from = ${unverifiedFrom ?? null}
    where id = ${id}
  `.execute(db)
}

export async function markVerified(db: Db, id: string): Promise<void> {
  await sql`update upload set unverified_from = null where id = ${id}`.execute(db)
}

export async function deleteUpload(db: Db, id: string): Promise<void> {
  await sql`delete from upload where id = ${id}`.execute(db)
}

/** Until the transaction ends nobody else counts or begins uploads of this account. */
export async function lockUploadsOf(db: Db, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7236405, hashtext(${owner}))`.execute(db)
}

export async function uploadsUnderWay(
  db: Db,
  owner: string,
  now: Date,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(byte_size), 0)::bigint as bytes
    from upload
    where owner = ${owner} and expires_at > ${now}
  `.execute(db)
  return rows[0]!
}

export async function expiredUploads(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
    from upload
    where expires_at <= ${now}
    order by expires_at, id
    limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Of these ids, those that are uploads under way. */
export async function uploadsAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id
    from upload
    where id = any(${ids.filter(isUuid)}::uuid[])
    order by id
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

function uploadFromRow(row: Row): Upload {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    ...(row.declared_type === null ? {} : { declaredType: row.declared_type }),
    byteSize: row.byte_size,
    ...(row.unverified_from === null ? {} : { unverifiedFrom: row.unverified_from }),
    expiresAt: row.expires_at,
  }
}
