import { sql } from "kysely"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"

const address = sql`coalesce(distribution.facts ->> 'downloadUrl', distribution.facts ->> 'accessUrl')`

/** Files of elsewhere that the public, or those who may read a private dataset, are led to. */
const isChecked = sql`
  distribution.vanished_at is null and not distribution.facts ? 'file' and ${address} is not null
  and dataset.state = 'published'
`

/** Part of the transaction that stores the addresses: they are due at once, and what was known of others is forgotten. */
export async function requestLinkChecks(tx: Tx, distributionIds: readonly string[]): Promise<void> {
  if (distributionIds.length === 0) return
  await sql`
    insert into link_host (host)
    select distinct link_host_of(${address})
    from distribution
    where id = any(${distributionIds}::uuid[]) and ${address} is not null
    order by 1
    on conflict (host) do nothing
  `.execute(tx)
  await sql`
    insert into link (distribution_id, url, host, due_at)
    select id, ${address}, link_host_of(${address}), 'epoch'
    from distribution
    where id = any(${distributionIds}::uuid[]) and ${address} is not null
    order by id
    on conflict (distribution_id) do update
    set url = excluded.url, host = excluded.host, due_at = excluded.due_at, verdict = 'unknown', code = null,
      failures = 0, failing_since = null, outcomes = '[]', seen = null
  `.execute(tx)
}

/**
 * Some of the addresses that are due without anybody having asked: of datasets that came back, or were there before links
 * were checked. Answers their ids, in order; the next ones are behind the last. A scan: once a night.
 */
export async function requestForgottenLinkChecks(
  db: Db,
  { after = "00000000-0000-0000-0000-000000000000", limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distribution.id
    from distribution
    join dataset on dataset.id = distribution.dataset_id
    left join link on link.distribution_id = distribution.id
    where ${isChecked} and distribution.id > ${after} and link.url is distinct from ${address}
    order by distribution.id
    limit ${limit}
  `.execute(db)
  const ids = rows.map(({ id }) => id)
  await inTransaction(db, (tx) => requestLinkChecks(tx, ids))
  return ids
}

/** Links of what is not checked any more; answers how many were let go. */
export async function forgetOldLinks(db: Db, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from link
    where distribution_id in (
      select link.distribution_id
      from link
      join distribution on distribution.id = link.distribution_id
      join dataset on dataset.id = distribution.dataset_id
      where not (${isChecked})
      order by link.distribution_id
      limit ${limit}
    )
  `.execute(db)
  return Number(numAffectedRows)
}
