import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { FeaturedItem } from "./featured-item.ts"

/** More than a page can put forward would put nothing forward. */
export const mostFeatured = 24

export async function listFeatured(db: Db): Promise<FeaturedItem[]> {
  const { rows } = await sql<{
    id: string
    entity: FeaturedItem["entity"]
    entity_id: string
    note: LocalisedText | null
  }>`
    select id, entity, entity_id, note from featured_item order by position, id limit ${mostFeatured}
  `.execute(db)
  return rows.map(({ id, entity, entity_id, note }) => ({ id, entity, entityId: entity_id, ...(note ? { note } : {}) }))
}

/** Two who reorder at once take turns. */
export async function lockFeatured(tx: Tx): Promise<void> {
  await sql`lock table featured_item in share row exclusive mode`.execute(tx)
}

/** False when it is put forward already. */
export async function insertFeatured(
  tx: Tx,
  item: Omit<FeaturedItem, "note"> & { note?: LocalisedText | undefined; position: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into featured_item (id, entity, entity_id, note, position)
    values (
      ${item.id}, ${item.entity}, ${item.entityId}, ${item.note ? JSON.stringify(item.note) : null}, ${item.position}
    )
    on conflict (entity, entity_id) do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function setNote(tx: Tx, id: string, note: LocalisedText | undefined): Promise<void> {
  await sql`update featured_item set note = ${note ? JSON.stringify(note) : null} where id = ${id}`.execute(tx)
}

export async function placeFeatured(tx: Tx, order: readonly string[]): Promise<void> {
  await sql`
    update featured_item set position = line.ordinality - 1
    from unnest(${order}::uuid[]) with ordinality as line (id, ordinality)
    where featured_item.id = line.id
  `.execute(tx)
}

export async function deleteFeatured(tx: Tx, id: string): Promise<void> {
  await sql`delete from featured_item where id = ${id}`.execute(tx)
}
