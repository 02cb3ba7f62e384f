import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { MeasuredFacts } from "./dataset.ts"

/** Where the files of these distributions are; vanished ones, those kept here and those without an address are left out. */
export async function distributionAddresses(db: Db, ids: readonly string[]): Promise<{ id: string; url: string }[]> {
  const { rows } = await sql<{ id: string; url: string }>`
    select id, coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') as url
    from distribution
    where id = any(${ids}::uuid[]) and vanished_at is null and facts -> 'file' is null
      and coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') is not null
    order by id
  `.execute(db)
  return rows
}

export interface Measurement {
  readonly id: string
  /** Where it was measured: of a file that lies elsewhere by now it says nothing. */
  readonly url: string
  readonly facts: MeasuredFacts
}

/** Stores what was measured; one change per dataset, of kind `measured`: its metadata did not change. */
export async function storeMeasurements(
  tx: Tx,
  measurements: readonly Measurement[],
  by: Actor,
  at: Date,
): Promise<void> {
  if (measurements.length === 0) return
  const { rows } = await sql<{ dataset_id: string }>`
    with measured as (
      update distribution set measured = new.facts
      from jsonb_to_recordset(${JSON.stringify(measurements)}::jsonb) as new (id uuid, url text, facts jsonb)
      where distribution.id = new.id and vanished_at is null and distribution.facts -> 'file' is null
        and coalesce(distribution.facts ->> 'downloadUrl', distribution.facts ->> 'accessUrl') = new.url
      returning dataset_id
    )
    select distinct dataset_id from measured order by dataset_id
  `.execute(tx)
  const changes = rows.map((row) => ({
    entity: "dataset",
    entityId: row.dataset_id,
    kind: "measured",
    fields: ["distributions"],
  }))
  await appendChanges(tx, changes, by, at)
}
