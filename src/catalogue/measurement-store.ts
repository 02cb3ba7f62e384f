import { type RawBuilder, sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { MeasuredFacts } from "./dataset.ts"

export interface Measurement {
  readonly id: string
  /** Where it was measured: of a file that lies elsewhere by now it says nothing. */
  readonly url: string
  readonly facts: MeasuredFacts
}

/** Where a copy is kept of it: `{"copy": …}`. */
function copyOf(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select jsonb_build_object('copy', jsonb_build_object(
      'takenAt', to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'name', stored_file.name, 'byteSize', stored_file.byte_size
    ))
    from archive_copy
    join stored_file on stored_file.id = archive_copy.file_id
    where archive_copy.distribution_id = ${id}
  )`
}

/** A copy was taken, or let go: what was measured of these goes on, the rest as it was. */
export async function tellCopies(tx: Tx, distributionIds: readonly string[], by: Actor, at: Date): Promise<void> {
  const { rows } = await sql<{ dataset_id: string }>`
    with told as (
      update distribution set measured = (measured - 'copy') || coalesce(${copyOf(sql`distribution.id`)}, '{}')
      where id = any(${distributionIds}::uuid[]) and measured is not null
      returning dataset_id
    )
    select distinct dataset_id from told order by dataset_id
  `.execute(tx)
  await appendMeasured(tx, rows, by, at)
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
      update distribution set measured = new.facts || coalesce(${copyOf(sql`distribution.id`)}, '{}')
      from jsonb_to_recordset(${JSON.stringify(measurements)}::jsonb) as new (id uuid, url text, facts jsonb)
      where distribution.id = new.id and vanished_at is null and distribution.facts -> 'file' is null
        and coalesce(distribution.facts ->> 'downloadUrl', distribution.facts ->> 'accessUrl') = new.url
      returning dataset_id
    )
    select distinct dataset_id from measured order by dataset_id
  `.execute(tx)
  await appendMeasured(tx, rows, by, at)
}

async function appendMeasured(tx: Tx, rows: readonly { dataset_id: string }[], by: Actor, at: Date): Promise<void> {
  const changes = rows.map((row) => ({
    entity: "dataset",
    entityId: row.dataset_id,
    kind: "measured",
    fields: ["distributions"],
  }))
  await appendChanges(tx, changes, by, at)
}
