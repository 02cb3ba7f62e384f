/** What a run answers, to people and machines alike (DESIGN §4). */
import type { Problem } from "./connector.ts"
import type { PlanCounts, PlannedVerdict } from "./plan-harvest.ts"

export type RunStatus = "running" | "done" | "done-with-errors" | "failed" | "needs-confirmation" | "interrupted"

export type RecordVerdict = "created" | "updated" | "unchanged" | "withdrawn" | "refused" | "skipped"

export interface ReportedRecord {
  readonly remoteId: string
  /** What was done, or in a dry or waiting run would be. */
  readonly verdict: RecordVerdict
  readonly datasetId?: string
  readonly problems: readonly Problem[]
}

/** `changes`: only those since the last reading were asked for; `not-modified`: all answers were as before. */
export type RunMode = "full" | "changes" | "not-modified"

export interface RunReason {
  readonly code: string
  readonly message: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface RunReport {
  readonly run?: string
  readonly source: { readonly id: string; readonly name: string; readonly kind: string; readonly url: string }
  readonly status: RunStatus
  readonly dryRun: boolean
  readonly mode: RunMode
  /** It went on where a run that was cut had come to. */
  readonly resumed: boolean
  readonly startedAt: string
  readonly finishedAt: string
  /** As applied. */
  readonly counts: PlanCounts
  /** As it would be. */
  readonly planned: PlanCounts
  readonly reason?: RunReason
  /** Only refused ones where the run was asked to spare the others. */
  readonly records: readonly ReportedRecord[]
}

/** One after the other, each made when it is looked at, as often as that is: a report of many takes no memory. */
export function lazily<Given, Made>(given: Iterable<Given>, make: (one: Given) => Made): Iterable<Made> {
  return {
    *[Symbol.iterator]() {
      for (const one of given) yield make(one)
    },
  }
}

export const nothing: PlanCounts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 }

/** Exit status of the command: the first two are success. */
export function isSuccess(status: RunStatus): boolean {
  return status === "done" || status === "done-with-errors"
}

/** What a plan that is carried out as it stands will say. */
export const asDone = {
  create: "created",
  update: "updated",
  unchanged: "unchanged",
  withdraw: "withdrawn",
  refuse: "refused",
  leave: "skipped",
} as const satisfies Record<PlannedVerdict, RecordVerdict>
