import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { DatasetFacts } from "../facts.ts"
import { type ShownFacts, shownFacts } from "../layers.ts"
import { speakingOrder } from "../speaking-order.ts"

/** What the best source of a dataset says of it, without the corrections made here; nothing for what no source gives. */
export async function sourceFacts(db: Db, id: string): Promise<ShownFacts | undefined> {
  const { rows } = await sql<{ snapshot: DatasetFacts }>`
    select snapshot
    from source_record
    join harvest_source on harvest_source.id = source_record.source_id
    where entity_id = ${id} and gone_at is null
    order by ${speakingOrder}
    limit 1
  `.execute(db)
  return rows[0] && shownFacts(rows[0].snapshot)
}
