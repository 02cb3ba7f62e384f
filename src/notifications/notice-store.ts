import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { Notice, NoticeFacts, NoticeKind, Waiting } from "./notice.ts"

export interface NewNotice extends Omit<Notice, "readAt"> {
  readonly accountId: string
  /** How it waits to be mailed. */
  readonly mail?: Waiting
}

/** Told once, whatever crashed in between: what is there already stays as it is. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  const lines = notices.map((notice) => ({
    id: notice.id,
    account_id: notice.accountId,
    position: notice.position,
    kind: notice.kind,
    actor: notice.actor,
    entity: notice.entity,
    entity_id: notice.entityId,
    facts: notice.facts,
    created_at: notice.createdAt,
    mail: notice.mail ?? null,
  }))
  await sql`
    insert into notice (id, account_id, position, kind, actor, entity, entity_id, facts, created_at, mail)
    select id, account_id, position, kind, actor, entity, entity_id, facts, created_at, mail
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
      id uuid, account_id uuid, position bigint, kind text, actor text, entity text, entity_id uuid, facts jsonb,
      created_at timestamptz, mail text
    )
    on conflict (account_id, position, kind) do nothing
  `.execute(tx)
}

/** Newest first; `before` is the position of the last one seen. Served by the unique key. */
export async function noticesOf(
  db: Db,
  accountId: string,
  { limit, before, unread = false }: { limit: number; before?: number | undefined; unread?: boolean },
): Promise<{ notices: Notice[]; next?: number }> {
  const { rows } = await sql<NoticeRow>`
    select id, position, kind, actor, entity, entity_id, facts, created_at, read_at
    from notice
    where account_id = ${accountId}
      ${before ? sql`and position < ${before}` : sql``}
      ${unread ? sql`and read_at is null` : sql``}
    order by position desc
    limit ${limit + 1}
  `.execute(db)
  const notices = rows.slice(0, limit).map(noticeFromRow)
  const last = notices.at(-1)
  return { notices, ...(rows.length > limit && last ? { next: last.position } : {}) }
}

/** Counted up to 99, which is all that is shown. */
export async function unreadCount(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
    from (select from notice where account_id = ${accountId} and read_at is null limit 99) as unread
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** All of an account, or those named; the ids of others are left alone. Answers how many became read. */
export async function markRead(
  db: Db,
  accountId: string,
  { ids, at }: { ids?: readonly string[]; at: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update notice set read_at = ${at}, mail = null
    where account_id = ${accountId} and read_at is null ${ids ? sql`and id = any(${ids}::uuid[])` : sql``}
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Takes what waits to be mailed to one account, oldest first; what was read meanwhile needs no mail. */
export async function takeNoticesToMail(tx: Tx, accountId: string, waiting: readonly Waiting[]): Promise<Notice[]> {
  const { rows } = await sql<NoticeRow>`
    update notice set mail = null
    where account_id = ${accountId} and mail = any(${waiting}::text[]) and read_at is null
    returning id, position, kind, actor, entity, entity_id, facts, created_at, read_at
  `.execute(tx)
  return rows.map(noticeFromRow).sort((a, b) => a.position - b.position)
}

export async function accountsWithDigest(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select distinct account_id from notice where mail is not null and read_at is null order by account_id
  `.execute(db)
  return rows.map((row) => row.account_id)
}

/** False when today's digest is on its way already. */
export async function claimDigest(tx: Tx, day: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into notification_digest (day, at) values (${day}, ${at}) on conflict do nothing returning day
  `.execute(tx)
  return rows.length > 0
}

/** What was read long ago, and what nobody ever read. */
export async function forgetNotices(db: Db, { readBefore, before }: { readBefore: Date; before: Date }): Promise<void> {
  await sql`delete from notice where read_at < ${readBefore} or created_at < ${before}`.execute(db)
  await sql`delete from notification_digest where at < ${before}`.execute(db)
}

/** What was emptied for ever stands in no notice: its title is gone too. */
export async function forgetSubjects(tx: Tx, entityIds: readonly string[]): Promise<void> {
  if (entityIds.length === 0) return
  await sql`delete from notice where entity_id = any(${entityIds}::uuid[])`.execute(tx)
}

/** A closed account is told nothing, and nothing is kept of what it was told. */
export async function forgetAccount(db: Db, accountId: string): Promise<void> {
  await sql`delete from notice where account_id = ${accountId}`.execute(db)
  await sql`delete from notification_preference where account_id = ${accountId}`.execute(db)
}

interface NoticeRow {
  id: string
  position: number
  kind: NoticeKind
  actor: string
  entity: string
  entity_id: string
  facts: NoticeFacts
  created_at: Date
  read_at: Date | null
}

function noticeFromRow({ entity_id, created_at, read_at, ...row }: NoticeRow): Notice {
  return { ...row, entityId: entity_id, createdAt: created_at, ...(read_at ? { readAt: read_at } : {}) }
}
