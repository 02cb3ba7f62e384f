/**
 * GeoPackage and other SQLite files. The file is somebody else's program as much as data: only plain tables are read, with
 * plain columns, nothing of it is run, and what is broken in it is an error of SQLite.
 */

import { constants, DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import type { RawTable } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import {
  firstPosition,
  fittingTo,
  type Position,
  type Projection,
  projectionByEpsg,
  projectionByWkt,
} from "./projection.ts"
import { type PlacedRow, spoolPlaced } from "./spool-placed.ts"
import { geometryFromGeoPackage } from "./wkb.ts"

export async function* openGeoPackage({ path }: OpenedFile, workspace: Workspace): AsyncGenerator<RawTable> {
  let database: DatabaseSync | undefined
  try {
    database = openDefensively(path)
    const tables = tablesOf(database)
    for (const table of tables) yield await readTable(database, table, workspace)
    if (tables.length === 0) throw new CannotBeTable("no-table")
  } catch (error) {
    throw isOfSqlite(error) ? new CannotBeTable("damaged", { reason: error.message.slice(0, 200) }) : error
  } finally {
    database?.close()
  }
}

const longestValue = 64 * 2 ** 20

/** Immutable: no journal beside it is looked for, none is made. */
function openDefensively(path: string): DatabaseSync {
  const url = pathToFileURL(path)
  url.searchParams.set("immutable", "1")
  const database = new DatabaseSync(url, {
    readOnly: true,
    allowExtension: false,
    defensive: true,
    enableDoubleQuotedStringLiterals: false,
    readBigInts: true,
    limits: { length: longestValue, sqlLength: 1_000_000, vdbeOp: 100_000, functionArg: 8 },
  })
  database.exec("pragma trusted_schema = 0; pragma cell_size_check = 1; pragma mmap_size = 0; pragma query_only = 1")
  const { SQLITE_READ, SQLITE_SELECT, SQLITE_PRAGMA, SQLITE_OK, SQLITE_DENY } = constants
  const allowed: readonly number[] = [SQLITE_READ, SQLITE_SELECT]
  database.setAuthorizer((action, name) =>
    allowed.includes(action) || (action === SQLITE_PRAGMA && name === "table_xinfo") ? SQLITE_OK : SQLITE_DENY,
  )
  return database
}

function isOfSqlite(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR"
}

interface SqliteTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly geometry?: { readonly column: string; readonly projection: Projection | undefined }
}

/** Of GeoPackage, tables of features and of attributes; else every table that somebody made. */
function tablesOf(database: DatabaseSync): SqliteTable[] {
  const plain = namesOf(database, "select name, sql from sqlite_schema where type = 'table'")
  const isGeoPackage = plain.includes("gpkg_contents")
  const contents = isGeoPackage
    ? namesOf(database, "select table_name as name from gpkg_contents where data_type in ('features', 'attributes')")
    : plain
  return contents
    .filter((name) => plain.includes(name) && !/^(?:sqlite|gpkg|rtree)_/i.test(name))
    .map((name) => ({ name, columns: columnsOf(database, name), ...geometryOf(database, name, plain) }))
    .filter(({ columns }) => columns.length > 0)
}

function namesOf(database: DatabaseSync, sql: string): string[] {
  const rows = database.prepare(`${sql} limit 10000`).all()
  return rows.flatMap(({ name, sql: made }) => {
    const isVirtual = typeof made === "string" && /^\s*create\s+virtual/i.test(made)
    return typeof name === "string" && !isVirtual ? [name] : []
  })
}

/** Columns that are computed, or hidden, are left out: computing runs what the file says. */
function columnsOf(database: DatabaseSync, table: string): string[] {
  const rows = database.prepare(`pragma table_xinfo(${quoted(table)})`).all()
  return rows.flatMap(({ name, hidden }) => (typeof name === "string" && Number(hidden) === 0 ? [name] : []))
}

function geometryOf(database: DatabaseSync, table: string, plain: readonly string[]): Pick<SqliteTable, "geometry"> {
  if (!plain.includes("gpkg_geometry_columns")) return {}
  const found = database
    .prepare("select column_name, srs_id from gpkg_geometry_columns where table_name = ? limit 1")
    .get(table)
  if (!found || typeof found.column_name !== "string") return {}
  const column = found.column_name
  const said = projectionOf(database, Number(found.srs_id), plain)
  return { geometry: { column, projection: fittingTo(said, somePosition(database, table, column)) } }
}

function somePosition(database: DatabaseSync, table: string, column: string): Position | undefined {
  const from = `from ${quoted(table)} where ${quoted(column)} is not null limit 1`
  const shape = database.prepare(`select ${quoted(column)} as shape ${from}`).get()?.shape
  return shape instanceof Uint8Array ? firstPosition(geometryFromGeoPackage(shape)) : undefined
}

function projectionOf(database: DatabaseSync, srsId: number, plain: readonly string[]): Projection | undefined {
  const byNumber = projectionByEpsg(srsId)
  if (byNumber || !plain.includes("gpkg_spatial_ref_sys")) return byNumber
  const system = database
    .prepare("select organization_coordsys_id as epsg, definition from gpkg_spatial_ref_sys where srs_id = ? limit 1")
    .get(srsId)
  if (!system) return undefined
  return projectionByEpsg(Number(system.epsg)) ?? projectionByWkt(String(system.definition))
}

async function readTable(database: DatabaseSync, table: SqliteTable, workspace: Workspace): Promise<RawTable> {
  const { name, geometry } = table
  const headers = table.columns.filter((column) => column !== geometry?.column)
  const batches = rowsOf(database, table, workspace)
  if (!geometry) return spoolPlain({ name, headers, batches }, workspace)
  const { projection } = geometry
  return spoolPlaced({ name, headers, rows: batches, projection, notes: () => [] }, workspace)
}

interface PlainLayer {
  readonly name: string
  readonly headers: readonly string[]
  readonly batches: AsyncIterable<readonly PlacedRow[]>
}

async function spoolPlain({ name, headers, batches }: PlainLayer, workspace: Workspace): Promise<RawTable> {
  const spool = new Spool(workspace)
  try {
    spool.row(headers)
    for await (const batch of batches) for (const { cells } of batch) spool.row(cells)
  } catch (error) {
    spool.discard()
    throw error
  }
  spool.close()
  return gridFrom(spool, { name, header: "first-row" })
}

const batchSize = 500

async function* rowsOf(
  database: DatabaseSync,
  { name, columns, geometry }: SqliteTable,
  workspace: Workspace,
): AsyncGenerator<PlacedRow[]> {
  const plain = columns.filter((column) => column !== geometry?.column)
  const selected = [...plain, ...(geometry ? [geometry.column] : [])].map(quoted).join(", ")
  const statement = database.prepare(`select ${selected} from ${quoted(name)}`)
  statement.setReturnArrays(true)
  let batch: PlacedRow[] = []
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<readonly unknown[]>) {
    const shape = geometry ? row[plain.length] : undefined
    batch.push({
      cells: plain.map((_, index) => textOf(row[index])),
      geometry: shape instanceof Uint8Array ? geometryFromGeoPackage(shape) : null,
    })
    if (batch.length < batchSize) continue
    workspace.checkpoint()
    yield batch
    batch = []
    // Reading a table is one long step: others get their turn between two batches.
    await new Promise((resolve) => setImmediate(resolve))
  }
  yield batch
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Bytes are pictures and the like. */
function textOf(value: unknown): string {
  return value === null || value === undefined || value instanceof Uint8Array ? "" : String(value)
}
