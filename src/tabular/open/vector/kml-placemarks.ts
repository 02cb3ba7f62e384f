import type { XmlHandler } from "../xml/xml-tokens.ts"
import type { Placed } from "./vector-grid.ts"

/** What a placemark says of itself beside its place; addresses and times are data too. */
const plainFields = new Set(["name", "description", "address", "phoneNumber", "when", "begin", "end"])
const shapes = new Set(["Point", "LineString", "LinearRing", "Polygon"])

interface Placemark {
  readonly record: Record<string, string>
  readonly geometries: { readonly type: string; readonly coordinates: unknown }[]
}

/** Gives every placemark when it ends. */
export function kmlHandler(give: (placed: Placed) => void): XmlHandler {
  const folders: string[] = []
  const path: string[] = []
  let placemark: Placemark | undefined
  let field: string | undefined
  let text = ""
  let shape: string | undefined
  let rings: number[][][] = []

  function add(geometry: { type: string; coordinates: unknown }) {
    placemark?.geometries.push(geometry)
  }

  function closeCoordinates() {
    const positions = positionsFrom(text)
    if (positions.length === 0) return
    if (shape === "Polygon") rings.push(positions)
    else if (shape === "Point") add({ type: "Point", coordinates: positions[0] })
    else if (shape !== undefined) add({ type: "LineString", coordinates: positions })
  }

  function closeField(name: string) {
    if (placemark && field !== undefined && text.trim() !== "") placemark.record[field] = text.trim()
    else if (!placemark && name === "name" && path.at(-1) === "Folder") folders[folders.length - 1] = text.trim()
    field = undefined
  }

  return {
    open(name, attribute) {
      const parent = path.at(-1)
      if (name === "Folder") folders.push("")
      else if (name === "Placemark") placemark = { record: folderRecord(folders), geometries: [] }
      else if (shapes.has(name) && shape !== "Polygon") {
        shape = name
        rings = []
      } else if (name === "Data" || name === "SimpleData") field = attribute("name") ?? ""
      else if (plainFields.has(name) && isOwn(parent)) field = name
      if (name === "coordinates" || name === "SimpleData" || name === "value" || plainFields.has(name)) text = ""
      path.push(name)
    },
    text(piece) {
      const at = path.at(-1)
      if (at === "coordinates" || at === "SimpleData" || at === "value" || (at !== undefined && plainFields.has(at)))
        text += piece
    },
    close(name) {
      path.pop()
      if (name === "coordinates") closeCoordinates()
      else if (name === "SimpleData" || name === "Data" || plainFields.has(name)) closeField(name)
      else if (name === "Folder") folders.pop()
      else if (name === shape) {
        if (name === "Polygon" && rings.length > 0) add({ type: "Polygon", coordinates: rings })
        shape = undefined
      } else if (name === "Placemark" && placemark) {
        give({ record: placemark.record, geometry: joined(placemark.geometries) })
        placemark = undefined
      }
    },
  }
}

function isOwn(parent: string | undefined): boolean {
  return parent === "Placemark" || parent === "Folder" || parent === "TimeStamp" || parent === "TimeSpan"
}

function folderRecord(folders: readonly string[]): Record<string, string> {
  const named = folders.filter((folder) => folder !== "")
  return named.length > 0 ? { folder: named.join(" / ") } : {}
}

/** `10.18,36.8,0 10.19,36.81,0`; heights are left out where they are zero. */
function positionsFrom(text: string): number[][] {
  return text
    .trim()
    .split(/\s+/)
    .map((tuple) => tuple.split(",").map(Number))
    .filter((position) => position.length >= 2 && position.every((number) => Number.isFinite(number)))
    .map((position) => (position[2] === 0 ? position.slice(0, 2) : position.slice(0, 3)))
}

function joined(geometries: Placemark["geometries"]): unknown {
  const [first] = geometries
  if (geometries.length < 2) return first ?? null
  const sameType = geometries.every(({ type }) => type === first?.type)
  return sameType
    ? { type: `Multi${first?.type}`, coordinates: geometries.map(({ coordinates }) => coordinates) }
    : { type: "GeometryCollection", geometries }
}
