import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import { problemsBefore } from "./health-store.ts"
import { type ProblemCounts, runById } from "./run-store.ts"
import { newProblems } from "./tell-of-run.ts"

/** What the harvests of a source brought in a while, and what was wrong at its end. */
export interface SourceActivity {
  readonly id: string
  readonly name: string
  readonly displayName?: LocalisedText
  readonly organizationId: string
  readonly runs: number
  readonly created: number
  readonly updated: number
  readonly withdrawn: number
  /** As in the last run that came to its end. */
  readonly refused: number
  /** How many records had each problem in the last run that read everything, or the last one that counted. */
  readonly problems: ProblemCounts
}

const mostSources = 1_000

/** Of every active source, by name. */
export async function activityOfSources(
  db: Db,
  { from, to }: { from: Date; to: Date },
): Promise<readonly SourceActivity[]> {
  const within = sql`source_id = source.id and not dry_run and started_at >= ${from} and started_at < ${to}`
  const { rows } = await sql<ActivityRow>`
    select source.id, source.name, source.display_name, source.organization_id, sums.*,
      coalesce((
        select (counts ->> 'refused')::int from harvest_run
        where ${within} and status in ('done', 'done-with-errors') order by started_at desc limit 1
      ), 0) as refused,
      coalesce((
        select problems from harvest_run
        where ${within} and problems is not null order by mode = 'full' desc, started_at desc limit 1
      ), '{}') as problems
    from harvest_source as source
    cross join lateral (
      select count(*) as runs,
        coalesce(sum((counts ->> 'created')::int), 0) as created,
        coalesce(sum((counts ->> 'updated')::int), 0) as updated,
        coalesce(sum((counts ->> 'withdrawn')::int), 0) as withdrawn
      from harvest_run where ${within} and status <> 'running'
    ) as sums
    where source.active
    order by source.name, source.id
    limit ${mostSources}
  `.execute(db)
  return rows.map(({ organization_id, display_name, ...row }) => ({
    ...row,
    organizationId: organization_id,
    ...(display_name ? { displayName: display_name } : {}),
  }))
}

interface ActivityRow extends Omit<SourceActivity, "organizationId" | "displayName"> {
  organization_id: string
  display_name: LocalisedText | null
}

/** Kinds of problem that this run met and no earlier one, with how many records had them. */
export async function newProblemsOfRun(db: Db, runId: string): Promise<ProblemCounts> {
  const run = await runById(db, runId)
  const counts = run?.problems ?? {}
  const codes = run ? newProblems(counts, await problemsBefore(db, run)) : []
  return Object.fromEntries(codes.map((code) => [code, counts[code] ?? 0]))
}
