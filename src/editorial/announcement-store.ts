import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { Announcement, AnnouncementInput, AnnouncementLevel } from "./announcement.ts"

/** Those that are shown now or will be: what a cache keeps, and looks at with its own clock. */
export async function announcementsFrom(db: Db, now: Date): Promise<Announcement[]> {
  return select(
    db,
    sql`
      where ends_at is null or ends_at > ${now}
      order by (level = 'warning') desc, starts_at desc, id desc limit 100
    `,
  )
}

/** Latest start first. */
export async function listAnnouncements(
  db: Db,
  { limit, after }: { limit: number; after?: { startsAt: Date; id: string } },
): Promise<{ announcements: Announcement[]; next?: { startsAt: Date; id: string } }> {
  const rest = after ? sql`where (starts_at, id) < (${after.startsAt}, ${after.id}::uuid)` : sql``
  const rows = await select(db, sql`${rest} order by starts_at desc, id desc limit ${limit + 1}`)
  const announcements = rows.slice(0, limit)
  const last = announcements.at(-1)
  return { announcements, ...(rows.length > limit && last ? { next: { startsAt: last.startsAt, id: last.id } } : {}) }
}

export async function announcementById(db: Db, id: string): Promise<Announcement | undefined> {
  return (await select(db, sql`where id = ${id}`))[0]
}

export async function lockAnnouncement(tx: Tx, id: string): Promise<Announcement | undefined> {
  return (await select(tx, sql`where id = ${id} for update`))[0]
}

export async function putAnnouncement(tx: Tx, id: string, input: AnnouncementInput): Promise<void> {
  const { text, level, startsAt, endsAt } = input
  await sql`
    insert into announcement (id, text, level, starts_at, ends_at)
    values (${id}, ${JSON.stringify(text)}, ${level}, ${startsAt}, ${endsAt ?? null})
    on conflict (id) do update
    set text = excluded.text, level = excluded.level, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      version = announcement.version + 1
  `.execute(tx)
}

export async function deleteAnnouncement(tx: Tx, id: string): Promise<void> {
  await sql`delete from announcement where id = ${id}`.execute(tx)
}

interface Row {
  id: string
  text: LocalisedText
  level: AnnouncementLevel
  starts_at: Date
  ends_at: Date | null
  version: number
}

async function select(db: Db, rest: RawBuilder<unknown>): Promise<Announcement[]> {
  const { rows } = await sql<Row>`
    select id, text, level, starts_at, ends_at, version from announcement ${rest}
  `.execute(db)
  return rows.map(({ starts_at, ends_at, ...row }) => ({
    ...row,
    startsAt: starts_at,
    ...(ends_at ? { endsAt: ends_at } : {}),
  }))
}
