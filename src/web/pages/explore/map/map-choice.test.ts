import assert from "node:assert/strict"
import { describe, it } from "node:test"
import type { Explored } from "../explore-model.ts"
import { readState } from "../explore-state.ts"
import type { Column } from "../table-facts.ts"
import { mapChoice, mostOnMap } from "./map-choice.ts"

const column = (name: string, facts: Partial<Column>) => ({ name, header: name, type: "text", ...facts }) as Column
const placed = [
  column("gouvernorat", { meaning: "place", places: { level: "governorate" } as NonNullable<Column["places"]> }),
  column("lat", { type: "decimal", meaning: "latitude" }),
  column("lon", { type: "decimal", meaning: "longitude" }),
]

function kindOf(columns: readonly Column[], rows: number, query = "") {
  const table = { version: { columns, profile: [], rows } } as unknown as Explored["table"]
  return mapChoice({ table, state: readState(new URLSearchParams(query)) })?.kind
}

describe("what a map shows of a table with places and coordinates", () => {
  it("is its points, where there is nothing but rows to count", () => assert.equal(kindOf(placed, 11), "points"))

  it("is areas where there is something to measure, more points than fit, or the reader says so", () => {
    assert.equal(kindOf([...placed, column("population", { type: "integer" })], 11), "areas")
    assert.equal(kindOf(placed, mostOnMap + 1), "areas")
    assert.equal(kindOf(placed, 11, "place=gouvernorat"), "areas")
  })
})
