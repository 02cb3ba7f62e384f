/** Every statement about links, and about the turns of their hosts. */
import { sql } from "kysely"
import type { LinkVerdict } from "../catalogue/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { Declared, LinkState, Outcome, Seen } from "./link.ts"
import type { NextState } from "./next-state.ts"

/** A host whose turn it is, held for this worker. */
export interface Turn {
  readonly host: string
  /** Whether it answers names that cannot exist, where that was tried lately. */
  readonly acceptsAnything?: boolean
}

const heldMinutes = 10

/**
 * Takes the host that has waited longest among those with something due; a worker that dies lets it go by and by. Served by
 * `link_host_by_turn` and `link_due`.
 */
export async function takeTurn(db: Db, now: Date): Promise<Turn | undefined> {
  const heldUntil = new Date(now.getTime() + heldMinutes * 60_000)
  // Nobody is left alone for longer than a day: a moment further away was written by a clock that was wrong.
  const neverBusyUntil = new Date(now.getTime() + 25 * 3_600_000)
  const triedLately = new Date(now.getTime() - 7 * 86_400_000)
  const { rows } = await sql<{ host: string; accepts_anything: boolean | null }>`
    update link_host
    set free_at = ${heldUntil}, served_at = ${now}
    where host = (
      select host
      from link_host
      where (free_at <= ${now} or free_at > ${neverBusyUntil})
        and exists (select from link where link.host = link_host.host and due_at <= ${now})
      order by served_at, host
      limit 1
      for update skip locked
    )
    returning host, case when tried_at > ${triedLately} then accepts_anything end as accepts_anything
  `.execute(db)
  const row = rows[0]
  return row && { host: row.host, ...(row.accepts_anything === null ? {} : { acceptsAnything: row.accepts_anything }) }
}

export interface TurnEnd {
  readonly host: string
  /** From when on it may be asked again. */
  readonly freeAt: Date
  /** What a name that cannot exist was answered, where it was tried in this turn. */
  readonly tried?: { readonly acceptsAnything: boolean; readonly at: Date } | undefined
}

export async function endTurn(db: Db, { host, freeAt, tried }: TurnEnd): Promise<void> {
  await sql`
    update link_host
    set free_at = ${freeAt}, accepts_anything = coalesce(${tried?.acceptsAnything ?? null}::boolean, accepts_anything),
      tried_at = coalesce(${tried?.at ?? null}::timestamptz, tried_at)
    where host = ${host}
  `.execute(db)
}

export interface DueLink {
  readonly id: string
  readonly declared: Declared
  readonly state: LinkState
  readonly seen?: Seen
}

interface DueRow {
  id: string
  url: string
  verdict: LinkVerdict
  code: string | null
  failures: number
  failing_since: Date | null
  outcomes: readonly Outcome[]
  seen: Seen | null
  format: string | null
  raw_format: string | null
  media_type: string | null
  is_download: boolean
}

/** The first that are due at a host; served by `link_due`. */
export async function dueLinks(
  db: Db,
  { host, now, limit }: { host: string; now: Date; limit: number },
): Promise<DueLink[]> {
  const { rows } = await sql<DueRow>`
    select link.distribution_id as id, link.url, verdict, code, failures, failing_since, outcomes, seen,
      facts ->> 'format' as format, facts ->> 'rawFormat' as raw_format, facts ->> 'mediaType' as media_type,
      facts ? 'downloadUrl' as is_download
    from link
    join distribution on distribution.id = link.distribution_id
    where link.host = ${host} and due_at <= ${now}
    order by due_at, link.distribution_id
    limit ${limit}
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    declared: {
      url: row.url,
      isDownload: row.is_download,
      ...(row.format ? { format: row.format } : {}),
      ...(row.raw_format ? { rawFormat: row.raw_format } : {}),
      ...(row.media_type ? { mediaType: row.media_type } : {}),
    },
    state: {
      verdict: row.verdict,
      failures: row.failures,
      outcomes: row.outcomes,
      ...(row.code ? { code: row.code } : {}),
      ...(row.failing_since ? { failingSince: row.failing_since } : {}),
    },
    ...(row.seen ? { seen: row.seen } : {}),
  }))
}

export interface CheckedLink {
  readonly id: string
  /** Where it was checked: a link that leads elsewhere by now keeps its own state. */
  readonly url: string
  readonly next: NextState
  /** Nothing where the file was not reached. */
  readonly seen: Seen | undefined
}

export async function saveStates(tx: Tx, checked: readonly CheckedLink[]): Promise<void> {
  const rows = checked.map(({ id, url, seen, next: { state, dueAt } }) => ({
    ...{ id, url, verdict: state.verdict, code: state.code ?? null, failures: state.failures },
    ...{ failing_since: state.failingSince ?? null, outcomes: state.outcomes, seen: seen ?? null, due_at: dueAt },
  }))
  // In the order in which harvests take them.
  await sql`
    select from link where distribution_id = any(${checked.map(({ id }) => id)}::uuid[]) order by distribution_id for update
  `.execute(tx)
  await sql`
    update link
    set verdict = new.verdict, code = new.code, failures = new.failures, failing_since = new.failing_since,
      outcomes = new.outcomes, seen = coalesce(new.seen, link.seen), due_at = new.due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (
      id uuid, url text, verdict text, code text, failures int, failing_since timestamptz, outcomes jsonb, seen jsonb,
      due_at timestamptz
    )
    where link.distribution_id = new.id and link.url = new.url
  `.execute(tx)
}
