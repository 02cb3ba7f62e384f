import type { Dataset, Distribution } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { type DataTable, type Ingestion, readableTable, readFirst } from "../../tabular/index.ts"
import { DistributionVanished } from "../errors.ts"
import { NotATable, TableNotFound, TableNotReady, TableRetired } from "./errors.ts"

export interface FoundTable {
  readonly dataset: Dataset
  readonly distribution: Distribution
  readonly table: DataTable
  /** All tables of its file. */
  readonly tables: readonly DataTable[]
}

/** The table of an address, for who may read it; else the refusal that says what there is instead. */
export async function findTable(db: Db, ref: string, reader: Actor): Promise<FoundTable> {
  const found = await readableTable(db, ref, reader)
  await readFirst(db, found)
  switch (found.kind) {
    case "found":
      return found
    case "none":
      throw new TableNotFound(ref)
    case "gone":
      throw new DistributionVanished(found.id, found.vanishedAt, found.datasetSlug)
    case "no-table":
      if (ref.toLowerCase() !== found.distribution.id) throw new TableRetired(found.distribution.id)
      throw withoutTable(found.ingestion)
  }
}

function withoutTable(ingestion: Ingestion | undefined) {
  switch (ingestion?.state) {
    case undefined:
      return new NotATable("not-read")
    case "waiting":
    case "running":
      return new TableNotReady()
    case "done":
      return new NotATable("no-table")
    case "refused":
    case "failed":
      return new NotATable(ingestion.reason ?? "internal", ingestion.detail)
  }
}
