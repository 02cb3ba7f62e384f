import type { Dataset, Distribution } from "../../catalogue/index.ts"
import { type DataTable, placeOfRows, type RowPlace, readableTable } from "../../tabular/index.ts"
import type { ApiDeps } from "../deps.ts"
import { DistributionVanished } from "../errors.ts"
import { TableNotFound } from "../tables/errors.ts"

/** What a collection is made of; nothing else of the table is read. */
export interface PlacedTable extends Pick<DataTable, "id" | "distributionId" | "datasetId" | "name"> {
  readonly version: Pick<
    DataTable["version"],
    "tableId" | "number" | "parquet" | "rows" | "columns" | "profile" | "madeAt"
  >
}

/** A table with its place on the earth, and whose it is. */
export interface Collection {
  readonly table: PlacedTable
  readonly place: RowPlace
  readonly dataset: Dataset
  readonly distribution: Distribution
}

/** Of a table that anybody may read and that lies on the earth; every other one is not there. */
export async function findCollection({ db }: Pick<ApiDeps, "db">, id: string): Promise<Collection> {
  const found = await readableTable(db, id)
  if (found.kind === "gone") throw new DistributionVanished(found.id, found.vanishedAt, found.datasetSlug)
  const collection = found.kind === "found" ? collectionOf(found.table, found) : undefined
  if (!collection) throw new TableNotFound(id)
  return collection
}

export function collectionOf(
  table: PlacedTable,
  { dataset, distribution }: Pick<Collection, "dataset" | "distribution">,
): Collection | undefined {
  const place = placeOfRows(table.version.columns)
  return place && { table, place, dataset, distribution }
}
