/** What people are told when a run ends: only what needs them, and never so often that they stop reading. */
import { systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import { type FailuresInARow, isDownForADay } from "./health.ts"
import { conclusionBefore, failuresOf, keepTold, problemsBefore, type Told, toldOf } from "./health-store.ts"
import type { ReportedRecord, RunReport } from "./report.ts"
import { type ProblemCounts, runBefore } from "./run-store.ts"

const day = 24 * 60 * 60 * 1000
/** A source that goes up and down every other day is told of once; its state is always on its page. */
const restMs: Readonly<Record<Told, number>> = { waits: day, down: 7 * day, problems: day }

/** Facts about records that nobody has to correct at the source. */
const remarks: ReadonlySet<string> = new Set([
  "more-problems",
  "renumbered",
  "joined-by-identifier",
  "own-record",
  "left-out",
])

export interface Ended {
  readonly status: RunReport["status"]
  readonly code?: string | undefined
  readonly problems?: ProblemCounts | undefined
  readonly at: Date
}

export interface Before {
  /** The last run that said something of the source. */
  readonly conclusion?: { readonly status: string; readonly code: string | null } | undefined
  readonly failures?: FailuresInARow | undefined
  /** Kinds of problem of earlier runs; absent where none counted them. */
  readonly problems?: ReadonlySet<string> | undefined
  readonly told: Readonly<Partial<Record<Told, Date>>>
}

export function worthTelling(run: Ended, before: Before): Told[] {
  const reasons = { waits: asksAnew(run, before), down: isDown(run, before), problems: hasNewProblems(run, before) }
  return told.filter((kind) => reasons[kind] && isRested(before.told[kind], restMs[kind], run.at))
}

const told: readonly Told[] = ["waits", "down", "problems"]

function asksAnew({ status, code }: Ended, { conclusion }: Before): boolean {
  if (status !== "needs-confirmation") return false
  return conclusion?.status !== status || conclusion.code !== code
}

/** Told once for each time that it went down. */
function isDown({ status }: Ended, { failures, told: { down } }: Before): boolean {
  if (status !== "failed" || !failures || !isDownForADay(failures)) return false
  return down === undefined || down < failures.since
}

function hasNewProblems({ status, problems = {} }: Ended, before: Before): boolean {
  return (status === "done" || status === "done-with-errors") && newProblems(problems, before.problems).length > 0
}

/** Kinds of problem that no earlier run had; none where there is nothing to compare with. */
export function newProblems(problems: ProblemCounts, before: ReadonlySet<string> | undefined): string[] {
  if (!before) return []
  return Object.keys(problems).filter((code) => !before.has(code) && !remarks.has(code))
}

function isRested(last: Date | undefined, rest: number, at: Date): boolean {
  // A moment that is still to come was written by a clock that went wrong.
  return last === undefined || last > at || at.getTime() - last.getTime() >= rest
}

/** The last statements of the transaction that ends a run. A failure stands in the log, whoever is told of it. */
export async function tellOfRun(
  tx: Tx,
  run: Pick<RunReport, "status" | "reason" | "source"> & { id: string; at: Date; problems?: ProblemCounts | undefined },
): Promise<void> {
  const { id, at, status } = run
  const ours = { id, sourceId: run.source.id }
  const code = run.reason?.code
  const kinds = worthTelling(
    { status, code, problems: run.problems, at },
    {
      conclusion: await conclusionBefore(tx, ours),
      failures: status === "failed" ? await failuresOf(tx, run.source.id, at) : undefined,
      problems: await problemsBefore(tx, ours),
      told: await toldOf(tx, run.source.id, new Date(at.getTime() - 8 * day)),
    },
  )
  if (kinds.length > 0) await keepTold(tx, id, kinds)
  const before = status === "failed" ? await runBefore(tx, ours) : undefined
  const isNews = status === "failed" && (before?.status !== status || before.reason?.code !== code)
  const changes = [...(isNews ? ["failed"] : []), ...kinds].map((kind) => ({
    entity: "harvest-run",
    entityId: id,
    kind,
  }))
  if (changes.length > 0) await appendChanges(tx, changes, systemActor, at)
}

/** How many records had each problem; what was left out on purpose has none. */
export function countProblems(records: Iterable<ReportedRecord>): ProblemCounts {
  const counts = new Map<string, number>()
  for (const { problems } of records)
    for (const code of new Set(problems.map((problem) => problem.code)))
      if (code !== "left-out") counts.set(code, (counts.get(code) ?? 0) + 1)
  return Object.fromEntries(counts)
}
