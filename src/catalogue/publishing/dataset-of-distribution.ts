import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import type { DatasetId } from "../dataset.ts"

/** The dataset that has this file, shown or in its draft; served by `draft_by_distribution`. */
export async function datasetOfDistribution(db: Db, distributionId: string): Promise<DatasetId | undefined> {
  if (!isUuid(distributionId)) return undefined
  const { rows } = await sql<{ id: string }>`
    select dataset_id as id from distribution where id = ${distributionId}
    union all
    select dataset_id from draft where document -> 'distributions' @> ${JSON.stringify([{ id: distributionId }])}::jsonb
    limit 1
  `.execute(db)
  return rows[0]?.id
}
