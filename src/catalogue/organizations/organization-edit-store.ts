import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"
import type { Organization } from "../organization.ts"
import { sortKeysOf } from "../organization-store.ts"

/** Writes all of a body but its id, and counts its version. */
export async function updateOrganization(tx: Tx, organization: Organization): Promise<void> {
  const { id, name, description, formerNames, renamings } = organization
  await sql`
    update organization
    set slug = ${organization.slug}, name = ${JSON.stringify(name)}, sort_keys = ${JSON.stringify(sortKeysOf(name))},
      acronym = ${organization.acronym ?? null},
      description = ${description ? JSON.stringify(description) : null},
      level = ${organization.level}, homepage = ${organization.homepage ?? null},
      email = ${organization.email ?? null}, phone = ${organization.phone ?? null},
      logo_file_id = ${organization.logoFileId ?? null},
      parent_id = ${organization.parentId ?? null}, successor_id = ${organization.successorId ?? null},
      other_successor_ids = ${organization.otherSuccessorIds ?? []}::uuid[],
      closed_at = ${organization.closedAt ?? null},
      former_names = ${JSON.stringify(formerNames)}, renamings = ${JSON.stringify(renamings ?? [])},
      version = version + 1
    where id = ${id}
  `.execute(tx)
}

/** The body itself and all above it, nearest first. */
export async function lineage(db: Db, id: OrganizationId): Promise<OrganizationId[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive line as (
      select id, parent_id, 0 as depth from organization where id = ${id}
      union all
      select above.id, above.parent_id, line.depth + 1
      from organization as above join line on above.id = line.parent_id
      where line.depth < 100
    )
    select id from line order by depth
  `.execute(db)
  return rows.map((row) => row.id)
}

/** Gives the body a slug that nobody has or had, or one that was its own before. Answers whether it could. */
export async function claimSlug(tx: Tx, id: OrganizationId, slug: string): Promise<boolean> {
  await sql`
    insert into slug_history (entity, slug, entity_id) values ('organization', ${slug}, ${id}) on conflict do nothing
  `.execute(tx)
  const { rows } = await sql<{ entity_id: string }>`
    select entity_id from slug_history where entity = 'organization' and slug = ${slug}
  `.execute(tx)
  return rows[0]?.entity_id === id
}
