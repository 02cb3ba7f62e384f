import type { Db } from "../../platform/db.ts"
import { hastenJob } from "../../platform/jobs/index.ts"
import type { TableLookup } from "../versions/readable-table.ts"
import { ingestFileJob } from "./ingestion-store.ts"

/** At a time; whoever looks at more files than that waits for the others like everybody. */
const mostFirst = 20

/** Somebody looks at a file that waits to be read: it is read before those that nobody looks at. */
export async function readFirst(db: Db, lookup: TableLookup): Promise<void> {
  if (lookup.kind !== "no-table" || lookup.ingestion?.state !== "waiting") return
  const key = `${ingestFileJob}:${lookup.distribution.id}`
  await hastenJob(db, { name: ingestFileJob, keys: [key, `${key}:again`], most: mostFirst })
}
