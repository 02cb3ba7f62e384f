import type { RowsPage } from "../../../../tabular/index.ts"
import { short } from "../column-head.tsx"
import { type Boundaries, drawnAt } from "./boundaries.ts"
import type { MapChoice } from "./map-choice.ts"

interface Options {
  readonly boundaries: Boundaries
  readonly choice: Exclude<MapChoice, { kind: "areas" }>
  readonly found: RowsPage
}

/** Rows where they lie: points as dots, lines and areas as they run. What lies outside of the drawing is cut by it. */
export function Marks({ boundaries, choice, found }: Options) {
  return (
    <g class="marks">
      {found.rows.map(({ values }) => {
        if (choice.kind === "points") {
          return <Dot boundaries={boundaries} at={[values[choice.longitude.name], values[choice.latitude.name]]} />
        }
        const shape = shapeIn(values[choice.geometry.name])
        if (!shape) return null
        if (shape.type === "Point") return <Dot boundaries={boundaries} at={shape.coordinates} />
        return <path class="shape" d={pathOf(boundaries, shape.coordinates)} />
      })}
    </g>
  )
}

function Dot({ boundaries, at }: { boundaries: Boundaries; at: unknown }) {
  if (!isPosition(at)) return null
  const [x, y] = drawnAt(boundaries, at)
  return <circle cx={short(x)} cy={short(y)} r="2.2" />
}

function isPosition(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number"
}

function shapeIn(value: unknown): { readonly type: string; readonly coordinates: unknown } | undefined {
  try {
    const shape: unknown = typeof value === "string" ? JSON.parse(value) : value
    const isShape = typeof shape === "object" && shape !== null && "type" in shape && "coordinates" in shape
    return isShape ? { type: String(shape.type), coordinates: shape.coordinates } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** However deep its rings lie; places that fall together are said once. */
function pathOf(boundaries: Boundaries, coordinates: unknown): string {
  if (!Array.isArray(coordinates)) return ""
  if (!coordinates.every(isPosition)) return coordinates.map((inner) => pathOf(boundaries, inner)).join("")
  const drawn = coordinates.map((position) => drawnAt(boundaries, position).map(short).join(" "))
  return `M${drawn.filter((one, at) => one !== drawn[at - 1]).join("L")}`
}
