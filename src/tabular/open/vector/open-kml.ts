import { createReadStream } from "node:fs"
import { spoolRecords } from "../json/spool-records.ts"
import type { RawTable } from "../raw-table.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import { readXmlSteps } from "../xml/read-xml.ts"
import { kmlHandler } from "./kml-placemarks.ts"
import { geometryGrid, type Placed, placedShape } from "./vector-grid.ts"

/** Placemarks with what is said of them; styles, overlays and views are for looking. */
export async function openKml({ path }: OpenedFile, workspace: Workspace): Promise<RawTable> {
  const shape = placedShape({ name: "CRS84" }, (element) => element as Placed)
  const { spool, columns, isNested } = await spoolRecords(() => placemarks(path, workspace), shape, workspace)
  if (spool.records < 2) throw new CannotBeTable("no-table")
  return geometryGrid(spool, { shape, columns, isNested, name: "" })
}

async function* placemarks(path: string, workspace: Workspace): AsyncGenerator<readonly Placed[]> {
  const found: Placed[] = []
  const handler = kmlHandler((placemark) => found.push(placemark))
  for await (const _ of readXmlSteps(createReadStream(path, { highWaterMark: 1 << 18 }), handler)) {
    workspace.checkpoint()
    yield found.splice(0)
  }
  yield found
}
