import type { TableNote } from "../../table/table-note.ts"
import type { RawGrid } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import type { Workspace } from "../workspace.ts"
import { type DbfFile, dbfRecords, openDbf } from "./dbf-records.ts"
import { fittingTo, isOnEarth, type Projection, projectionByWkt } from "./projection.ts"
import { shpCorner, shpGeometries } from "./shp-records.ts"
import { type PlacedRow, spoolPlaced } from "./spool-placed.ts"

export interface Shapefile {
  readonly name: string
  readonly shp: string
  readonly dbf?: string | undefined
  /** Texts of the small files beside. */
  readonly prj?: string | undefined
  readonly cpg?: string | undefined
}

const batchSize = 500

/** Shapes and their attributes, side by side. */
export async function openShapefile({ name, shp, dbf, prj, cpg }: Shapefile, workspace: Workspace): Promise<RawGrid> {
  const table = dbf === undefined ? undefined : await openDbf(dbf, cpg)
  return spoolPlaced(
    {
      name,
      headers: table?.fields.map((field) => field.name) ?? [],
      rows: rowsOf(shp, table, workspace),
      projection: await projectionOf(shp, prj),
      notes: () => encodingNotes(table),
    },
    workspace,
  )
}

/** Without a word on it, what looks like degrees are taken for such. */
async function projectionOf(shp: string, prj: string | undefined): Promise<Projection | undefined> {
  const corner = await shpCorner(shp)
  if (prj !== undefined) return fittingTo(projectionByWkt(prj), corner)
  return isOnEarth(...corner) ? { name: "", isAssumed: true } : undefined
}

async function* rowsOf(shp: string, dbf: DbfFile | undefined, workspace: Workspace): AsyncGenerator<PlacedRow[]> {
  const attributes = dbf ? dbfRecords(dbf) : undefined
  const none = dbf?.fields.map(() => "") ?? []
  let batch: PlacedRow[] = []
  try {
    for await (const geometry of shpGeometries(shp)) {
      const record = attributes ? await attributes.next() : undefined
      // A record that was deleted takes its shape with it; shapes without a record have no attributes.
      if (record && !record.done && record.value === undefined) continue
      batch.push({ cells: record && !record.done ? (record.value ?? none) : none, geometry })
      if (batch.length < batchSize) continue
      workspace.checkpoint()
      yield batch
      batch = []
    }
    yield batch
  } finally {
    await attributes?.return(undefined)
  }
}

function encodingNotes(dbf: DbfFile | undefined): readonly TableNote[] {
  return dbf && dbf.encoding !== "utf-8" ? [{ code: "not-utf8", values: { encoding: dbf.encoding } }] : []
}

/** A dBASE file that lies alone. */
export async function openDbfTable(path: string, workspace: Workspace): Promise<RawGrid> {
  const dbf = await openDbf(path)
  const spool = new Spool(workspace)
  try {
    spool.row(dbf.fields.map(({ name }) => name))
    for await (const record of dbfRecords(dbf)) if (record) spool.row(record)
  } catch (error) {
    spool.discard()
    throw error
  }
  spool.close()
  return gridFrom(spool, { name: "", header: "first-row", notes: encodingNotes(dbf) })
}
