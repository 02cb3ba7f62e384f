/** A complete run no longer found these records: their datasets are withdrawn, unless another record still speaks for them. */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { Withdrawal } from "./dataset.ts"
import { foldBestSource } from "./fold-best-source.ts"

export interface WithdrawContext {
  readonly sourceId: string
  readonly at: Date
  readonly by: Actor
  readonly newId: NewId
}

/** Answers the ids of what was withdrawn; call it with some hundred remote ids at most. */
export async function withdrawGone(tx: Tx, remoteIds: readonly string[], context: WithdrawContext): Promise<string[]> {
  const gone = await markGone(tx, remoteIds, context)
  const orphans = gone.filter(({ isHeld }) => !isHeld)
  for (const { entityId, isHeld } of gone) if (isHeld) await foldBestSource(tx, entityId, context)
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
  /** Another record still speaks for it: of another source, or of one that came to name it twice. */
  readonly isHeld: boolean
}

async function markGone(tx: Tx, remoteIds: readonly string[], context: WithdrawContext): Promise<GoneRecord[]> {
  const { rows } = await sql<GoneRecord>`
    with gone as (
      update source_record set gone_at = ${context.at}
      where source_id = ${context.sourceId} and remote_id = any(${remoteIds}::text[]) and gone_at is null
      returning entity_id, kind
    )
    select distinct gone.entity_id as "entityId", gone.kind, exists (
      select from source_record as other
      where other.entity_id = gone.entity_id and other.gone_at is null
        and (other.source_id <> ${context.sourceId} or other.remote_id <> all(${remoteIds}::text[]))
    ) as "isHeld"
    from gone
    order by gone.entity_id
  `.execute(tx)
  return rows
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
