/** What the repository asks of the catalogue: datasets by change, those that are gone included, and the sets they are in. */
import { type RawBuilder, sql } from "kysely"
import { hasPublicPage, isPublic } from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { granularityOf } from "./moment.ts"

/** A record of the repository, without its metadata. */
export interface Item {
  readonly id: string
  /** When it last changed, UTC, to the microsecond. */
  readonly changed: string
  readonly organizationSlug: string
  readonly themes: readonly string[]
  /** Whether anybody may read it now; if not, it is a deleted record. */
  readonly live: boolean
  /** Whether it has a page, be it to say that it was withdrawn; of what was made private, not even its sets are told. */
  readonly hasPage: boolean
}

/** A set as the database knows it. */
export type SetCondition =
  | { readonly kind: "organization"; readonly id: string }
  | { readonly kind: "theme"; readonly code: string }

export interface ItemRange {
  readonly set?: SetCondition
  readonly from?: string
  readonly until?: string
}

/** Of what nobody outside could ever read, not even its end is told. */
const everShown = sql`dataset.was_public and dataset.state <> 'draft'`

/** In the order of change; served by `dataset_by_metadata_modified`; a small set by `dataset_in_office` or `dataset_by_theme`. */
export async function itemsByChange(
  db: Db,
  range: ItemRange,
  page: { readonly after?: { readonly changed: string; readonly id: string }; readonly limit: number },
): Promise<Item[]> {
  const { after } = page
  const beyond = after
    ? sql`and (dataset.metadata_modified, dataset.id) > (${after.changed}::timestamptz, ${after.id}::uuid)`
    : sql``
  return selectItems(
    db,
    sql`
      where ${inRange(range)} ${beyond}
      order by dataset.metadata_modified, dataset.id
      limit ${page.limit}
    `,
  )
}

export async function countItems(db: Db, range: ItemRange): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from dataset where ${inRange(range)}
  `.execute(db)
  return rows[0]!.count
}

export async function itemById(db: Db, id: string): Promise<Item | undefined> {
  const [item] = await selectItems(db, sql`where ${everShown} and dataset.id = ${id}`)
  return item
}

/** When the oldest record was last changed. */
export async function earliestChange(db: Db): Promise<string | undefined> {
  const [item] = await itemsByChange(db, {}, { limit: 1 })
  return item?.changed
}

export interface OrganizationSet {
  readonly slug: string
  readonly name: LocalisedText
}

/** Bodies that have or had something to show, by slug. */
export async function organizationSets(
  db: Db,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<OrganizationSet[]> {
  const { rows } = await sql<OrganizationSet>`
    select slug, name
    from organization
    where slug collate "C" > ${after}
      and exists (select from dataset where dataset.organization_id = organization.id and ${everShown})
    order by slug collate "C"
    limit ${limit}
  `.execute(db)
  return rows
}

function inRange({ set, from, until }: ItemRange): RawBuilder<unknown> {
  const conditions = [everShown]
  if (from !== undefined) conditions.push(sql`dataset.metadata_modified >= ${from}::timestamptz`)
  if (until !== undefined) {
    // Both ends are included, however long the unit is that they are written in.
    const unit = granularityOf(until) === "day" ? sql`interval '1 day'` : sql`interval '1 second'`
    conditions.push(sql`dataset.metadata_modified < ${until}::timestamptz + ${unit}`)
  }
  if (set?.kind === "organization") conditions.push(sql`dataset.organization_id = ${set.id}`)
  if (set?.kind === "theme") conditions.push(sql`dataset.facts -> 'themes' ? ${set.code}`)
  return sql.join(conditions, sql` and `)
}

async function selectItems(db: Db, where: RawBuilder<unknown>): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select
      dataset.id,
      to_char(dataset.metadata_modified at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as changed,
      organization.slug as "organizationSlug",
      coalesce(dataset.facts -> 'themes', '[]') as themes,
      ${isPublic} as live, ${hasPublicPage} as "hasPage"
    from dataset
    join organization on organization.id = dataset.organization_id
    ${where}
  `.execute(db)
  return rows
}
