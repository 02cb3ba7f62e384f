/** Work on many datasets that nobody waits for: applied by the worker, in the name of whoever asked, with the rights of now. */
import { z } from "zod"
import type { Actor } from "../../platform/actor.ts"
import type { Clock } from "../../platform/clock.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import type { NewId } from "../../platform/ids.ts"
import { enqueueJob, type Job } from "../../platform/jobs/index.ts"
import type { WriteContext } from "../publishing/office-dataset.ts"
import { applyBulkEdit, bulkWork } from "./apply-bulk-edit.ts"
import { forgetBulkWork, markStarted, readWork } from "./bulk-store.ts"
import { applyImport } from "./metadata/import-metadata.ts"
import { recodeJob } from "./recode-job.ts"

export const bulkJob = "apply-bulk"
const keptDays = 30
const dayMs = 86_400_000

export interface BulkDeps {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
  /** What the account may now; nothing where it may nothing any more. Of the module that knows accounts. */
  readonly actorOf: (accountId: string) => Promise<Actor | undefined>
}

/** Asks for the work to be done by the worker; `bulkWork` tells how far it is. Asked twice, it is done once. */
export async function startBulkWork(
  db: Db,
  { token }: { readonly token: string },
  { by, at }: Pick<WriteContext, "by" | "at">,
): Promise<void> {
  const work = await bulkWork(db, { id: token }, { by })
  await inTransaction(db, async (tx) => {
    await markStarted(tx, work.id, at)
    await enqueueJob(tx, { name: bulkJob, payload: { id: work.id }, key: `${bulkJob}:${work.id}` })
  })
}

export function bulkJobs(deps: BulkDeps): Job[] {
  const apply: Job<{ id: string }> = {
    name: bulkJob,
    payload: z.object({ id: z.uuid() }),
    timeoutMs: 600_000,
    run: ({ id }, signal) => applyWork(id, { ...deps, signal }),
  }
  const forget: Job<unknown> = {
    name: "forget-bulk-work",
    payload: z.unknown(),
    timeoutMs: 60_000,
    cron: "20 2 * * *",
    run: () => forgetBulkWork(deps.db, new Date(deps.clock.now().getTime() - keptDays * dayMs)),
  }
  // Each checks its own payload before it runs.
  return [apply as unknown as Job, recodeJob(deps) as unknown as Job, forget]
}

/** Stopped, or killed, it is tried again and goes on where it was. */
async function applyWork(
  id: string,
  { db, clock, newId, actorOf, signal }: BulkDeps & { readonly signal: AbortSignal },
): Promise<void> {
  const work = await readWork(db, id)
  const by = work && (await actorOf(work.actor))
  if (!work || !by) return
  const apply = work.kind === "edit" ? applyBulkEdit : applyImport
  await apply(db, { token: id, signal }, { by, at: clock.now(), newId })
}
