import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { type PortalSettings, settingsFrom } from "./settings.ts"

export async function portalSettings(db: Db): Promise<PortalSettings> {
  return settingsFrom(await storedSettings(db))
}

export async function storedSettings(db: Db): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ name: string; value: unknown }>`
    select name, value from portal_setting order by name limit 1000
  `.execute(db)
  return new Map(rows.map(({ name, value }) => [name, value]))
}

export async function lockSettings(tx: Tx): Promise<void> {
  await sql`lock table portal_setting in share row exclusive mode`.execute(tx)
}

export async function putSetting(tx: Tx, name: string, value: unknown, at: Date): Promise<void> {
  await sql`
    insert into portal_setting (name, value, updated_at) values (${name}, ${JSON.stringify(value)}::jsonb, ${at})
    on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
  `.execute(tx)
}

/** Back to its default. */
export async function removeSetting(tx: Tx, name: string): Promise<void> {
  await sql`delete from portal_setting where name = ${name}`.execute(tx)
}
