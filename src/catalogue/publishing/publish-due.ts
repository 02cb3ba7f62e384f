/** Publishes what was approved for a moment that has come. Safe to run twice, and by two workers at once. */
import { sql } from "kysely"
import { z } from "zod"
import { systemActor } from "../../platform/actor.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db } from "../../platform/db.ts"
import type { NewId } from "../../platform/ids.ts"
import type { Job } from "../../platform/jobs/index.ts"
import type { Log } from "../../platform/log.ts"
import { Refusal, Stale } from "../../platform/refusal.ts"
import { insertComment } from "./comments.ts"
import { DatasetNotFound } from "./errors.ts"
import { inOffice } from "./in-office.ts"
import type { WriteContext } from "./office-dataset.ts"
import { publishDataset } from "./publish-dataset.ts"
import { moveDraft } from "./workflow.ts"

export interface DueOutcome {
  readonly published: readonly string[]
  /** What can no longer be published went back to its writers, with the reason. */
  readonly sentBack: readonly string[]
  /** Somebody else was quicker. */
  readonly passedBy: readonly string[]
}

const atOnce = 200

export async function publishDue(db: Db, ctx: WriteContext): Promise<DueOutcome> {
  const outcome = { published: [] as string[], sentBack: [] as string[], passedBy: [] as string[] }
  const faults: unknown[] = []
  for (const { id, version } of await dueDatasets(db, ctx.at)) {
    try {
      outcome[await publishOrSendBack(db, { id, version }, ctx)].push(id)
    } catch (error) {
      // One that fails by a fault of ours must not keep the others waiting.
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "some scheduled datasets could not be published")
  return outcome
}

async function publishOrSendBack(
  db: Db,
  due: { readonly id: string; readonly version: number },
  ctx: WriteContext,
): Promise<"published" | "sentBack" | "passedBy"> {
  try {
    await publishDataset(db, due, ctx)
    return "published"
  } catch (error) {
    // Another worker, or an editor, was quicker: it is looked at again a minute later, if it is still due.
    if (error instanceof Stale || error instanceof DatasetNotFound) return "passedBy"
    if (!(error instanceof Refusal)) throw error
    await sendBack(db, due.id, error, ctx)
    return "sentBack"
  }
}

async function dueDatasets(db: Db, at: Date): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    select dataset.id, dataset.edit_version as version
    from draft
    join dataset on dataset.id = draft.dataset_id
    where draft.publish_at <= ${at} and dataset.draft_state = 'scheduled' and dataset.trashed_at is null
    order by draft.publish_at, dataset.id
    limit ${atOnce}
  `.execute(db)
  return rows
}

async function sendBack(db: Db, id: string, refusal: Refusal, ctx: WriteContext): Promise<void> {
  await inOffice(db, { id, action: "request-changes" }, ctx, async (tx, { draft }) => {
    if (draft?.state !== "scheduled") return []
    await moveDraft(tx, { id, state: "changes-requested" }, ctx)
    const { code, values } = refusal
    await insertComment(tx, { id, step: "changes-requested", text: undefined, refusal: { code, values } }, ctx)
    return [{ kind: "changes-requested", fields: ["state"] }]
  })
}

/** The catalogue’s part of the worker. */
export function publishingJobs({ db, clock, newId, log }: { db: Db; clock: Clock; newId: NewId; log: Log }): Job[] {
  return [
    {
      name: "publish-due",
      payload: z.unknown(),
      timeoutMs: 10 * 60_000,
      cron: "* * * * *",
      run: async () => {
        const { published, sentBack } = await publishDue(db, { by: systemActor, at: clock.now(), newId })
        if (published.length + sentBack.length > 0) log.info({ published, sentBack }, "scheduled datasets published")
      },
    },
  ]
}
