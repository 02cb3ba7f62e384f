/** Which sources there are, asked by whose they are, how they are called and how their last run ended. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { type StoredSource, selectSources } from "./source-store.ts"

/** All sources by name; a portal has some dozens, so there is no paging. */
export async function listSources(db: Db): Promise<StoredSource[]> {
  return selectSources(db, sql`true`)
}

/** `never`: not harvested yet; `stopped`: switched off; else how the last run ended or that it is under way. */
export const sourceStates = ["running", "waiting", "failed", "done", "never", "stopped"] as const
export type SourceState = (typeof sourceStates)[number]

export interface SourceFilter {
  readonly organizationIds?: readonly string[] | undefined
  readonly kind?: string | undefined
  readonly state?: SourceState | undefined
  /** Of its names or its address. */
  readonly text?: string | undefined
}

function named(text: string): RawBuilder<boolean> {
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`
  return sql`(harvest_source.name ilike ${like} or url ilike ${like} or exists (
    select from jsonb_each_text(coalesce(display_name, '{}')) as said where said.value ilike ${like}
  ))`
}

const lastStatuses = {
  running: ["running"],
  waiting: ["needs-confirmation"],
  failed: ["failed", "interrupted"],
  done: ["done", "done-with-errors"],
} as const

function isIn(state: SourceState): RawBuilder<boolean> {
  if (state === "stopped") return sql`not active`
  const last = sql`(
    select status from harvest_run where source_id = harvest_source.id and not dry_run order by started_at desc limit 1
  )`
  if (state === "never") return sql`active and ${last} is null`
  return sql`active and ${last} = any(${[...lastStatuses[state]]}::text[])`
}

/** Sources that some organisations answer for, or all; by name, page by page. */
export async function listSourcesOf(
  db: Db,
  asked: SourceFilter & { limit: number; after?: { name: string; id: string } },
): Promise<{ sources: StoredSource[]; next?: { name: string; id: string } }> {
  const { organizationIds, kind, state, text, limit, after } = asked
  const conditions = [sql`true`]
  if (kind) conditions.push(sql`kind = ${kind}`)
  if (text) conditions.push(named(text))
  if (state) conditions.push(isIn(state))
  if (organizationIds) conditions.push(sql`organization_id = any(${organizationIds}::uuid[])`)
  if (after) conditions.push(sql`(harvest_source.name, harvest_source.id) > (${after.name}, ${after.id}::uuid)`)
  const rows = await selectSources(db, sql.join(conditions, sql` and `), limit + 1)
  const sources = rows.slice(0, limit)
  const last = sources.at(-1)
  return { sources, ...(rows.length > limit && last ? { next: { name: last.name, id: last.id } } : {}) }
}
