/** A complete run no longer found these records: their datasets are withdrawn, unless another source still has them. */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { Withdrawal } from "./dataset.ts"
import type { DatasetFacts } from "./facts.ts"
import { saveHarvested } from "./save-harvested.ts"

export interface WithdrawContext {
  readonly sourceId: string
  readonly at: Date
  readonly by: Actor
  readonly newId: NewId
}

/** Answers the ids of what was withdrawn; call it with some hundred remote ids at most. */
export async function withdrawGone(tx: Tx, remoteIds: readonly string[], context: WithdrawContext): Promise<string[]> {
  const gone = await markGone(tx, remoteIds, context)
  const orphans = gone.filter((one) => one.otherSourceId === null)
  await handOver(
    tx,
    gone.filter((one) => one.otherSourceId !== null),
    context,
  )
  const withdrawn = await withdrawEntities(tx, orphans, context)
  await appendChanges(
    tx,
    withdrawn.map(({ entity, id }) => ({ entity, entityId: id, kind: "withdrawn", fields: ["state"] })),
    context.by,
    context.at,
  )
  return withdrawn.map((one) => one.id)
}

interface GoneRecord {
  readonly entityId: string
  readonly kind: "dataset" | "series" | "service"
  readonly otherSourceId: string | null
}

async function markGone(tx: Tx, remoteIds: readonly string[], context: WithdrawContext): Promise<GoneRecord[]> {
  const { rows } = await sql<{ entity_id: string; kind: GoneRecord["kind"]; other_source_id: string | null }>`
    with gone as (
      update source_record set gone_at = ${context.at}
      where source_id = ${context.sourceId} and remote_id = any(${remoteIds}::text[]) and gone_at is null
      returning entity_id, kind
    )
    select distinct gone.entity_id, gone.kind, (
      select other.source_id
      from source_record as other
      join harvest_source on harvest_source.id = other.source_id
      where other.entity_id = gone.entity_id and other.gone_at is null and other.source_id <> ${context.sourceId}
      order by harvest_source.rank desc, harvest_source.id
      limit 1
    ) as other_source_id
    from gone
    order by gone.entity_id
  `.execute(tx)
  return rows.map((row) => ({ entityId: row.entity_id, kind: row.kind, otherSourceId: row.other_source_id }))
}

// The next best source now speaks for the dataset: its stored snapshot is folded as if it had just been harvested.
async function handOver(tx: Tx, gone: readonly GoneRecord[], context: WithdrawContext): Promise<void> {
  for (const { entityId, otherSourceId } of gone) {
    const { rows } = await sql<{
      remote_id: string
      hash: Buffer
      snapshot: DatasetFacts
      problems: unknown[]
      organization_id: string
      rank: number
    }>`
      select remote_id, hash, snapshot, problems, dataset.organization_id, harvest_source.rank
      from source_record
      join dataset on dataset.id = source_record.entity_id
      join harvest_source on harvest_source.id = source_record.source_id
      where source_id = ${otherSourceId} and entity_id = ${entityId} and gone_at is null
      order by remote_id
      limit 1
    `.execute(tx)
    const heir = rows[0]
    if (!heir || !otherSourceId) continue
    const record = {
      remoteId: heir.remote_id,
      hash: heir.hash,
      facts: heir.snapshot,
      problems: heir.problems,
      organizationId: heir.organization_id,
      datasetId: entityId,
    }
    await saveHarvested(tx, [record], { ...context, sourceId: otherSourceId, rank: heir.rank })
  }
}

const tables = { dataset: "dataset", series: "dataset_series", service: "data_service" } as const

async function withdrawEntities(tx: Tx, gone: readonly GoneRecord[], context: WithdrawContext) {
  const withdrawal: Withdrawal = { at: context.at.toISOString(), reason: "gone-at-source" }
  const withdrawn: { entity: GoneRecord["kind"]; id: string }[] = []
  for (const entity of ["dataset", "series", "service"] as const) {
    const ids = gone.filter((one) => one.kind === entity).map((one) => one.entityId)
    if (ids.length === 0) continue
    const { rows } = await sql<{ id: string }>`
      update ${sql.table(tables[entity])}
      set state = 'withdrawn', withdrawal = ${JSON.stringify(withdrawal)}, metadata_modified = ${context.at}
        ${entity === "dataset" ? sql`, edit_version = edit_version + 1, touched_at = ${context.at}` : sql``}
      where id = any(${ids}::uuid[]) and state = 'published'
      returning id
    `.execute(tx)
    withdrawn.push(...rows.map((row) => ({ entity, id: row.id })))
  }
  return withdrawn
}
