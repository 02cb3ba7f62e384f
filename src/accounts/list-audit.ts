import { type RawBuilder, sql } from "kysely"
import { type Actor, hasRole, hasScope, mayEverything } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import { NotAllowed } from "../platform/refusal.ts"

/** One line of what people did: with accounts and rights (`audit`), or in the catalogue (`change`). */
export interface AuditLine {
  /** Where the next page begins. */
  readonly cursor: string
  readonly at: Date
  readonly actor: string
  /** A code: `membership-granted`; of the change log the kind: `published`. */
  readonly act: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly organizationId?: string
  /** Of a change: the names of the fields. */
  readonly fields?: readonly string[]
  readonly details: Readonly<Record<string, unknown>>
  readonly network?: string
}

export interface AuditFilters {
  readonly actor?: string
  readonly organizationId?: string
  readonly act?: string
  readonly from?: Date
  readonly until?: Date
}

/**
 * Newest first: to administrators everything, to coordinators what concerns their organisations. Two short ordered reads,
 * one of each log (`audit_by_time` and its kin, `change_by_people`), laid into each other.
 */
export async function listAudit(
  db: Db,
  actor: Actor,
  { filters = {}, cursor, limit = 50 }: { filters?: AuditFilters; cursor?: string; limit?: number },
): Promise<{ readonly lines: readonly AuditLine[]; readonly next?: string }> {
  const organizationIds = visibleOrganizations(actor)
  const before = cursor === undefined ? undefined : positionOf(cursor)
  const { rows } = await sql<Row>`
    (${audited(filters, { organizationIds, before, limit: limit + 1 })})
    union all
    (${changed(filters, { organizationIds, before, limit: limit + 1 })})
    order by at desc, key desc
    limit ${limit + 1}
  `.execute(db)
  const lines = rows.slice(0, limit).map(lineFromRow)
  const last = lines.at(-1)
  return { lines, ...(rows.length > limit && last ? { next: last.cursor } : {}) }
}

/** `undefined`: all. */
function visibleOrganizations(actor: Actor): readonly string[] | undefined {
  if (!hasScope(actor, "read")) throw new NotAllowed("read-audit")
  if (mayEverything(actor)) return undefined
  const coordinated = actor.organizationIds.filter((id) => hasRole(actor, id, "coordinator"))
  if (coordinated.length === 0) throw new NotAllowed("read-audit")
  return coordinated
}

interface Row {
  at: Date
  key: string
  moment: string
  actor: string
  act: string
  subject_kind: string
  subject_id: string
  organization_id: string | null
  fields: string[] | null
  details: Record<string, unknown> | null
  network: string | null
}

interface Window {
  readonly organizationIds: readonly string[] | undefined
  readonly before: { readonly moment: string; readonly key: string } | undefined
  readonly limit: number
}

function audited(filters: AuditFilters, window: Window): RawBuilder<unknown> {
  const columns = { at: sql`audit.at`, key: sql`'a' || audit.id`, organization: sql`audit.organization_id` }
  return sql`
    select audit.at, 'a' || audit.id as key, audit.at::text as moment, audit.actor, audit.act, audit.subject_kind,
      audit.subject_id, audit.organization_id, null::text[] as fields, audit.details, audit.network
    from audit
    where ${conditions(columns, { filters, window, actor: sql`audit.actor`, act: sql`audit.act` })}
    order by audit.at desc, audit.id desc
    limit ${window.limit}
  `
}

/** What belongs to no organisation (themes, licences) is for administrators alone. */
function changed(filters: AuditFilters, window: Window): RawBuilder<unknown> {
  const organization = sql`
    case change.entity when 'organization' then change.entity_id else dataset.organization_id end
  `
  const key = sql`'c' || lpad(change.position::text, 19, '0')`
  const columns = { at: sql`change.at`, key, organization }
  // Of all changes few are of these bodies: a set of their datasets is quicker asked than each dataset looked up.
  const here = window.organizationIds
    ? sql`
        and (
          change.entity = 'organization' and change.entity_id = any(${window.organizationIds}::uuid[])
          or change.entity = 'dataset' and change.entity_id in (
            select id from dataset where organization_id = any(${window.organizationIds}::uuid[])
          )
        )
      `
    : sql``
  return sql`
    select change.at, ${key} as key, change.at::text as moment, change.actor, change.kind as act,
      change.entity as subject_kind, change.entity_id::text as subject_id, ${organization} as organization_id,
      change.fields, null::jsonb as details, null::text as network
    from change left join dataset on change.entity = 'dataset' and dataset.id = change.entity_id
    where change.actor ~ '^[0-9a-f]{8}-' and change.entity not in ('membership-request', 'invitation')
      ${here}
      and ${conditions(columns, { filters, window, actor: sql`change.actor`, act: sql`change.kind` })}
    order by change.at desc, change.position desc
    limit ${window.limit}
  `
}

type Column = RawBuilder<unknown>

function conditions(
  { at, key, organization }: { at: Column; key: Column; organization: Column },
  { filters, window, actor, act }: { filters: AuditFilters; window: Window; actor: Column; act: Column },
): RawBuilder<unknown> {
  const { organizationIds, before } = window
  const all = [sql`true`]
  if (organizationIds) all.push(sql`${organization} = any(${organizationIds}::uuid[])`)
  if (filters.organizationId) all.push(sql`${organization} = ${filters.organizationId}::uuid`)
  if (filters.actor) all.push(sql`${actor} = ${filters.actor}`)
  if (filters.act) all.push(sql`${act} = ${filters.act}`)
  if (filters.from) all.push(sql`${at} >= ${filters.from}`)
  if (filters.until) all.push(sql`${at} < ${filters.until}`)
  if (before) {
    all.push(sql`${at} <= ${before.moment}::timestamptz`)
    all.push(sql`(${at}, ${key}) < (${before.moment}::timestamptz, ${before.key})`)
  }
  return sql.join(all, sql` and `)
}

function lineFromRow(row: Row): AuditLine {
  return {
    cursor: Buffer.from(`${row.moment}|${row.key}`).toString("base64url"),
    at: row.at,
    actor: row.actor,
    act: row.act,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: row.details ?? {},
    ...(row.organization_id ? { organizationId: row.organization_id } : {}),
    ...(row.fields ? { fields: row.fields } : {}),
    ...(row.network ? { network: row.network } : {}),
  }
}

const cursorShape =
  /^((\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)\|([ac][0-9a-f-]{19,36})$/

/** A cursor that is not one of ours begins at the beginning. */
function positionOf(cursor: string): Window["before"] {
  const [, moment, day, time, key] = cursorShape.exec(Buffer.from(cursor, "base64url").toString()) ?? []
  return moment && key && isMoment(`${day}T${time}`) ? { moment, key } : undefined
}

/** Neither the 31st of February nor the year 0, which PostgreSQL does not know. */
function isMoment(moment: string): boolean {
  const read = new Date(`${moment}Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(moment) && !moment.startsWith("0000")
}
