import { type RawBuilder, sql } from "kysely"

/**
 * Who speaks for a dataset that several sources have, the best first: the rank that people gave, then the portal of one body
 * before one that gathers from many, then the one known longest. Expects `harvest_source` under that name.
 */
export const speakingOrder: RawBuilder<unknown> = sql`
  harvest_source.rank desc, (harvest_source.organizations = 'given') desc, harvest_source.id
`

/** Whether the source under one name speaks before that under the other. */
export function speaksBefore(one: string, other: string): RawBuilder<boolean> {
  const [a, b] = [sql.table(one), sql.table(other)]
  return sql`
    (${a}.rank, ${a}.organizations = 'given', ${b}.id) > (${b}.rank, ${b}.organizations = 'given', ${a}.id)
  `
}
