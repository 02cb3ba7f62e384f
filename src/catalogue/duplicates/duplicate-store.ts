import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { speakingOrder } from "../speaking-order.ts"

export const duplicateSigns = ["identifier", "landing-page", "address", "title"] as const
export type DuplicateSign = (typeof duplicateSigns)[number]

/** Datasets that carry the same value of a sign, whatever their state. */
export interface SharedValue {
  readonly sign: DuplicateSign
  readonly ids: readonly string[]
}

/** What else must be known of a published dataset that shares a value. */
export interface Side {
  readonly id: string
  readonly organizationId: string
  readonly identifier?: string
  readonly titleKeys: readonly string[]
  readonly sources: readonly string[]
}

/** A value that more datasets share than this says nothing of any. */
const mostSharing = 100

/**
 * The values of these that others carry too, of another source or entered here. Each value is looked up once, however many of
 * these have it, and titles only within one body: many bodies share one. Served by `dataset_by_identifier`,
 * `dataset_by_landing_page`, `distribution_by_address`, `dataset_by_title_of_body`.
 */
export async function sharedValues(db: Db, ids: readonly string[]): Promise<SharedValue[]> {
  const { rows } = await sql<SharedValue>`
    with wanted as materialized (
      select id, identifier, facts ->> 'landingPage' as landing_page, keys_of_body(organization_id, title_keys) as titles
      from dataset
      where id = any(${ids}::uuid[]) and state = 'published' and purged_at is null
    ), met as (
      select 'identifier' as sign, value, alike.id
      from (select distinct identifier as value from wanted where length(identifier) >= 4) as carried cross join lateral (
        select id from dataset where identifier = value limit ${mostSharing + 1}
      ) as alike
      union
      select 'landing-page', value, alike.id
      from (select distinct landing_page as value from wanted where landing_page is not null) as carried cross join lateral (
        select id from dataset where facts ->> 'landingPage' = value and facts ? 'landingPage' limit ${mostSharing + 1}
      ) as alike
      union
      select 'address', value, alike.dataset_id
      from (
        select distinct coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') as value from distribution
        where dataset_id in (select id from wanted) and vanished_at is null
      ) as carried cross join lateral (
        select dataset_id from distribution
        where coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') = value and vanished_at is null
        limit ${mostSharing + 1}
      ) as alike
      union
      select 'title', value::text, alike.id
      from (select distinct unnest(titles) as value from wanted) as carried cross join lateral (
        select id from dataset
        where keys_of_body(organization_id, title_keys) @> array[value] and state = 'published'
        limit ${mostSharing + 1}
      ) as alike
    )
    select sign, array_agg(distinct id) as ids
    from met
    left join source_record on entity_id = id and gone_at is null
    group by sign, value
    having count(distinct id) between 2 and ${mostSharing}
      -- What one portal alone lists again and again is no question.
      and (min(source_id::text) <> max(source_id::text) or bool_or(source_id is null))
  `.execute(db)
  return rows
}

/** Of those among these that are published. */
export async function sidesOf(db: Db, ids: readonly string[]): Promise<Side[]> {
  const { rows } = await sql<Omit<Side, "identifier"> & { identifier: string | null }>`
    select
      id,
      organization_id as "organizationId",
      identifier,
      coalesce(title_keys, '{}') as "titleKeys",
      array(select source_id from source_record where entity_id = dataset.id and gone_at is null) as sources
    from dataset
    where id = any(${ids}::uuid[]) and state = 'published'
  `.execute(db)
  return rows.map(({ identifier, ...row }) => ({ ...row, ...(identifier ? { identifier } : {}) }))
}

/** Keeps what a person has decided, and since when a question is open; what no longer looks alike is no question any more. */
export async function storePairs(
  tx: Tx,
  pairs: readonly Pick<DuplicatePair, "one" | "other" | "signs">[],
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<void> {
  const lines = JSON.stringify(pairs.map(({ one, other, signs }) => ({ one, other, signs })))
  await sql`
    delete from duplicate_pair
    where state = 'open' and (one = any(${ids}::uuid[]) or other = any(${ids}::uuid[]))
      and (one, other) not in (select one, other from jsonb_to_recordset(${lines}::jsonb) as line (one uuid, other uuid))
  `.execute(tx)
  if (pairs.length === 0) return
  await sql`
    insert into duplicate_pair (one, other, signs, found_at)
    select one, other, signs, ${at}
    from jsonb_to_recordset(${lines}::jsonb) as line (one uuid, other uuid, signs text[])
    on conflict (one, other) do update set signs = excluded.signs
    where duplicate_pair.state = 'open' and duplicate_pair.signs <> excluded.signs
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
