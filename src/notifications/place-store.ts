import { sql } from "kysely"
import { type Head, readHead } from "../platform/changes/index.ts"
import type { Db, Tx } from "../platform/db.ts"

/** A portal that has told nobody yet begins with what happens from now on. */
export async function beginAtHead(db: Db): Promise<void> {
  const { epoch, position } = await readHead(db)
  await sql`
    insert into notification_position (epoch, position) values (${epoch}, ${position}) on conflict do nothing
  `.execute(db)
}

/** Where we are in the change log; of several workers one at a time. */
export async function lockPlace(tx: Tx): Promise<Head> {
  const { rows } = await sql<Head>`select epoch, position from notification_position for update`.execute(tx)
  if (!rows[0]) throw new Error("the notifier has no position yet")
  return rows[0]
}

export async function setPlace(tx: Tx, { epoch, position }: Head): Promise<void> {
  await sql`update notification_position set epoch = ${epoch}, position = ${position}`.execute(tx)
}

export async function signingKey(db: Db): Promise<string> {
  const key = await signingKeyIfAny(db)
  if (key === undefined) throw new Error("the notifier has no signing key yet")
  return key
}

/** None before the notifier first ran: nothing was signed yet. */
export async function signingKeyIfAny(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ signing_key: string }>`select signing_key from notification_position`.execute(db)
  return rows[0]?.signing_key
}
