/** Tables and files as those see them who may decide about them: the policy of their dataset says who. */
import { assertMayOnDataset, type OfficeDataset, officeDataset } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { Refusal } from "../../platform/refusal.ts"
import { datasetOf } from "../ingest/ingestion-store.ts"
import { TableNotFound } from "./errors.ts"
import { type DataTable, tableById } from "./table-store.ts"

/** For whoever sees the work on its dataset. */
export async function officeTable(
  db: Db,
  ref: string,
  actor: Actor,
): Promise<{ readonly table: DataTable; readonly office: OfficeDataset }> {
  const table = await tableById(db, ref)
  if (!table) throw new TableNotFound(ref)
  return { table, office: await hidden(officeDataset(db, table.datasetId, actor), ref) }
}

export async function editableTable(db: Db, ref: string, actor: Actor): Promise<DataTable> {
  const { table, office } = await officeTable(db, ref, actor)
  assertMayOnDataset(actor, "edit", office.access)
  return table
}

/** Of a distribution, whether there is a table of it or not. */
export async function editableFile(db: Db, distributionId: string, actor: Actor): Promise<OfficeDataset> {
  const datasetId = isUuid(distributionId) ? await datasetOf(db, distributionId) : undefined
  if (!datasetId) throw new TableNotFound(distributionId)
  const office = await hidden(officeDataset(db, datasetId, actor), distributionId)
  assertMayOnDataset(actor, "edit", office.access)
  return office
}

/** Whoever may not see the work on a dataset is not told that it has tables. */
async function hidden<Value>(work: Promise<Value>, ref: string): Promise<Value> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) throw new TableNotFound(ref)
    throw error
  }
}
