/**
 * Applies a previewed change. Every dataset is asked again, under lock, whether it is as it was previewed; one that changed
 * since is reported and left alone. Metadata is written in batches, each one transaction with the verdicts of its lines and
 * its changes of the log; steps of the workflow go through their use cases, a few at a time. Killed, it goes on where it was.
 */
import { mayEverything } from "../../platform/actor.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { Refusal } from "../../platform/refusal.ts"
import { loadVocabularies } from "../../vocabulary/index.ts"
import type { WriteContext } from "../publishing/office-dataset.ts"
import { type BulkContext, editBatch, moveBatch, refusalOf } from "./apply-batch.ts"
import { stepLine } from "./apply-step.ts"
import type { BulkChange } from "./bulk-change.ts"
import {
  type BulkKind,
  type BulkLine,
  type BulkVerdict,
  type BulkWork,
  claimLine,
  type LineVerdict,
  markFinished,
  markStarted,
  readLines,
  readWork,
  takeLines,
  writeVerdicts,
} from "./bulk-store.ts"
import { BulkWorkNotFound } from "./errors.ts"

/** Long enough to be quick, short enough that a person's save waits for it unnoticed. */
const batchSize = 200
const lanes = 4

export interface Application {
  readonly token: string
  readonly signal?: AbortSignal | undefined
}

/** Answers how it ended, with its counts; called again, it does what was left. */
export async function applyBulkEdit(db: Db, application: Application, ctx: WriteContext): Promise<BulkWork> {
  const work = await bulkWork(db, { id: application.token, kind: "edit" }, ctx)
  const change = work.request as BulkChange
  const vocabularies = ctx.vocabularies ?? (await loadVocabularies(db))
  const doing = { workId: work.id, change, ctx: { ...ctx, vocabularies }, signal: application.signal }
  await markStarted(db, work.id, ctx.at)
  if (change.kind === "edit" || change.kind === "move") await applyInBatches(db, doing)
  else await eachWaitingLine(db, doing, (tx, line) => stepLine(tx, line, { change, ctx: doing.ctx }))
  await markFinished(db, work.id, ctx.at)
  return (await readWork(db, work.id))!
}

/** Only whoever planned it, and administrators, know of it. */
export async function bulkWork(
  db: Db,
  { id, kind }: { readonly id: string; readonly kind?: BulkKind },
  { by }: Pick<WriteContext, "by">,
): Promise<BulkWork> {
  const work = await readWork(db, id)
  const isTheirs = work && (work.actor === by.id || mayEverything(by)) && (!kind || work.kind === kind)
  if (!isTheirs) throw new BulkWorkNotFound()
  return work
}

/** Its lines in their order, a page at a time; of one verdict where asked. */
export async function bulkLines(
  db: Db,
  {
    id,
    ...page
  }: { readonly id: string; readonly after?: number; readonly limit: number; readonly verdict?: BulkVerdict },
  ctx: Pick<WriteContext, "by">,
): Promise<BulkLine[]> {
  const work = await bulkWork(db, { id }, ctx)
  return readLines(db, { id: work.id, ...page })
}

interface Doing {
  readonly workId: string
  readonly signal?: AbortSignal | undefined
}

async function applyInBatches(
  db: Db,
  { workId, change, ctx, signal }: Doing & { readonly change: BulkChange; readonly ctx: BulkContext },
): Promise<void> {
  let taken = batchSize
  while (taken === batchSize) {
    signal?.throwIfAborted()
    taken = await inTransaction(db, async (tx) => {
      const lines = await takeLines(tx, { id: workId, limit: batchSize })
      if (change.kind === "move") await moveBatch(tx, { workId, lines }, { change, ctx })
      else await editBatch(tx, { workId, lines }, { change, ctx })
      return lines.length
    })
  }
}

/**
 * Each line in a transaction of its own, a few at a time: its verdict is claimed first, so that of two who work on it one
 * does it; what is refused is undone alone.
 */
export async function eachWaitingLine(
  db: Db,
  { workId, signal }: Doing,
  work: (tx: Tx, line: BulkLine) => Promise<Omit<LineVerdict, "position">>,
): Promise<void> {
  let after = -1
  for (;;) {
    const lines = await readLines(db, { id: workId, after, limit: batchSize })
    const queue = lines.filter(({ verdict }) => verdict === undefined)
    const next = async (): Promise<void> => {
      for (let line = queue.shift(); line; line = queue.shift()) {
        signal?.throwIfAborted()
        await applyLine(db, { workId, line }, work)
      }
    }
    const ended = await Promise.allSettled(Array.from({ length: lanes }, next))
    const failed = ended.find((one) => one.status === "rejected")
    if (failed) throw failed.reason
    const last = lines.at(-1)
    if (!last || lines.length < batchSize) return
    after = last.position
  }
}

async function applyLine(
  db: Db,
  { workId, line }: { readonly workId: string; readonly line: BulkLine },
  work: (tx: Tx, line: BulkLine) => Promise<Omit<LineVerdict, "position">>,
): Promise<void> {
  const { position } = line
  try {
    await inTransaction(db, async (tx) => {
      if (!(await claimLine(tx, workId, position))) return
      await writeVerdicts(tx, workId, [{ position, ...(await work(tx, line)) }])
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await writeVerdicts(db, workId, [{ position, verdict: "refused", detail: refusalOf(error) }])
  }
}
