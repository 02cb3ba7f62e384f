import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"

/** How a source, or any source, calls our organisations: alias → organisation id. The source's own word comes first. */
export async function organizationAliases(db: Db, sourceId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ alias: string; organization_id: string }>`
    select alias, organization_id
    from organization_alias
    where source_id is null or source_id = ${sourceId}
    order by source_id nulls first
  `.execute(db)
  return new Map(rows.map((row) => [row.alias, row.organization_id]))
}

export async function insertAliases(
  tx: Tx,
  sourceId: string,
  aliases: readonly { readonly alias: string; readonly organizationId: string }[],
): Promise<void> {
  if (aliases.length === 0) return
  await sql`
    insert into organization_alias (alias, organization_id, source_id)
    select alias, organization_id, ${sourceId}
    from unnest(${aliases.map((one) => one.alias)}::text[], ${aliases.map((one) => one.organizationId)}::uuid[])
      as new (alias, organization_id)
    on conflict do nothing
  `.execute(tx)
}

/** A person says which of our bodies it is, whatever was learnt before. */
export async function setAlias(
  tx: Tx,
  { sourceId, alias, organizationId }: { sourceId: string; alias: string; organizationId: string },
): Promise<void> {
  await sql`
    insert into organization_alias (alias, organization_id, source_id) values (${alias}, ${organizationId}, ${sourceId})
    on conflict (source_id, alias) do update set organization_id = excluded.organization_id
  `.execute(tx)
}
