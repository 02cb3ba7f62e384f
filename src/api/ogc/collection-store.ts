import { type RawBuilder, sql } from "kysely"
import { isPublic } from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import type { PlacedTable } from "./placed-table.ts"

interface Row {
  readonly id: string
  readonly distribution_id: string
  readonly dataset_id: string
  readonly name: string
  readonly number: number
  readonly parquet_sha256: string
  readonly parquet_size: string | number
  readonly row_count: string | number
  readonly columns: PlacedTable["version"]["columns"]
  readonly profile: PlacedTable["version"]["profile"]
  readonly made_at: Date
}

/** Tables that anybody may read and that have a geometry, or degrees, in the order of their ids. */
export async function placedTables(
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<PlacedTable[]> {
  const beyond = after === undefined ? sql`` : sql`and data_table.id > ${after}::uuid`
  const { rows } = await sql<Row>`
    select data_table.id, data_table.distribution_id, distribution.dataset_id, data_table.name, table_version.number,
      table_version.parquet_sha256, table_version.parquet_size, table_version.row_count, table_version.columns,
      table_version.profile, table_version.made_at
    from data_table
    join table_version on table_version.table_id = data_table.id and table_version.number = data_table.version
    join distribution on distribution.id = data_table.distribution_id
    join dataset on dataset.id = distribution.dataset_id
    where ${isPublic} and distribution.vanished_at is null and ${hasPlace} ${beyond}
    order by data_table.id
    limit ${limit}
  `.execute(db)
  return rows.map(tableFromRow)
}

const someColumn = (path: string): RawBuilder<unknown> => sql`table_version.columns @? ${path}::jsonpath`
const degrees = (meaning: string) =>
  someColumn(`$[*] ? (@.meaning == "${meaning}" && (@.type == "integer" || @.type == "decimal"))`)
/** The same that `placeOfRows` says of columns. */
const hasPlace = sql`(
  ${someColumn('$[*] ? (@.type == "geometry")')} or (${degrees("latitude")} and ${degrees("longitude")})
)`

function tableFromRow(row: Row): PlacedTable {
  return {
    ...{ id: row.id, distributionId: row.distribution_id, datasetId: row.dataset_id, name: row.name },
    version: {
      ...{ tableId: row.id, number: row.number, columns: row.columns, profile: row.profile, madeAt: row.made_at },
      parquet: { sha256: row.parquet_sha256, byteSize: Number(row.parquet_size) },
      rows: Number(row.row_count),
    },
  }
}
