import { sql } from "kysely"
import type { Tx } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"

/**
 * For each body the one that takes what is new: itself, or who goes on with its work once it was closed. None of them is
 * closed before this transaction ends.
 */
export async function presentBodies(
  tx: Tx,
  ids: readonly OrganizationId[],
): Promise<ReadonlyMap<OrganizationId, OrganizationId>> {
  let wanted = [...new Set(ids)]
  for (;;) {
    // Apart: whoever waited here for a merger has to see it.
    await sql`select from organization where id = any(${wanted}::uuid[]) order by id for key share`.execute(tx)
    const present = await successors(tx, wanted)
    const others = [...new Set(present.values())].filter((id) => !wanted.includes(id))
    if (others.length === 0) return present
    wanted = [...wanted, ...others]
  }
}

async function successors(tx: Tx, ids: readonly OrganizationId[]): Promise<Map<OrganizationId, OrganizationId>> {
  const { rows } = await sql<{ origin: string; id: string }>`
    with recursive line as (
      select id as origin, id, closed_at, successor_id, 0 as depth from organization where id = any(${ids}::uuid[])
      union all
      select line.origin, heir.id, heir.closed_at, heir.successor_id, line.depth + 1
      from line join organization as heir on heir.id = line.successor_id
      where line.closed_at is not null and line.depth < 100
    )
    select distinct on (origin) origin, id from line order by origin, depth desc
  `.execute(tx)
  return new Map(rows.map(({ origin, id }) => [origin, id]))
}
