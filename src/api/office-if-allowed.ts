import { DatasetNotFound, type OfficeDataset, officeDataset } from "../catalogue/index.ts"
import type { Actor } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"

/** Nothing where the caller may not see the work on it. */
export async function officeIfAllowed(db: Db, ref: string, caller: Actor): Promise<OfficeDataset | undefined> {
  try {
    return await officeDataset(db, ref, caller)
  } catch (error) {
    if (error instanceof DatasetNotFound) return undefined
    throw error
  }
}
