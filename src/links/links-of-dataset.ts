/** What the office sees of the links of a dataset, and asking for a check by hand. */
import { sql } from "kysely"
import type { LinkVerdict } from "../catalogue/index.ts"
import { type Db, inTransaction } from "../platform/db.ts"
import { enqueueJob } from "../platform/jobs/index.ts"
import { Refusal } from "../platform/refusal.ts"
import { checkLinksJob } from "./jobs.ts"
import type { Outcome } from "./link.ts"

export interface FileLink {
  readonly distributionId: string
  readonly url: string
  readonly verdict: LinkVerdict
  readonly code?: string
  readonly failingSince?: Date
  readonly dueAt: Date
  readonly outcomes: readonly Outcome[]
  /** When a copy was taken that is kept here. */
  readonly copyTakenAt?: Date
}

/** In the order of the files, behind a position. */
export async function linksOfDataset(
  db: Db,
  { datasetId, after = -1, limit }: { datasetId: string; after?: number; limit: number },
): Promise<(FileLink & { readonly position: number })[]> {
  const { rows } = await sql<{
    distribution_id: string
    position: number
    url: string
    verdict: LinkVerdict
    code: string | null
    failing_since: Date | null
    due_at: Date
    outcomes: readonly Outcome[]
    taken_at: Date | null
  }>`
    select link.distribution_id, distribution.position, link.url, verdict, code, failing_since, due_at, outcomes, taken_at
    from distribution
    join link on link.distribution_id = distribution.id
    left join archive_copy on archive_copy.distribution_id = distribution.id
    where dataset_id = ${datasetId} and vanished_at is null and position > ${after}
    order by distribution.position, distribution.id
    limit ${limit}
  `.execute(db)
  return rows.map((row) => ({
    distributionId: row.distribution_id,
    position: row.position,
    url: row.url,
    verdict: row.verdict,
    dueAt: row.due_at,
    outcomes: row.outcomes,
    ...(row.code ? { code: row.code } : {}),
    ...(row.failing_since ? { failingSince: row.failing_since } : {}),
    ...(row.taken_at ? { copyTakenAt: row.taken_at } : {}),
  }))
}

const minutesBetween = 10
const mostAtOnce = 200

/** Somebody asked for it a moment ago. */
export class LinksAskedLately extends Refusal {
  readonly code = "links-asked-lately"
  readonly status = 429
  constructor() {
    super(`The links were asked again less than ${minutesBetween} minutes ago`, { minutes: minutesBetween })
  }
}

/** Has the links of a dataset checked before all others; again only after a while. Who may, the caller knows. */
export async function checkLinksAgain(db: Db, datasetId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - minutesBetween * 60_000)
  const hosts = await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ host: string }>`
      with asked as (
        update link set asked_at = ${now}, due_at = 'epoch'
        where distribution_id in (
          select id from distribution
          where dataset_id = ${datasetId} and vanished_at is null
          order by position, id
          limit ${mostAtOnce}
        ) and (asked_at is null or asked_at < ${before})
        returning host
      )
      select distinct host from asked order by host
    `.execute(tx)
    const names = rows.map(({ host }) => host)
    // Its turn is the next one, but nobody is asked who asked to be left alone.
    await sql`update link_host set served_at = 'epoch' where host = any(${names}::text[])`.execute(tx)
    if (names.length > 0) await enqueueJob(tx, { name: checkLinksJob, payload: {}, key: checkLinksJob })
    return names
  })
  if (hosts.length === 0) throw new LinksAskedLately()
}
