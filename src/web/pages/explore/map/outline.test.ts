import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { allBoundaries } from "./boundaries.ts"
import { areaValues, mapQuestion } from "./map-choice.ts"
import { coarserPath, polygonsOf, ringsOf } from "./outline.ts"

describe("an area on a grid", () => {
  const path = "M10 10l20 0 0 20-20 0zM100 100l1 0 0 1z"

  it("is its rings, each step from where the last ended", () => {
    assert.deepEqual(ringsOf(path)[0], [
      [10, 10],
      [30, 10],
      [30, 30],
      [10, 30],
    ])
  })

  it("loses on a coarser grid what is too small for it", () => assert.equal(coarserPath(path, 10), "M1 1l2 0 0 2-2 0z"))

  it("is in degrees a closed ring", () => {
    const grid = { west: 7, north: 38, unitsPerLongitude: 10, unitsPerLatitude: 10 }
    assert.deepEqual(polygonsOf("M10 10l10 0 0 10z", grid), [
      [
        [
          [8, 37],
          [9, 37],
          [9, 36],
          [8, 37],
        ],
      ],
    ])
  })

  it("is there for every governorate and municipality, large enough to be drawn", () => {
    assert.deepEqual(
      allBoundaries().map(({ level, areas }) => [level, Object.keys(areas).length]),
      [
        ["governorate", 24],
        ["municipality", 350],
      ],
    )
  })
})

describe("values of municipalities", () => {
  const choice = { kind: "areas", aggregate: "sum" } as Parameters<typeof areaValues>[1]
  const place = (code: string, parentCode?: string) => ({
    code,
    parentCode,
    name: {},
    level: "x",
    otherCodes: [],
    aliases: [],
  })
  const vocabularies = { places: [place("a:1", "a:0"), place("a:2", "a:0"), place("a:0")] } as never
  const rows = [
    { part: "a:1", v0: 3, n: 1 },
    { part: "a:2", v0: 4, n: 1 },
  ]

  it("are drawn where they lie if their boundaries are known, else counted in the place that holds them", () => {
    const levels = [new Set(["a:0"]), new Set(["a:1", "a:2"])]
    assert.deepEqual(areaValues(rows, choice, { vocabularies, levels }).values, [
      { code: "a:2", value: 4 },
      { code: "a:1", value: 3 },
    ])
    const { values } = areaValues(rows, choice, { vocabularies, levels: levels.slice(0, 1) })
    assert.deepEqual(values, [{ code: "a:0", value: 7 }])
  })
})

it("a map of points asks for what tells them apart, and for where they lie", () => {
  const columns = ["nom", "lat", "lon"].map((name) => ({
    ...{ name, header: name, type: "text" as const },
    ...(name === "lat" ? { meaning: "latitude" as const } : name === "lon" ? { meaning: "longitude" as const } : {}),
  }))
  const choice = { kind: "points", latitude: columns[1]!, longitude: columns[2]! } as Parameters<typeof mapQuestion>[0]
  assert.deepEqual(mapQuestion(choice, [["sort", "nom"]], columns as never)[0], ["columns", "nom,lat,lon"])
})
