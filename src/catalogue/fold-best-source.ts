import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"
import type { DatasetFacts } from "./facts.ts"
import { type SaveContext, saveHarvested } from "./save-harvested.ts"
import { speakingOrder } from "./speaking-order.ts"

/** The best source that still has the dataset speaks for it: its stored snapshot is folded as if it had just been harvested. */
export async function foldBestSource(tx: Tx, datasetId: string, context: Omit<SaveContext, "sourceId">): Promise<void> {
  const { rows } = await sql<{
    source_id: string
    remote_id: string
    hash: Buffer
    snapshot: DatasetFacts
    problems: unknown[]
    organization_id: string
  }>`
    select source_id, remote_id, hash, snapshot, problems, dataset.organization_id
    from source_record
    join dataset on dataset.id = source_record.entity_id
    join harvest_source on harvest_source.id = source_record.source_id
    where entity_id = ${datasetId} and gone_at is null
    order by ${speakingOrder}, remote_id
    limit 1
  `.execute(tx)
  const [best] = rows
  if (!best) return
  const record = {
    remoteId: best.remote_id,
    hash: best.hash,
    facts: best.snapshot,
    problems: best.problems,
    organizationId: best.organization_id,
    datasetId,
  }
  await saveHarvested(tx, [record], { ...context, sourceId: best.source_id })
}
