/** Every statement about tables and their versions. */
import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import type { TableChoice, TableVersion } from "../table/data-table.ts"
import { withWords } from "./with-words.ts"

/** A table of a distribution, with its version in force. */
export interface DataTable {
  readonly id: string
  readonly distributionId: string
  readonly datasetId: string
  /** From 0; the first one is also known by the id of its distribution. */
  readonly position: number
  /** Sheet, member or layer; empty where the file holds one table only. */
  readonly name: string
  readonly choice: TableChoice
  readonly version: TableVersion
}

interface Row {
  readonly id: string
  readonly distribution_id: string
  readonly dataset_id: string
  readonly position: number
  readonly name: string
  readonly choice: TableChoice
  readonly number: number
  readonly parquet_sha256: string
  readonly parquet_size: string | number
  readonly file_sha256: string
  readonly row_count: string | number
  readonly columns: TableVersion["columns"]
  readonly profile: TableVersion["profile"]
  readonly layout: TableVersion["layout"]
  readonly notes: TableVersion["notes"]
  readonly difference: TableVersion["difference"]
  readonly made_at: Date
}

/** By its own id, or by that of the distribution whose first table it is. Who may read it is asked elsewhere. */
export async function tableById(db: Db, id: string): Promise<DataTable | undefined> {
  if (!isUuid(id)) return undefined
  const which = sql`data_table.id = ${id} or (data_table.distribution_id = ${id} and data_table.version is not null)`
  return (await tables(db, which, { limit: 1 }))[0]
}

/** In the order of their files. */
export function tablesOfDistributions(db: Db, distributionIds: readonly string[], limit = 2000): Promise<DataTable[]> {
  return tables(db, sql`data_table.distribution_id = any(${distributionIds.filter(isUuid)}::uuid[])`, { limit })
}

async function tables(db: Db, which: RawBuilder<unknown>, { limit }: { limit: number }): Promise<DataTable[]> {
  const { rows } = await sql<Row>`
    select data_table.id, data_table.distribution_id, distribution.dataset_id, data_table.position, data_table.name,
      data_table.choice, table_version.*
    from data_table
    join distribution on distribution.id = data_table.distribution_id
    join table_version on table_version.table_id = data_table.id and table_version.number = data_table.version
    where (${which}) and distribution.vanished_at is null
    order by data_table.distribution_id, data_table.position, data_table.id
    limit ${limit}
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    distributionId: row.distribution_id,
    datasetId: row.dataset_id,
    position: row.position,
    name: row.name,
    choice: row.choice,
    version: withPublishersWords(versionFromRow(row), row.choice),
  }))
}

function withPublishersWords(version: TableVersion, choice: TableChoice): TableVersion {
  return { ...version, columns: withWords(version.columns, choice) }
}

function versionFromRow(
  row: Omit<Row, "distribution_id" | "dataset_id" | "position" | "name" | "choice">,
): TableVersion {
  return {
    tableId: row.id,
    number: row.number,
    parquet: { sha256: row.parquet_sha256, byteSize: Number(row.parquet_size) },
    fileSha256: row.file_sha256,
    rows: Number(row.row_count),
    columns: row.columns,
    profile: row.profile,
    layout: row.layout,
    notes: row.notes,
    difference: row.difference,
    madeAt: row.made_at,
  }
}

/** Newest first. */
export async function versionsOfTable(db: Db, tableId: string, limit: number): Promise<TableVersion[]> {
  const { rows } = await sql<Row>`
    select table_id as id, table_version.*
    from table_version
    where table_id = ${tableId}
    order by number desc
    limit ${limit}
  `.execute(db)
  return rows.map(versionFromRow)
}

/** Tables of a file by name, those that the last version has no more of among them. */
export async function knownTables(
  db: Db,
  distributionId: string,
): Promise<Map<string, { readonly id: string; readonly choice: TableChoice; readonly lastNumber: number }>> {
  const { rows } = await sql<{ id: string; name: string; choice: TableChoice; last: number }>`
    select id, name, choice, coalesce((select max(number) from table_version where table_id = data_table.id), 0) as last
    from data_table
    where distribution_id = ${distributionId}
    order by position, id
  `.execute(db)
  return new Map(rows.map(({ id, name, choice, last }) => [name, { id, choice, lastNumber: last }]))
}

export interface NewTable {
  readonly id: string
  readonly distributionId: string
  readonly position: number
  readonly name: string
  readonly at: Date
}

export async function saveTable(tx: Tx, { id, distributionId, position, name, at }: NewTable): Promise<void> {
  await sql`
    insert into data_table (id, distribution_id, position, name, created_at)
    values (${id}, ${distributionId}, ${position}, ${name}, ${at})
    on conflict (distribution_id, name) do update set position = excluded.position
  `.execute(tx)
}

/** Writes the version and has it in force: readers see the one before or this one, whole. */
export async function saveVersion(tx: Tx, version: TableVersion): Promise<void> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
  await sql`
    insert into table_version (table_id, number, parquet_sha256, parquet_size, file_sha256, row_count, columns, profile,
      layout, notes, difference, made_at)
    values (${version.tableId}, ${version.number}, ${version.parquet.sha256}, ${version.parquet.byteSize},
      ${version.fileSha256}, ${version.rows}, ${json(version.columns)}, ${json(version.profile)},
      ${json(version.layout)}, ${json(version.notes)}, ${version.difference ? json(version.difference) : null},
      ${version.madeAt})
  `.execute(tx)
  await sql`update data_table set version = ${version.number} where id = ${version.tableId}`.execute(tx)
}

/** Tables that the file has no more of; their versions stay, and their ids are never used again. Answers their names. */
export async function retireTables(tx: Tx, distributionId: string, present: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    update data_table set version = null
    where distribution_id = ${distributionId} and not name = any(${present}::text[]) and version is not null
    returning name
  `.execute(tx)
  return rows.map(({ name }) => name).sort()
}

/** Old versions are let go, their bytes with the next sweep. */
export async function forgetOldVersions(tx: Tx, tableId: string, keep: number): Promise<void> {
  await sql`
    delete from table_version
    where table_id = ${tableId} and number <= (select max(number) from table_version where table_id = ${tableId}) - ${keep}::int
  `.execute(tx)
}

export async function saveChoice(tx: Tx, tableId: string, choice: TableChoice): Promise<void> {
  await sql`update data_table set choice = ${JSON.stringify(choice)}::jsonb where id = ${tableId}`.execute(tx)
}

/** Nobody else decides about the table until the transaction ends. */
export async function lockTable(tx: Tx, tableId: string): Promise<void> {
  await sql`select id from data_table where id = ${tableId} for update`.execute(tx)
}

/** Of these blobs, those that a version of a table names. */
export async function blobsOfTables(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select parquet_sha256 as hash from table_version where parquet_sha256 = any(${hashes}::text[]) order by hash
  `.execute(db)
  return new Set(rows.map(({ hash }) => hash))
}
