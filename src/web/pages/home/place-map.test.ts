import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { mapDots } from "./place-map.tsx"

const places = Array.from({ length: 20 }, (_, index) => ({
  code: `iso:P-${index}` as const,
  name: { en: `Place ${index}` },
  level: "municipality",
  otherCodes: [],
  aliases: [],
  lat: 30 + index / 3,
  lon: 8 + (index % 5) / 2,
}))

describe("the map of places", () => {
  it("has a dot for each place, brighter ones where there are data, none outside its frame", () => {
    const dots = mapDots(places, new Map([["iso:P-3", 4]]))
    assert.ok(dots)
    assert.equal(dots.ground.match(/M/g)?.length, 19)
    assert.equal(dots.lit.join("").match(/M/g)?.length, 1)
    const numbers = [...dots.ground.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
    assert.ok(numbers.every(([x = -1, y = -1]) => x >= 0 && x <= dots.width && y >= 0 && y <= dots.height))
  })

  it("is left out where too few places are known to make a country", () => {
    assert.equal(mapDots(places.slice(0, 5), new Map()), undefined)
  })
})
