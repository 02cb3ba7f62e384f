/** Lists of the office: everything the actor may see the work on, a page at a time, with counts per state. */
import { type RawBuilder, sql } from "kysely"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { euFrequencies } from "../../vocabulary/index.ts"
import type { DatasetId, OrganizationRef, Provenance } from "../dataset.ts"
import type { Visibility } from "../document.ts"
import { hasTroubledLink } from "../link-verdict.ts"
import { speakingOrder } from "../speaking-order.ts"
import { type WorkflowState, workflowStates } from "./office-dataset.ts"
import { maySeeOffice } from "./office-store.ts"

/** What is known to be missing, and can be asked of a whole organisation at once. */
export const officeNeeds = ["late", "no-description", "no-licence", "missing-language", "broken-links"] as const
export type OfficeNeed = (typeof officeNeeds)[number]

export const officeSorts = ["touched", "title"] as const
export type OfficeSort = (typeof officeSorts)[number]

export interface OfficeQuery {
  /** Part of a title, slug or identifier, in any spelling; or an id. */
  readonly q?: string
  readonly states?: readonly WorkflowState[]
  readonly organizationId?: string
  readonly needs?: OfficeNeed
  /** What others know of datasets: a condition on the id it is given. */
  readonly among?: (id: RawBuilder<unknown>) => RawBuilder<unknown>
  /** Only those in the trash; without it, only those outside. */
  readonly trashed?: boolean
  readonly sort?: OfficeSort
  readonly cursor?: OfficeCursor
  readonly limit: number
  /** The moment of which lateness is asked. */
  readonly now?: Date
}

/** Behind the last row of the page before. */
export interface OfficeCursor {
  readonly key: string
  readonly id: string
}

export interface OfficeRow {
  readonly id: DatasetId
  readonly slug: string
  readonly title: LocalisedText
  readonly state: WorkflowState
  readonly everPublished: boolean
  readonly shownState?: "published" | "withdrawn"
  readonly visibility: Visibility
  readonly organization: OrganizationRef
  readonly version: number
  readonly touchedAt: Date
  readonly updatedBy?: string
  readonly submittedBy?: string
  readonly publishAt?: Date
  readonly trashedAt?: Date
  /** The best source that gives it. */
  readonly source?: Pick<Provenance, "name" | "displayName">
}

export interface OfficeList {
  readonly items: readonly OfficeRow[]
  /** Under the same filters but that of the state. */
  readonly counts: Readonly<Record<WorkflowState, number>>
  readonly next?: OfficeCursor
}

export async function listOfficeDatasets(db: Db, actor: Actor, query: OfficeQuery): Promise<OfficeList> {
  const conditions = sql.join(conditionsOf(actor, query), sql` and `)
  // Most lists ask nothing of the drafts, and are then served by the index alone.
  const drafts = query.needs || query.sort === "title" ? sql`left join draft on draft.dataset_id = dataset.id` : sql``
  const from = sql`from dataset ${drafts} where ${conditions}`
  const rows = await readRows(db, from, query)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map(itemFromRow),
    counts: await countStates(db, from),
    ...(rows.length > items.length && last ? { next: { key: last.key, id: last.id } } : {}),
  }
}

/** Served by `dataset_in_office` for bodies, by `dataset_by_names` for words. */
function conditionsOf(actor: Actor, query: OfficeQuery): RawBuilder<unknown>[] {
  const headings: readonly string[] = query.trashed ? ["trashed"] : workflowStates
  const conditions = [maySeeOffice(actor), sql`dataset.office_state = any(${headings}::text[])`]
  const { organizationId } = query
  if (organizationId) {
    conditions.push(isUuid(organizationId) ? sql`dataset.organization_id = ${organizationId}` : sql`false`)
  }
  if (query.q?.trim()) conditions.push(namedLike(query.q.trim()))
  if (query.needs) conditions.push(lacking(query.needs, query.now ?? new Date()))
  if (query.among) conditions.push(query.among(sql`dataset.id`))
  return conditions
}

function namedLike(q: string): RawBuilder<unknown> {
  if (isUuid(q)) return sql`dataset.id = ${q}`
  const part = `%${q
    .slice(0, 200)
    .replace(/\0/g, "")
    .replace(/[\\%_]/g, "\\$&")}%`
  // One question for drafts and one for what is shown, so that each is served by its own index.
  return sql`dataset.id in (
    select id from dataset where folded_names like folded(${part})
    union all
    select dataset_id from draft where folded_title like folded(${part})
  )`
}

const facts = sql`coalesce(draft.document -> 'facts', dataset.facts)`

function lacking(need: OfficeNeed, now: Date): RawBuilder<unknown> {
  switch (need) {
    case "no-description":
      return sql`${facts} -> 'description' is null`
    case "no-licence":
      return sql`${facts} -> 'licence' is null`
    case "missing-language":
      return sql`not (${facts} -> 'title' ?& array['ar', 'fr', 'en'])`
    case "broken-links":
      return sql`exists (
        select from distribution
        where dataset_id = dataset.id and vanished_at is null and ${hasTroubledLink}
      )`
    case "late":
      return isLate(now)
  }
}

/** Nothing new for longer than its rhythm allows; dates compare as ISO 8601 text. */
function isLate(now: Date): RawBuilder<unknown> {
  const limits = euFrequencies.flatMap(({ code, days }) =>
    days === undefined ? [] : [{ code, before: new Date(now.getTime() - days * 86_400_000).toISOString() }],
  )
  return sql`dataset.state = 'published' and exists (
    select from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as rhythm (code text, before text)
    where rhythm.code = dataset.facts -> 'frequency' ->> 'code'
      and coalesce(dataset.facts ->> 'modified', dataset.facts ->> 'issued') collate "C" < rhythm.before
  )`
}

interface Row {
  key: string
  id: string
  slug: string
  title: LocalisedText | null
  office_state: WorkflowState
  shown_state: "draft" | "published" | "withdrawn"
  visibility: Visibility
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  edit_version: number
  touched_at: Date
  trashed_at: Date | null
  updated_by: string | null
  submitted_by: string | null
  publish_at: Date | null
  source: Pick<Provenance, "name" | "displayName"> | null
}

interface SortKey {
  readonly key: RawBuilder<unknown>
  readonly shown: RawBuilder<unknown>
  readonly read: (shown: string) => RawBuilder<unknown> | undefined
}

const byTitle = sql`coalesce(draft.folded_title, dataset.folded_names) collate "C"`
const sortKeys: Readonly<Record<OfficeSort, SortKey>> = {
  touched: {
    key: sql`dataset.touched_at`,
    shown: sql`(extract(epoch from dataset.touched_at) * 1000000)::bigint::text`,
    read: (shown) =>
      /^\d{1,16}$/.test(shown) ? sql`timestamptz 'epoch' + ${shown}::bigint * interval '1 microsecond'` : undefined,
  },
  title: { key: byTitle, shown: byTitle, read: (shown) => sql`${shown.replaceAll("\0", "")}::text` },
}

function rowsBehind({ key, id }: OfficeCursor, sort: SortKey, than: RawBuilder<unknown>): RawBuilder<unknown> {
  const last = sort.read(key)
  if (!last || !isUuid(id)) throw new InvalidInput([{ path: "cursor", rule: "wrong-shape" }])
  return sql`and (${sort.key}, dataset.id) ${than} (${last}, ${id}::uuid)`
}

async function readRows(db: Db, from: RawBuilder<unknown>, query: OfficeQuery): Promise<Row[]> {
  const sort = sortKeys[query.sort ?? "touched"]
  const { key, shown } = sort
  const order = query.sort === "title" ? sql`asc` : sql`desc`
  const than = query.sort === "title" ? sql`>` : sql`<`
  const states = query.states && !query.trashed ? sql`and dataset.office_state = any(${query.states}::text[])` : sql``
  const behind = query.cursor ? rowsBehind(query.cursor, sort, than) : sql``
  const { rows } = await sql<Row>`
    select
      page.key, dataset.id, dataset.slug, coalesce(draft.document -> 'facts' -> 'title', dataset.facts -> 'title') as title,
      coalesce(dataset.draft_state, dataset.state) as office_state, dataset.state as shown_state,
      coalesce(draft.document ->> 'visibility', dataset.visibility) as visibility,
      organization.id as organization_id, organization.slug as organization_slug, organization.name as organization_name,
      dataset.edit_version, dataset.touched_at, dataset.trashed_at,
      draft.updated_by, draft.submitted_by, draft.publish_at,
      (
        select jsonb_strip_nulls(jsonb_build_object('name', harvest_source.name, 'displayName', harvest_source.display_name))
        from source_record
        join harvest_source on harvest_source.id = source_record.source_id
        where source_record.entity_id = dataset.id and source_record.gone_at is null
        order by ${speakingOrder}
        limit 1
      ) as source
    from (
      select dataset.id, ${shown} as key
      ${from} ${states} ${behind}
      order by ${key} ${order}, dataset.id ${order}
      limit ${query.limit + 1}
    ) as page
    join dataset on dataset.id = page.id
    join organization on organization.id = dataset.organization_id
    left join draft on draft.dataset_id = dataset.id
    order by ${key} ${order}, dataset.id ${order}
  `.execute(db)
  return rows
}

async function countStates(db: Db, from: RawBuilder<unknown>): Promise<Record<WorkflowState, number>> {
  const { rows } = await sql<{ state: WorkflowState; count: number }>`
    select dataset.office_state as state, count(*) as count
    ${from}
    group by dataset.office_state
  `.execute(db)
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  return Object.fromEntries(workflowStates.map((state) => [state, counts.get(state) ?? 0])) as Record<
    WorkflowState,
    number
  >
}

function itemFromRow(row: Row): OfficeRow {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title ?? {},
    state: row.office_state,
    everPublished: row.shown_state !== "draft",
    visibility: row.visibility,
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    version: row.edit_version,
    touchedAt: row.touched_at,
    ...(row.shown_state === "draft" ? {} : { shownState: row.shown_state }),
    ...(row.updated_by ? { updatedBy: row.updated_by } : {}),
    ...(row.submitted_by ? { submittedBy: row.submitted_by } : {}),
    ...(row.publish_at ? { publishAt: row.publish_at } : {}),
    ...(row.trashed_at ? { trashedAt: row.trashed_at } : {}),
    ...(row.source ? { source: row.source } : {}),
  }
}
