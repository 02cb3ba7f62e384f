/** The look inside files that were uploaded: once after each upload, and again whenever somebody asks. */
import { z } from "zod"
import { systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { BlobStore } from "../platform/files/index.ts"
import type { Job } from "../platform/jobs/index.ts"
import { storedFile, storeInspection } from "../platform/uploads/index.ts"
import { inspectFile } from "./inspect/inspect-file.ts"
import type { PlaceFrom } from "./typing/places.ts"

interface InspectionDeps {
  readonly db: Db
  readonly blobs: Pick<BlobStore, "open">
  readonly placeFrom: PlaceFrom
  readonly clock: Clock
}

const inspectFileJob = "inspect-file"

export function inspectionJobs(deps: InspectionDeps): Job[] {
  const inspect: Job<{ id: string }> = {
    name: inspectFileJob,
    payload: z.object({ id: z.uuid() }),
    timeoutMs: 120_000,
    run: ({ id }, signal) => inspectStoredFile(id, { ...deps, signal }),
  }
  // It checks its own payload before it runs.
  return [inspect as unknown as Job]
}

/** Safe to run twice: the same bytes tell the same. A file that is gone meanwhile is nobody's business any more. */
async function inspectStoredFile(
  id: string,
  { db, blobs, placeFrom, clock, signal }: InspectionDeps & { signal: AbortSignal },
): Promise<void> {
  const file = await storedFile(db, id)
  if (!file) return
  const { facts, signs } = await inspectFile(
    { open: () => blobs.open(file.sha256), name: file.name, byteSize: file.byteSize },
    { placeFrom, signal },
  )
  await db.transaction().execute(async (tx) => {
    await storeInspection(tx, id, { facts: { ...facts }, warnings: signs })
    await appendChanges(tx, [{ entity: "stored-file", entityId: id, kind: "inspected" }], systemActor, clock.now())
  })
}
