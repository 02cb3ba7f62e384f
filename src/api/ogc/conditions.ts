/** Conditions of the standard, in the syntax tree of questions. */
import { type Column, type Question, type RowPlace, rowColumn } from "../../tabular/index.ts"
import type { Interval } from "./interval.ts"

type Condition = Question["where"][number]

export function isRow(row: number): Condition {
  const left: Condition = columnItem({ name: rowColumn, header: rowColumn, type: "integer" })
  return { kind: "compare", operator: "=", left, right: { kind: "literal", type: "integer", text: String(row) } }
}

/** Whether a column has rows without a value. */
type HasGaps = (column: Column) => boolean

/** Features whose box touches it, and those without a place (/req/core/fc-bbox-response). */
export function touches(
  place: RowPlace,
  [west, south, east, north]: NonNullable<Question["box"]>,
  hasGaps: HasGaps,
): Condition {
  const columns = place.kind === "geometry" ? [place.column] : [place.latitude, place.longitude]
  const halves = [inBox(west, south, 180, north), inBox(-180, south, east, north)]
  const boxes = west <= east ? [inBox(west, south, east, north)] : halves
  return { kind: "or", items: [...boxes, ...columns.filter(hasGaps).map(isMissing)] }
}

function inBox(...[west, south, east, north]: readonly [number, number, number, number]): Condition {
  const args = [south, west, north, east].map(
    (degrees): Condition => ({ kind: "literal", type: "decimal", text: String(degrees) }),
  )
  return { kind: "call", name: "in_bbox", distinct: false, args }
}

/** Rows of that time, and those without one (/req/core/fc-time-response). */
export function during(column: Column, { from, to }: Interval, hasGaps: HasGaps): Condition {
  const text = (moment: string): Condition => ({
    kind: "literal",
    type: "text",
    text: column.type === "date" ? moment.slice(0, 10) : moment,
  })
  const left = columnItem(column)
  const ends: Condition[] = [
    ...(from === undefined ? [] : [{ kind: "compare", operator: ">=", left, right: text(from) } as const]),
    ...(to === undefined ? [] : [{ kind: "compare", operator: "<=", left, right: text(to) } as const]),
  ]
  return { kind: "or", items: [{ kind: "and", items: ends }, ...[column].filter(hasGaps).map(isMissing)] }
}

function isMissing(column: Column): Condition {
  return { kind: "is-null", item: columnItem(column) }
}

function columnItem(column: Column): Condition {
  return { kind: "column", column }
}
