import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import { euFrequencies } from "../../vocabulary/index.ts"
import type { OrganizationId } from "../dataset.ts"
import { hasTroubledLink } from "../link-verdict.ts"

/** What a body and those below it have, in numbers; what lies in the trash is not counted. */
export interface OrganizationGlance {
  /** The body itself and those below it. */
  readonly organizations: number
  readonly published: number
  readonly drafts: number
  readonly inReview: number
  readonly changesRequested: number
  readonly scheduled: number
  readonly withdrawn: number
  /** Published ones whose data is older than their frequency says. */
  readonly late: number
  /** Published ones with a file whose last check failed. */
  readonly withBrokenLinks: number
  /** Published ones that changed since the month began, by the clock of the portal. */
  readonly updatedThisMonth: number
}

const dayMs = 86_400_000

/** Served by `dataset_in_office` and `distribution_broken`. */
export async function organizationGlance(
  db: Db,
  organizationId: OrganizationId,
  now: Date,
): Promise<OrganizationGlance> {
  const rhythms = euFrequencies.flatMap(({ code, days }) =>
    days === undefined ? [] : [{ code, since: new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10) }],
  )
  const { rows } = await sql<OrganizationGlance>`
    with recursive below as (
      select id from organization where id = ${organizationId}
      union
      select child.id from organization as child join below on child.parent_id = below.id
    ), counted as materialized (
      select dataset.id, office_state, state, visibility, metadata_modified,
        facts #>> '{frequency,code}' as frequency,
        coalesce(facts ->> 'modified', facts ->> 'issued') collate "C" as modified
      from dataset
      join below on below.id = dataset.organization_id
      where trashed_at is null and purged_at is null
    ), rhythm as (
      select code, since
      from unnest(${rhythms.map(({ code }) => code)}::text[], ${rhythms.map(({ since }) => since)}::text[])
        as known (code, since)
    ), month as (
      select date_trunc('month', ${now}::timestamptz at time zone zone.name) at time zone zone.name as start
      from (
        select coalesce((select value ->> 'timezone' from instance_fact where name = 'portal'), 'UTC') as name
      ) as zone
    )
    select
      (select count(*) from below) as organizations,
      count(*) filter (where office_state = 'published') as published,
      count(*) filter (where office_state = 'draft') as drafts,
      count(*) filter (where office_state = 'in-review') as "inReview",
      count(*) filter (where office_state = 'changes-requested') as "changesRequested",
      count(*) filter (where office_state = 'scheduled') as scheduled,
      count(*) filter (where office_state = 'withdrawn') as withdrawn,
      -- “2024” may be any day of 2024: as much of the day is compared as is known.
      count(*) filter (where state = 'published' and modified < left(since, length(modified)) collate "C") as late,
      count(*) filter (where state = 'published' and metadata_modified >= month.start) as "updatedThisMonth",
      count(*) filter (where state = 'published' and broken.id is not null) as "withBrokenLinks"
    from counted
    cross join month
    left join rhythm on rhythm.code = counted.frequency
    left join (
      select distinct distribution.dataset_id as id
      from distribution
      join counted on counted.id = distribution.dataset_id
      where distribution.vanished_at is null and ${hasTroubledLink}
    ) as broken on broken.id = counted.id
  `.execute(db)
  return rows[0]!
}
