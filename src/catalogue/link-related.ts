/**
 * Joins the records of one source to each other as they name each other now: data services to the datasets they serve,
 * datasets to their series. Records come in any order and over several runs, so this is done for the whole source at the
 * end of each run that changed something; what is joined already costs no write.
 */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"

export interface LinkContext {
  readonly sourceId: string
  readonly at: Date
  readonly by: Actor
}

/** Told as changes of the datasets, whose pages name their services and series. */
export async function linkRelated(tx: Tx, context: LinkContext): Promise<void> {
  const served = await linkServices(tx, context.sourceId)
  const inSeries = await linkSeries(tx, context.sourceId)
  const ids = [...new Set([...served, ...inSeries])].sort()
  if (ids.length === 0) return
  await sql`update dataset set metadata_modified = ${context.at}, touched_at = ${context.at}, edit_version = edit_version + 1 where id = any(${ids}::uuid[])`.execute(
    tx,
  )
  const changes = ids.map((entityId) => ({
    entity: "dataset",
    entityId,
    kind: "updated",
    fields: [...(inSeries.has(entityId) ? ["series"] : []), ...(served.has(entityId) ? ["services"] : [])],
  }))
  await appendChanges(tx, changes, context.by, context.at)
}

async function linkServices(tx: Tx, sourceId: string): Promise<Set<string>> {
  const { rows } = await sql<{ dataset_id: string }>`
    with service as (
      select entity_id, snapshot from source_record
      where source_id = ${sourceId} and kind = 'service' and gone_at is null
    ), served as (
      select distinct service.entity_id as service_id, record.entity_id as dataset_id
      from service
      cross join jsonb_array_elements_text(service.snapshot -> 'servesDatasets') as named (remote_id)
      join source_record as record
        on record.source_id = ${sourceId} and record.kind = 'dataset' and record.remote_id = named.remote_id
    ), parted as (
      delete from data_service_dataset as link
      where service_id in (select entity_id from service)
        and not exists (select from served where served.service_id = link.service_id and served.dataset_id = link.dataset_id)
      returning dataset_id
    ), joined as (
      insert into data_service_dataset (service_id, dataset_id)
      select service_id, dataset_id from served
      on conflict do nothing
      returning dataset_id
    )
    select dataset_id from parted union select dataset_id from joined
  `.execute(tx)
  return new Set(rows.map((row) => row.dataset_id))
}

// Where somebody here said which series it is in, or that it is in none, the source is not asked.
async function linkSeries(tx: Tx, sourceId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update dataset set series_id = series.entity_id
    from source_record as record
    join source_record as series
      on series.source_id = record.source_id and series.kind = 'series' and series.remote_id = record.snapshot ->> 'inSeries'
    where record.source_id = ${sourceId} and record.kind = 'dataset' and record.gone_at is null
      and dataset.id = record.entity_id and dataset.series_id is distinct from series.entity_id
      and not exists (
        select from field_edit where entity = 'dataset' and entity_id = dataset.id and field = 'seriesId'
      )
    returning dataset.id
  `.execute(tx)
  return new Set(rows.map((row) => row.id))
}
