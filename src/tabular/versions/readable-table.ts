/** Which table an address means, and whether this reader may read it: the policy of its dataset decides, nothing else. */
import { sql } from "kysely"
import { type Dataset, type Distribution, datasetByRef, distributionByRef } from "../../catalogue/index.ts"
import { type Actor, anonymousActor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { type Ingestion, ingestionsOf } from "../ingest/ingestion-store.ts"
import { type DataTable, tableById, tablesOfDistributions } from "./table-store.ts"

export type TableLookup =
  /** Nobody has it, or this reader may not know of it. */
  | { readonly kind: "none" }
  | { readonly kind: "gone"; readonly id: string; readonly vanishedAt: Date; readonly datasetSlug: string }
  /** The file is there, and no table of it (yet): `ingestion` says how far it got; none where it holds no table. */
  | (Place & { readonly kind: "no-table"; readonly ingestion: Ingestion | undefined })
  | (Place & {
      readonly kind: "found"
      readonly table: DataTable
      /** All tables of the file, this one among them, in its order. */
      readonly tables: readonly DataTable[]
    })

interface Place {
  readonly dataset: Dataset
  readonly distribution: Distribution
}

/** By the id of a table, or of the distribution whose first table it is. */
export async function readableTable(db: Db, ref: string, reader: Actor = anonymousActor): Promise<TableLookup> {
  if (!isUuid(ref)) return { kind: "none" }
  const table = await tableById(db, ref)
  const place = await placeOf(db, table?.distributionId ?? (await distributionOf(db, ref)), reader)
  if (place.kind !== "place") return place
  const { dataset, distribution } = place
  if (table) {
    const tables = await tablesOfDistributions(db, [distribution.id])
    return { kind: "found", dataset, distribution, table, tables }
  }
  const ingestion = (await ingestionsOf(db, [distribution.id])).get(distribution.id)
  return { kind: "no-table", dataset, distribution, ingestion }
}

/** A table that the last version of its file has no more of still leads to the file. */
async function distributionOf(db: Db, ref: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select distribution_id as id from data_table where id = ${ref}`.execute(db)
  return rows[0]?.id ?? ref
}

type Found = { readonly kind: "place" } & Place

async function placeOf(
  db: Db,
  distributionId: string,
  reader: Actor,
): Promise<Found | Extract<TableLookup, { kind: "none" | "gone" }>> {
  const { rows } = await sql<{ id: string }>`
    select dataset_id as id from distribution where id = ${distributionId}
  `.execute(db)
  const lookup = rows[0] ? await datasetByRef(db, rows[0].id, reader) : undefined
  const dataset = lookup?.kind === "found" && lookup.dataset.state === "published" ? lookup.dataset : undefined
  const distribution = dataset?.distributions.find(({ id }) => id === distributionId)
  if (dataset && distribution) return { kind: "place", dataset, distribution }
  const known = await distributionByRef(db, distributionId)
  return known.kind === "gone" ? known : { kind: "none" }
}
