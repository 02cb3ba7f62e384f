import { boxSuffixes, type Column } from "../../tabular/index.ts"
import type { Asked } from "./asked.ts"
import { timeColumn } from "./interval.ts"
import type { Collection } from "./placed-table.ts"

export const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

type Box = readonly [west: number, south: number, east: number, north: number]

/** Where and when the features of a collection are (17-069r4 §7.14); nothing is said of what is not known. */
export interface Extent {
  readonly spatial?: { readonly bbox: readonly Box[]; readonly crs: string }
  readonly temporal?: { readonly interval: readonly (readonly [string | null, string | null])[] }
}

/** The box of a version never changes: it is asked for once. */
const boxes = new Map<string, Box | undefined>()
const mostBoxes = 10_000

export async function extentOf(collection: Collection, asked: Pick<Asked, "deps" | "gone">): Promise<Extent> {
  const box = collection.place.kind === "point" ? boxOfPoints(collection) : await boxOfGeometries(collection, asked)
  const interval = intervalOf(collection)
  return {
    ...(box ? { spatial: { bbox: [box], crs: crs84 } } : {}),
    ...(interval ? { temporal: { interval: [interval] } } : {}),
  }
}

function boxOfPoints({ table, place }: Collection): Box | undefined {
  if (place.kind !== "point") return undefined
  const profileOf = ({ name }: Column) => table.version.profile.find((one) => one.name === name)
  const [x, y] = [profileOf(place.longitude), profileOf(place.latitude)]
  return soundBox([x?.min, y?.min, x?.max, y?.max])
}

async function boxOfGeometries(
  { table, place }: Collection,
  { deps: { engine, log }, gone }: Pick<Asked, "deps" | "gone">,
): Promise<Box | undefined> {
  const { sha256 } = table.version.parquet
  if (place.kind !== "geometry" || boxes.has(sha256)) return boxes.get(sha256)
  const [west, south, east, north] = boxSuffixes.map((suffix) => `"${place.column.name}${suffix}"`)
  const query = {
    sql: `select min(${west}), min(${south}), max(${east}), max(${north}) from this`,
    ...{ params: [], tables: { this: sha256 } },
  }
  try {
    const { rows } = await engine.ask(query, { maxRows: 1, maxBytes: 1000, timeoutMs: 2000, signal: gone })
    if (boxes.size >= mostBoxes) boxes.clear()
    boxes.set(sha256, soundBox(rows[0] ?? []))
  } catch (error) {
    gone.throwIfAborted()
    // A list of collections is not refused for one of them: it is told without its extent.
    log.warn({ err: error, table: table.id }, "extent of a table is not known")
  }
  return boxes.get(sha256)
}

function soundBox(values: readonly unknown[]): Box | undefined {
  const [west, south, east, north] = values.map((value) =>
    value === null || value === undefined ? Number.NaN : Number(value),
  )
  const box: Box = [west!, south!, east!, north!]
  return box.every(Number.isFinite) ? box : undefined
}

function intervalOf({ table }: Collection): readonly [string, string] | undefined {
  const column = timeColumn(table.version.columns)
  const profile = table.version.profile.find(({ name }) => name === column?.name)
  if (typeof profile?.min !== "string" || typeof profile.max !== "string") return undefined
  if (column?.type === "date") return [`${profile.min}T00:00:00Z`, `${profile.max}T23:59:59Z`]
  const inUtc = (text: string) => (text.endsWith("Z") ? text : `${text}Z`)
  return [inUtc(profile.min), inUtc(profile.max)]
}
