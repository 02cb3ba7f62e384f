import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"

/** The page that each source names for its own record of the dataset, by the id of the source. */
export async function recordPages(db: Db, datasetId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ sourceId: string; url: string }>`
    select source_id as "sourceId", snapshot ->> 'landingPage' as url
    from source_record
    where entity_id = ${datasetId} and gone_at is null and snapshot ? 'landingPage'
    order by source_id, remote_id
    limit 100
  `.execute(db)
  return new Map(rows.map(({ sourceId, url }) => [sourceId, url]))
}
