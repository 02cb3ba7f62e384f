import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"

export interface UnmappedValue {
  readonly code: string
  /** As the source writes it. */
  readonly value: string
  /** Records that write it so. */
  readonly records: number
}

const most = 200

/** What of a source's words nobody knows here yet, the most frequent first; at most two hundred. */
export async function unmappedValues(db: Db, sourceId: string): Promise<UnmappedValue[]> {
  const { rows } = await sql<UnmappedValue>`
    select problem ->> 'code' as code, problem ->> 'value' as value, count(distinct remote_id) as records
    from source_record
    cross join jsonb_array_elements(problems) as problem
    where source_id = ${sourceId} and gone_at is null and problem ->> 'code' like 'unknown-%'
      and problem ->> 'value' is not null
    group by 1, 2
    order by records desc, code, value
    limit ${most}
  `.execute(db)
  return rows
}
