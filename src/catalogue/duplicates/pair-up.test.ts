import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { type DuplicateSign, duplicateSigns, type SharedValue, type Side } from "./duplicate-store.ts"
import { isLikely, mostPerDataset, pairUp } from "./pair-up.ts"

const side = (id: string, source: string, more: Partial<Side> = {}): Side => ({
  id,
  organizationId: "body",
  titleKeys: [],
  sources: source ? [source] : [],
  ...more,
})
const sharing = (sign: DuplicateSign, ...ids: string[]): SharedValue => ({ sign, ids })

describe("two datasets", () => {
  it("are likely the same by what is unique in the world alone, by anything else only with another sign", () => {
    const likely = (signs: DuplicateSign[], more: { identifier?: string; sameBody?: boolean } = {}) =>
      isLikely({ signs, sameBody: false, ...more })
    assert.equal(likely(["landing-page"]), true)
    assert.equal(likely(["identifier"], { identifier: "https://data.example.tn/id/1" }), true)
    assert.equal(likely(["identifier"], { identifier: "12345", sameBody: true }), false)
    assert.equal(likely(["title"]), false)
    assert.equal(likely(["title"], { sameBody: true }), true)
    assert.equal(likely(["address"]), false)
    assert.equal(likely(["address", "title"]), true)
  })

  it("of two bodies have their titles compared once something else is shared", () => {
    const sides = [
      side("a", "own", { titleKeys: ["budget communal"] }),
      side("b", "aggregator", { organizationId: "another", titleKeys: ["budget communal"] }),
    ]
    const found = pairUp({ wanted: new Set(["b"]), shared: [sharing("address", "a", "b")], sides })
    assert.deepEqual(found, [{ one: "a", other: "b", signs: ["address", "title"] }])
  })

  it("are no pair when both were entered here, when one source has both, or when one is not published", () => {
    const shared = [sharing("landing-page", "a", "b", "c", "d", "gone")]
    const sides = [side("a", ""), side("b", ""), side("c", "own"), side("d", "own")]
    const pairs = pairUp({ wanted: new Set(["a", "c", "gone"]), shared, sides })
    assert.deepEqual(
      pairs.map(({ one, other }) => one + other),
      ["ac", "ad", "bc"],
    )
  })
})

it("datasets of the same source take no other's place, and those that share more come first", () => {
  const names = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${10 + i}`)
  const [own, others] = [names("a", 60), names("b", 30)]
  const sides = [...own.map((id) => side(id, "own")), ...others.map((id) => side(id, "aggregator"))]
  const shared = [sharing("landing-page", ...own, ...others), sharing("address", "a10", "b39")]
  const pairs = pairUp({ wanted: new Set(["a10"]), shared, sides })
  assert.equal(pairs.length, mostPerDataset)
  assert.deepEqual(pairs[0], { one: "a10", other: "b39", signs: ["address", "landing-page"] })
  assert.ok(pairs.every(({ other }) => others.includes(other)))
})

it("property: whichever of the two was looked at, the same pairs are found", () => {
  const ids = ["a", "b", "c", "d", "e"]
  const some = fc.record({
    source: fc.constantFrom("", "own", "aggregator"),
    organizationId: fc.constantFrom("body", "another"),
    titleKeys: fc.subarray(["budget", "barrages"]),
    identifier: fc.constantFrom("12345", "https://data.example.tn/id/1"),
  })
  const values = fc.array(fc.record({ sign: fc.constantFrom(...duplicateSigns), ids: fc.subarray(ids) }))
  fc.assert(
    fc.property(fc.tuple(some, some, some, some, some), values, (facts, shared) => {
      const sides = facts.map(({ source, ...more }, i) => side(ids[i]!, source, more))
      const keys = (wanted: string[]) =>
        pairUp({ wanted: new Set(wanted), shared: withOneIdentifier(shared, sides), sides }).map(
          ({ one, other, signs }) => `${one} ${other} ${signs}`,
        )
      const one = new Set(ids.flatMap((id) => keys([id])))
      assert.deepEqual(new Set(keys(ids)), one)
    }),
  )
})

/** Who shares an identifier has the same one. */
function withOneIdentifier(shared: readonly SharedValue[], sides: readonly Side[]): SharedValue[] {
  return shared.map(({ sign, ids }) => {
    const first = sides.find(({ id }) => id === ids[0])
    const isAlike = (id: string) => sides.find((one) => one.id === id)?.identifier === first?.identifier
    return { sign, ids: sign === "identifier" ? ids.filter(isAlike) : ids }
  })
}
