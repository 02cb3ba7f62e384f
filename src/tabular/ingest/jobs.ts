/** The part of the worker that makes tables. */
import { rm } from "node:fs/promises"
import { z } from "zod"
import type { Job } from "../../platform/jobs/index.ts"
import { type IngestDeps, ingestFile } from "./ingest-file.ts"
import { candidateOf, ingestFileJob, settleIngestions, wantIngestion } from "./ingestion-store.ts"

const timeoutMs = 60 * 60_000

/** Generous: a national census fits, a mistake does not fill the disk. */
const shapeLimits = { maxTables: 200, maxColumns: 2000, maxRows: 200_000_000, maxCell: 1_000_000 }

/** `maxBytes` is for a file; what is unpacked of it may be five times as much. */
export function ingestionJobs({
  maxBytes,
  ...given
}: Omit<IngestDeps, "limits"> & { readonly maxBytes: number }): Job[] {
  const deps = { ...given, limits: { ...shapeLimits, maxBytes, maxUnpackedBytes: 5 * maxBytes } }
  const ingest: Job<{ distributionId: string; again?: boolean | undefined }> = {
    name: ingestFileJob,
    payload: z.object({ distributionId: z.uuid(), again: z.boolean().optional() }),
    timeoutMs,
    run: ({ distributionId, again = false }, signal) => ingestFile({ distributionId, again }, { ...deps, signal }),
  }
  const settle: Job = {
    name: "settle-ingestions",
    payload: z.unknown(),
    timeoutMs: 10 * 60_000,
    cron: "25 * * * *",
    run: (_payload, signal) => settleAll(deps, signal),
  }
  // It checks its own payload before it runs.
  return [ingest as unknown as Job, settle]
}

const settledAtOnce = 500

/** Nothing waits for ever: neither for a job that is lost, nor for one that brought its worker down each time. */
async function settleAll({ db, clock, log }: Pick<IngestDeps, "db" | "clock" | "log">, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted()
    const { failed, lost } = await db.transaction().execute(async (tx) => {
      const settled = await settleIngestions(tx, clock.now(), settledAtOnce)
      for (const id of settled.lost) {
        const known = await candidateOf(tx, id)
        if (known) await wantIngestion(tx, [known.candidate], { at: clock.now() })
      }
      return settled
    })
    if (failed > 0 || lost.length > 0) log.warn({ failed, wantedAgain: lost.length }, "readings of files were settled")
    if (failed + lost.length < settledAtOnce) return
  }
}

/** What killed work left behind. Called before the first job of this machine's worker. */
export async function emptyWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
