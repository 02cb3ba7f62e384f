/** What desks count over many datasets, of some bodies or of all. */
import { type RawBuilder, sql } from "kysely"
import { hasTroubledLink } from "../../../catalogue/index.ts"
import type { Db } from "../../../platform/db.ts"
import type { LocalisedText } from "../../../texts/index.ts"
import { euFrequencies } from "../../../vocabulary/index.ts"

/** `undefined`: all bodies. */
export type Bodies = readonly string[] | undefined

export interface DatasetFigures {
  readonly published: number
  readonly newThisMonth: number
  readonly inWork: number
  readonly inReview: number
  /** Published ones that say how often they change, and those of them that are behind. */
  readonly withRhythm: number
  readonly late: number
  readonly broken: number
}

const dayMs = 86_400_000

/** The days before which a dataset of a rhythm is late, as much of the date as is known being compared. */
function rhythmsAt(now: Date): RawBuilder<unknown> {
  const rhythms = euFrequencies.flatMap(({ code, days }) =>
    days === undefined ? [] : [{ code, since: new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10) }],
  )
  return sql`
    unnest(${rhythms.map(({ code }) => code)}::text[], ${rhythms.map(({ since }) => since)}::text[])
      as rhythm (code, since)
  `
}

const modified = sql`coalesce(dataset.facts ->> 'modified', dataset.facts ->> 'issued') collate "C"`
const isLate = sql`${modified} < left(rhythm.since, length(${modified})) collate "C"`
const hasBrokenLink = sql`exists (
  select from distribution
  where dataset_id = dataset.id and vanished_at is null and ${hasTroubledLink}
)`

function ofBodies(bodies: Bodies): RawBuilder<unknown> {
  return bodies ? sql`and dataset.organization_id = any(${bodies}::uuid[])` : sql``
}

/** Served by `dataset_in_office` for bodies; a scan for the whole portal, so remember the answer. */
export async function datasetFigures(db: Db, bodies: Bodies, { now, monthStart }: { now: Date; monthStart: Date }) {
  const { rows } = await sql<DatasetFigures>`
    select
      count(*) filter (where state = 'published') as published,
      count(*) filter (where state = 'published' and dataset.created_at >= ${monthStart}) as "newThisMonth",
      count(*) filter (where draft_state is not null) as "inWork",
      count(*) filter (where draft_state = 'in-review') as "inReview",
      count(*) filter (where state = 'published' and rhythm.code is not null) as "withRhythm",
      count(*) filter (where state = 'published' and ${isLate}) as late,
      count(*) filter (where state = 'published' and ${hasBrokenLink}) as broken
    from dataset
    left join ${rhythmsAt(now)} on rhythm.code = dataset.facts -> 'frequency' ->> 'code'
    where trashed_at is null and purged_at is null ${ofBodies(bodies)}
  `.execute(db)
  return rows[0]!
}

export interface LateDataset {
  readonly id: string
  readonly title: LocalisedText
  readonly modified: string
  readonly frequency: string
}

/** The published dataset of these bodies that has been late the longest. */
export async function oldestLate(db: Db, bodies: Bodies, now: Date): Promise<LateDataset | undefined> {
  const { rows } = await sql<LateDataset>`
    select dataset.id, dataset.facts -> 'title' as title, ${modified} as modified, rhythm.code as frequency
    from dataset
    join ${rhythmsAt(now)} on rhythm.code = dataset.facts -> 'frequency' ->> 'code'
    where state = 'published' and trashed_at is null and purged_at is null and ${isLate} ${ofBodies(bodies)}
    order by ${modified}, dataset.id
    limit 1
  `.execute(db)
  return rows[0]
}

/** Drafts on which changes are requested and that this person wrote or sent. */
export async function toCorrect(db: Db, accountId: string): Promise<{ count: number; firstId?: string }> {
  const { rows } = await sql<{ count: number; first_id: string | null }>`
    select count(*) as count, min(dataset.id::text) as first_id
    from dataset
    join draft on draft.dataset_id = dataset.id
    where draft_state = 'changes-requested' and trashed_at is null and purged_at is null
      and ${accountId} in (draft.updated_by, draft.submitted_by, dataset.created_by)
  `.execute(db)
  const { count, first_id } = rows[0]!
  return { count, ...(first_id ? { firstId: first_id } : {}) }
}

/** How many wait for a review in these bodies, and in which of them most. */
export async function reviewsByBody(
  db: Db,
  bodies: Bodies,
): Promise<readonly { readonly name: LocalisedText; readonly count: number }[]> {
  const { rows } = await sql<{ name: LocalisedText; count: number }>`
    select organization.name, count(*) as count
    from dataset
    join organization on organization.id = dataset.organization_id
    where draft_state = 'in-review' and trashed_at is null and purged_at is null ${ofBodies(bodies)}
    group by organization.id
    order by count(*) desc, organization.id
    limit 100
  `.execute(db)
  return rows
}

export interface Activity {
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly datasetId: string
  readonly title: LocalisedText
}

const toldKinds = [
  "begun",
  "created",
  "submitted",
  "changes-requested",
  "published",
  "scheduled",
  "withdrawn",
  "joined",
  "restored",
  "commented",
  "trashed",
  "updated",
]

/** What people did last, newest first; served by `change_by_people`. */
export async function activities(
  db: Db,
  bodies: Bodies,
  { since, limit }: { since: Date; limit: number },
): Promise<readonly Activity[]> {
  const { rows } = await sql<Activity>`
    select change.at, change.actor, change.kind, dataset.id as "datasetId",
      coalesce(draft.document -> 'facts' -> 'title', dataset.facts -> 'title', '{}') as title
    from change
    join dataset on dataset.id = change.entity_id
    left join draft on draft.dataset_id = dataset.id
    where actor ~ '^[0-9a-f]{8}-' and entity = 'dataset' and kind = any(${toldKinds}::text[]) and change.at > ${since}
      and purged_at is null ${ofBodies(bodies)}
    order by change.at desc, change.position desc
    limit ${limit}
  `.execute(db)
  return rows
}

export interface CountryFigures {
  readonly organizations: number
  readonly organizationsWithData: number
  readonly sources: number
  readonly people: number
  readonly newPeople: number
}

export async function countryFigures(db: Db, monthStart: Date): Promise<CountryFigures> {
  const { rows } = await sql<CountryFigures>`
    select
      (select count(*) from organization where successor_id is null) as organizations,
      (select count(distinct organization_id) from dataset where state = 'published') as "organizationsWithData",
      (select count(*) from harvest_source where active) as sources,
      (select count(*) from account where state = 'active') as people,
      (select count(*) from account where state = 'active' and created_at >= ${monthStart}) as "newPeople"
  `.execute(db)
  return rows[0]!
}

/** Published datasets by the month in which they came, the last twelve. */
export async function growthByMonth(
  db: Db,
  since: Date,
): Promise<readonly { readonly month: string; readonly added: number }[]> {
  const { rows } = await sql<{ month: string; added: number }>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as added
    from dataset
    where state = 'published' and created_at >= ${since}
    group by 1
    order by 1
    limit 24
  `.execute(db)
  return rows
}

export interface TroubledBody {
  readonly slug: string
  readonly name: LocalisedText
  readonly late: number
  readonly broken: number
}

export async function troubledBodies(db: Db, { now, limit }: { now: Date; limit: number }) {
  const { rows } = await sql<TroubledBody>`
    select organization.slug, organization.name, troubles.late, troubles.broken
    from (
      select organization_id, count(*) filter (where ${isLate}) as late, count(*) filter (where ${hasBrokenLink}) as broken
      from dataset
      left join ${rhythmsAt(now)} on rhythm.code = dataset.facts -> 'frequency' ->> 'code'
      where state = 'published' and trashed_at is null and purged_at is null
      group by organization_id
    ) as troubles
    join organization on organization.id = troubles.organization_id
    where late + broken > 0
    order by late + broken desc, organization.id
    limit ${limit}
  `.execute(db)
  return rows
}

/** Accounts that did something with a dataset. */
export async function datasetParticipants(db: Db, datasetId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ actor: string }>`
    select distinct actor
    from change
    where entity = 'dataset' and entity_id = ${datasetId} and actor ~ '^[0-9a-f]{8}-'
    order by actor
    limit 200
  `.execute(db)
  return rows.map(({ actor }) => actor)
}
