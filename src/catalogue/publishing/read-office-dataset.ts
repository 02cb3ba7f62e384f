import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { DatasetNotFound } from "./errors.ts"
import { mayReadOffice, type OfficeDataset } from "./office-dataset.ts"
import { readOffice } from "./office-store.ts"

/** By id or slug. What the actor may not see the work on is not found, like what does not exist. */
export async function officeDataset(db: Db, ref: string, actor: Actor): Promise<OfficeDataset> {
  const office = await readOffice(db, ref)
  if (!office || !mayReadOffice(actor, office.access)) throw new DatasetNotFound(ref)
  return office
}
