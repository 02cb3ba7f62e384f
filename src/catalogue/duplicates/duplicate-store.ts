import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { speakingOrder } from "../speaking-order.ts"

export const duplicateSigns = ["identifier", "landing-page", "address", "title"] as const
export type DuplicateSign = (typeof duplicateSigns)[number]

/** Two datasets that may be the same, and what they share. */
export interface FoundPair {
  readonly one: string
  readonly other: string
  readonly signs: readonly DuplicateSign[]
  readonly identifier?: string
  readonly sameBody: boolean
}

/** Of each dataset so many others at most: a value that all share says nothing of any. */
const mostPerSign = 20

/**
 * What is published and shares a sign with one of these. At least one of the two is harvested, and no source has both: what one
 * portal lists twice is two for it.
 */
export async function pairsOf(db: Db, ids: readonly string[]): Promise<FoundPair[]> {
  const { rows } = await sql<Omit<FoundPair, "identifier"> & { identifier: string | null }>`
    with wanted as materialized (
      select id, identifier, facts ->> 'landingPage' as landing_page, title_keys
      from dataset
      where id = any(${ids}::uuid[]) and state = 'published' and purged_at is null
    ), address as materialized (
      select dataset_id, coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') as url
      from distribution
      where dataset_id in (select id from wanted) and vanished_at is null
    ), found as (
      select wanted.id, alike.id as other, 'identifier' as sign from wanted cross join lateral (
        select id from dataset where identifier = wanted.identifier limit ${mostPerSign}
      ) as alike
      where length(wanted.identifier) >= 4
      union
      select wanted.id, alike.id, 'landing-page' from wanted cross join lateral (
        select id from dataset
        where facts ->> 'landingPage' = wanted.landing_page and facts ? 'landingPage'
        limit ${mostPerSign}
      ) as alike
      union
      select address.dataset_id, alike.dataset_id, 'address' from address cross join lateral (
        select dataset_id from distribution
        where coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') = address.url and vanished_at is null
        limit ${mostPerSign}
      ) as alike
      where address.url is not null
      union
      select wanted.id, alike.id, 'title' from wanted cross join lateral (
        select id from dataset where title_keys && wanted.title_keys and state = 'published' limit ${mostPerSign}
      ) as alike
    ), pair as (
      select least(id, other) as one, greatest(id, other) as other, array_agg(distinct sign order by sign) as signs
      from found
      where id <> other
      group by 1, 2
    ), worth as materialized (
      -- A title alone says nothing of two bodies, and many share one: whose they are is asked first, as it costs least.
      select pair.*, first.identifier, first.organization_id = second.organization_id as "sameBody"
      from pair
      join dataset as first on first.id = pair.one and first.state = 'published'
      join dataset as second on second.id = pair.other and second.state = 'published'
      where pair.signs <> '{title}' or first.organization_id = second.organization_id
    )
    select one, other, signs, identifier, "sameBody"
    from worth
    where (select count(*) = count(distinct source_id) and count(*) > 0
      from source_record where entity_id in (one, other) and gone_at is null)
    order by one, other
  `.execute(db)
  return rows.map(({ identifier, ...row }) => ({ ...row, ...(identifier ? { identifier } : {}) }))
}

/** Keeps what a person has decided; what no longer looks alike is no question any more. */
export async function storePairs(
  tx: Tx,
  pairs: readonly FoundPair[],
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    delete from duplicate_pair
    where state = 'open' and (one = any(${ids}::uuid[]) or other = any(${ids}::uuid[]))
  `.execute(tx)
  if (pairs.length === 0) return
  const lines = pairs.map(({ one, other, signs }) => ({ one, other, signs }))
  await sql`
    insert into duplicate_pair (one, other, signs, found_at)
    select one, other, signs, ${at}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (one uuid, other uuid, signs text[])
    on conflict (one, other) do nothing
  `.execute(tx)
}

export interface DuplicatePair {
  readonly one: string
  readonly other: string
  readonly signs: readonly DuplicateSign[]
  readonly foundAt: Date
}

export interface PairCursor {
  readonly foundAt: Date
  readonly one: string
  readonly other: string
}

/** Bodies one of which must have one of the two, while the other is theirs too or public; absent: all. */
export type OfBodies = readonly string[] | undefined

const bothShown = sql`first.state = 'published' and second.state = 'published'`

function toldTo(organizationIds: OfBodies): RawBuilder<unknown> {
  if (!organizationIds) return sql`true`
  const isTheirs = (table: string) => sql`${sql.table(table)}.organization_id = any(${organizationIds}::uuid[])`
  const isSeen = (table: string) => sql`(${sql.table(table)}.visibility = 'public' or ${isTheirs(table)})`
  return sql`(${isTheirs("first")} or ${isTheirs("second")}) and ${isSeen("first")} and ${isSeen("second")}`
}

/** Open questions, the oldest first. Served by `duplicate_pair_open`. */
export async function openPairs(
  db: Db,
  asked: { organizationIds?: OfBodies; limit: number; after?: PairCursor | undefined },
): Promise<{ pairs: DuplicatePair[]; next?: PairCursor }> {
  const { organizationIds, limit, after } = asked
  const { rows } = await sql<DuplicatePair>`
    select one, other, signs, found_at as "foundAt"
    from duplicate_pair
    join dataset as first on first.id = one
    join dataset as second on second.id = other
    where duplicate_pair.state = 'open' and ${bothShown} and ${toldTo(organizationIds)}
      ${after ? sql`and (found_at, one, other) > (${after.foundAt}, ${after.one}::uuid, ${after.other}::uuid)` : sql``}
    order by found_at, one, other
    limit ${limit + 1}
  `.execute(db)
  const pairs = rows.slice(0, limit)
  const last = pairs.at(-1)
  return { pairs, ...(rows.length > limit && last ? { next: last } : {}) }
}

const mostCounted = 1000

/** Up to a thousand: who has that many to answer needs no better number. */
export async function countOpenPairs(db: Db, organizationIds?: OfBodies): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select
      from duplicate_pair
      join dataset as first on first.id = one
      join dataset as second on second.id = other
      where duplicate_pair.state = 'open' and ${bothShown} and ${toldTo(organizationIds)}
      limit ${mostCounted}
    ) as pair
  `.execute(db)
  return rows[0]!.n
}

export type PairLookup =
  | { readonly kind: "open"; readonly pair: DuplicatePair }
  /** Somebody answered, or one of them is gone. */
  | { readonly kind: "decided" }
  | { readonly kind: "none" }

/** The question about these two, in either order, as far as these bodies are told of it. */
export async function pairBetween(
  db: Db,
  { one, other, organizationIds }: { one: string; other: string; organizationIds?: OfBodies },
): Promise<PairLookup> {
  const { rows } = await sql<DuplicatePair & { open: boolean }>`
    select one, other, signs, found_at as "foundAt", duplicate_pair.state = 'open' and ${bothShown} as open
    from duplicate_pair
    join dataset as first on first.id = one
    join dataset as second on second.id = other
    where one = least(${one}::uuid, ${other}::uuid) and other = greatest(${one}::uuid, ${other}::uuid)
      and ${toldTo(organizationIds)}
  `.execute(db)
  const [row] = rows
  if (!row) return { kind: "none" }
  const { open, ...pair } = row
  return open ? { kind: "open", pair } : { kind: "decided" }
}

/**
 * In the order in which they would speak for one dataset: what was entered here, as corrections do; then the better source, then
 * the older one.
 */
export async function inSpeakingOrder(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select dataset.id
    from dataset
    left join lateral (
      select rank, harvest_source.organizations = 'given' as own
      from source_record
      join harvest_source on harvest_source.id = source_record.source_id
      where entity_id = dataset.id and gone_at is null
      order by ${speakingOrder}
      limit 1
    ) as best on true
    where dataset.id = any(${ids}::uuid[])
    order by best.rank is not null, best.rank desc, best.own desc, dataset.created_at, dataset.id
  `.execute(db)
  return rows.map(({ id }) => id)
}

export async function isKeptApart(tx: Tx, { one, other }: { one: string; other: string }): Promise<boolean> {
  const { rows } = await sql`
    select from duplicate_pair
    where one = least(${one}::uuid, ${other}::uuid) and other = greatest(${one}::uuid, ${other}::uuid)
      and state = 'different'
  `.execute(tx)
  return rows.length > 0
}

/** False where nobody asked about these two, or somebody answered already. */
export async function decidePair(
  tx: Tx,
  { one, other }: { one: string; other: string },
  decision: { state: "joined" | "different"; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update duplicate_pair set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${decision.at}
    where one = least(${one}::uuid, ${other}::uuid) and other = greatest(${one}::uuid, ${other}::uuid) and state = 'open'
    returning one
  `.execute(tx)
  return rows.length > 0
}
