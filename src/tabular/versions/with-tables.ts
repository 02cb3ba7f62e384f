import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"

/** Of these distributions, those that have a table in force. */
export async function distributionsWithTables(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select distinct distribution_id as id
    from data_table
    where distribution_id = any(${ids}::uuid[]) and version is not null
    order by id
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}
