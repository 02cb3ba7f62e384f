/** What CKAN clients ask of the catalogue that the search index does not answer: any boolean filter, exactly. */
import { type RawBuilder, sql } from "kysely"
import { isPublic } from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import { Gate } from "./gate.ts"
import { facetFields } from "./search-fields.ts"

export interface PackageQuery {
  readonly condition: RawBuilder<unknown>
  /** Restricts to these, which also gives them a rank, best first. */
  readonly rankedIds?: readonly string[]
}

const queryLimitMs = 5000
// The pool has ten connections, and the pages of the portal need some.
const gate = new Gate({ places: 4, seats: 100 })

/** Runs questions whose cost the caller decides: each is stopped after five seconds, and few run at once. */
export async function withTimeLimit<T>(db: Db, ask: (db: Db) => Promise<T>): Promise<T> {
  return gate.pass(() =>
    db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = ${sql.lit(queryLimitMs)}`.execute(tx)
      // The planner takes every JSON list for a hundred values; compiling for millions of rows costs 50 times the query.
      await sql`set local jit = off`.execute(tx)
      return ask(tx)
    }),
  )
}

function fromMatching({ condition, rankedIds }: PackageQuery, also = sql``): RawBuilder<unknown> {
  const ranked = rankedIds
    ? sql`join unnest(${rankedIds}::uuid[]) with ordinality as hit (id, rank) on hit.id = dataset.id`
    : sql``
  return sql`
    from dataset
    join organization on organization.id = dataset.organization_id
    ${ranked}
    ${also}
    where ${isPublic} and ${condition}
  `
}

export async function countPackages(db: Db, query: PackageQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total ${fromMatching(query)}`.execute(db)
  return rows[0]!.total
}

export async function packageIds(
  db: Db,
  query: PackageQuery,
  page: { readonly order: RawBuilder<unknown>; readonly limit: number; readonly offset: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select dataset.id ${fromMatching(query)}
    order by ${page.order}
    limit ${page.limit} offset ${page.offset}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Values of one field with their counts, most frequent first; `limit` undefined gives all. */
export async function facetCounts(
  db: Db,
  query: PackageQuery,
  facet: { readonly field: string; readonly limit: number | undefined; readonly minCount: number },
): Promise<{ value: string; count: number }[]> {
  const values = Object.hasOwn(facetFields, facet.field) ? facetFields[facet.field] : undefined
  if (!values) return []
  const { rows } = await sql<{ value: string; count: number }>`
    select field.value, count(*) as count
    ${fromMatching(query, sql`cross join lateral (select distinct value from (${values}) as given (value)) as field`)}
      and field.value is not null
    group by field.value
    having count(*) >= ${facet.minCount}
    order by count desc, field.value
    ${facet.limit === undefined ? sql`` : sql`limit ${facet.limit}`}
  `.execute(db)
  return rows
}

export async function packageNames(db: Db, page: { limit: number | undefined; offset: number }): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    select slug from dataset where ${isPublic}
    order by slug collate "C"
    ${page.limit === undefined ? sql`` : sql`limit ${page.limit}`} offset ${page.offset}
  `.execute(db)
  return rows.map(({ slug }) => slug)
}

export async function packageCountsByOrganization(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select organization_id as id, count(*) as count from dataset where ${isPublic} group by organization_id
  `.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function packageCountsByTheme(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; count: number }>`
    select theme.value as code, count(*) as count
    from dataset, jsonb_array_elements_text(coalesce(facts -> 'themes', '[]')) as theme
    where ${isPublic}
    group by theme.value
  `.execute(db)
  return new Map(rows.map(({ code, count }) => [code, count]))
}

/** Keywords of published datasets, by name; `part` may stand anywhere in them. */
export async function tagNames(
  db: Db,
  { part, limit, offset }: { part: string | undefined; limit: number | undefined; offset: number },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct tag.value collate "C" as name
    from dataset, jsonb_each(coalesce(facts -> 'keywords', '{}')) as entry, jsonb_array_elements_text(entry.value) as tag
    where ${isPublic} ${part === undefined ? sql`` : sql`and strpos(lower(tag.value), lower(${part})) > 0`}
    order by name
    ${limit === undefined ? sql`` : sql`limit ${limit}`} offset ${offset}
  `.execute(db)
  return rows.map(({ name }) => name)
}
