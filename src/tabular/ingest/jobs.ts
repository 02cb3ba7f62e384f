/** The part of the worker that makes tables. */
import { rm } from "node:fs/promises"
import { z } from "zod"
import type { Job } from "../../platform/jobs/index.ts"
import { type IngestDeps, ingestFile } from "./ingest-file.ts"
import { ingestFileJob } from "./ingestion-store.ts"

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
  // It checks its own payload before it runs.
  return [ingest as unknown as Job]
}

/** What killed work left behind. Called before the first job of this machine's worker. */
export async function emptyWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
