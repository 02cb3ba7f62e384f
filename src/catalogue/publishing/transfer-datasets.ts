import { sql } from "kysely"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { assertMayOnDataset, assertMayOnOrganization } from "../dataset-policy.ts"
import { takesDatasets } from "./admission-store.ts"
import { DatasetNotFound } from "./errors.ts"
import { mayReadOffice, type OfficeDataset, type WriteContext } from "./office-dataset.ts"
import { lockOffice } from "./office-store.ts"

export interface Transfer {
  readonly ids: readonly string[]
  readonly organizationId: string
}

/** All of them or none. They keep their history, their identifier and their slug; harvests leave them where they are put. */
export function transferDatasets(db: Db, { ids, organizationId }: Transfer, ctx: WriteContext): Promise<void> {
  return inTransaction(db, async (tx) => {
    assertMayOnOrganization(ctx.by, "add-dataset", organizationId)
    if (!(await takesDatasets(tx, organizationId))) {
      throw new InvalidInput([{ path: "organizationId", rule: "unknown" }])
    }
    const moving: OfficeDataset[] = []
    // In one order, so that two transfers of the same datasets never wait for each other.
    for (const id of [...new Set(ids)].sort()) {
      const office = await lockOffice(tx, id)
      if (!office || !mayReadOffice(ctx.by, office.access)) throw new DatasetNotFound(id)
      assertMayOnDataset(ctx.by, "transfer", office.access)
      if (office.organization.id !== organizationId) moving.push(office)
    }
    await moveDatasets(tx, { ids: moving.map(({ id }) => id), organizationId }, ctx)
    const changes = moving.map(({ id, organization }) => ({
      entity: "dataset",
      entityId: id,
      kind: "transferred",
      fields: ["organization"],
      diff: [{ path: "organizationId", before: organization.id, after: organizationId }],
    }))
    await appendChanges(tx, changes, ctx.by, ctx.at)
  })
}

async function moveDatasets(tx: Tx, { ids, organizationId }: Transfer, { at, by }: WriteContext): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update dataset
    set organization_id = ${organizationId}, edit_version = edit_version + 1, metadata_modified = ${at}, touched_at = ${at}
    where id = any(${ids}::uuid[])
  `.execute(tx)
  // A draft that does not move the dataset itself moves along.
  const moved = JSON.stringify({ organizationId })
  await sql`
    update draft
    set document = case
        when base is null or document -> 'organizationId' = base -> 'organizationId' then document || ${moved}::jsonb
        else document
      end,
      base = base || ${moved}::jsonb
    where dataset_id = any(${ids}::uuid[])
  `.execute(tx)
  await sql`
    insert into field_edit (entity, entity_id, field, language, value, author, at)
    select 'dataset', id, 'organizationId', '', ${JSON.stringify(organizationId)}::jsonb, ${by.id}, ${at}
    from unnest(${ids}::uuid[]) as moved (id)
    on conflict (entity, entity_id, field, language) do update
    set value = excluded.value, author = excluded.author, at = excluded.at
  `.execute(tx)
}
