import assert from "node:assert/strict"
import { describe, test } from "node:test"
import fc from "fast-check"
import { jsonPacking } from "./packed-bytes.ts"
import { PackedMap } from "./packed-map.ts"
import { RecordIndex } from "./record-index.ts"

describe("a packed map", () => {
  test("answers like a map, whatever is put into it", () => {
    const entries = fc.array(fc.tuple(fc.string({ unit: "binary", maxLength: 3 }), fc.json()))
    fc.assert(
      fc.property(entries, (given) => {
        const packed = new PackedMap<string>(jsonPacking())
        for (const [key, value] of given) packed.set(key, value)

        const plain = new Map(given)
        assert.deepEqual([...packed], [...plain])
        assert.deepEqual([...packed.keys()], [...plain.keys()])
        assert.deepEqual([...packed.values()], [...plain.values()])
        assert.equal(packed.size, plain.size)
        for (const key of plain.keys()) assert.equal(packed.get(key), plain.get(key))
        assert.equal(packed.get("absent"), undefined)
      }),
      { numRuns: 30 },
    )
  })

  test("shares its keys with others, and has only those that were put into it", () => {
    const index = new RecordIndex()
    const [one, other] = [new PackedMap<number>(jsonPacking(), index), new PackedMap<number>(jsonPacking(), index)]
    for (let at = 0; at < 3000; at++) (at % 2 === 0 ? one : other).set(`k${at}`, at)

    assert.deepEqual([one.size, other.size, index.size], [1500, 1500, 3000])
    assert.deepEqual([one.get("k2000"), other.get("k2000"), other.has("k2001")], [2000, undefined, true])
    one.delete("k2000")
    one.delete("k2001")
    other.delete("k1")
    assert.deepEqual([one.size, one.has("k2000")], [1499, false])
    assert.deepEqual([...other.keys()].slice(0, 2), ["k3", "k5"])
  })

  test("holds values longer than a chunk between short ones", () => {
    const long = "ع".repeat(3_000_000)
    const packed = new PackedMap<string>(jsonPacking())
    for (const [key, value] of [
      ["a", "1"],
      ["b", long],
      ["c", "3"],
      ["d", long.slice(0, 524_000)],
    ] as const)
      packed.set(key, value)

    assert.deepEqual(packed.get("b"), long)
    assert.deepEqual([packed.get("a"), packed.get("c"), packed.get("d")?.length], ["1", "3", 524_000])
  })
})
