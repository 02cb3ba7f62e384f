import type { TableNote } from "../../table/table-note.ts"
import type { RawGrid } from "../raw-table.ts"
import { Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import type { Projection } from "./projection.ts"
import { geometryGrid, placedShape } from "./vector-grid.ts"

export interface PlacedRow {
  readonly cells: readonly string[]
  /** GeoJSON, in the coordinates of the file. */
  readonly geometry: unknown
}

export interface Layer {
  readonly name: string
  readonly headers: readonly string[]
  readonly rows: AsyncIterable<readonly PlacedRow[]>
  readonly projection: Projection | undefined
  /** Said where reading ends. */
  notes(): readonly TableNote[]
}

/** Writes a layer whose columns are known beforehand. */
export async function spoolPlaced(
  { name, headers, rows, projection, notes }: Layer,
  workspace: Workspace,
): Promise<RawGrid> {
  const { maxColumns } = workspace.limits
  if (headers.length + 5 > maxColumns) throw new CannotBeTable("too-many-columns", { limit: maxColumns })
  let geometry: unknown
  const shape = placedShape(projection, () => ({ record: {}, geometry }))
  const spool = new Spool(workspace)
  try {
    spool.row([...headers, ...shape.extraHeaders])
    for await (const batch of rows) {
      for (const row of batch) {
        geometry = row.geometry
        spool.row([...row.cells, ...(shape.split(row)?.extra ?? [])], headers.length)
      }
    }
  } catch (error) {
    spool.discard()
    throw error
  }
  spool.close()
  return geometryGrid(spool, { shape, columns: headers.length, isNested: false, name, notes: notes() })
}
