import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"

const longestMs = 31 * 24 * 60 * 60 * 1000

/**
 * The time since the summary before; nothing where this week's is on its way already, or where there was none yet: a portal
 * that has told nobody begins with what happens from now on.
 */
export async function claimSummary(
  tx: Tx,
  { week, at }: { week: string; at: Date },
): Promise<{ from: Date; to: Date } | undefined> {
  const { rows: before } = await sql<{ at: Date }>`
    select at from harvest_summary where week < ${week} order by week desc limit 1
  `.execute(tx)
  const { rows } = await sql`
    insert into harvest_summary (week, at) values (${week}, ${at}) on conflict do nothing returning week
  `.execute(tx)
  const last = before[0]?.at
  if (rows.length === 0 || !last) return undefined
  await sql`delete from harvest_summary where at < ${new Date(at.getTime() - longestMs)}`.execute(tx)
  return { from: new Date(Math.max(last.getTime(), at.getTime() - longestMs)), to: at }
}
