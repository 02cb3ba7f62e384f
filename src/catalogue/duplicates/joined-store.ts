import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"

/** The other one of a join. */
export interface JoinedDataset {
  readonly id: string
  readonly title: LocalisedText
  readonly at: Date
}

const mostJoins = 50

/** Datasets that were joined to this one, the latest first, and the one that it was joined to. */
export async function joinsOf(db: Db, id: string): Promise<{ from: JoinedDataset[]; into?: JoinedDataset }> {
  const { rows } = await sql<{ id: string; title: LocalisedText; at: string; away: boolean }>`
    select gone.id, gone.facts -> 'title' as title, gone.withdrawal ->> 'at' as at, false as away
    from dataset as gone
    where gone.joined_to = ${id} and gone.withdrawal ->> 'reason' = 'duplicate'
    union all
    select same.id, same.facts -> 'title', gone.withdrawal ->> 'at', true
    from dataset as gone
    join dataset as same on same.id = gone.joined_to
    where gone.id = ${id} and gone.withdrawal ->> 'reason' = 'duplicate'
    order by at desc, id
    limit ${mostJoins}
  `.execute(db)
  const joins = rows.map(({ away, at, ...one }) => ({ away, one: { ...one, at: new Date(at) } }))
  const into = joins.find(({ away }) => away)?.one
  return { from: joins.filter(({ away }) => !away).map(({ one }) => one), ...(into ? { into } : {}) }
}
