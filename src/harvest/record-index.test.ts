import assert from "node:assert/strict"
import { describe, test } from "node:test"
import fc from "fast-check"
import { RecordIndex } from "./record-index.ts"

describe("an index of records", () => {
  test("numbers names in the order they come, each once, whatever they are", () => {
    const names = fc.array(fc.string({ unit: "binary", maxLength: 3 }), { maxLength: 300 })
    fc.assert(
      fc.property(names, (given) => {
        const index = new RecordIndex()
        const once = [...new Set(given)]

        const numbers = given.map((name) => index.add(name))

        assert.deepEqual(
          numbers,
          given.map((name) => once.indexOf(name)),
        )
        assert.deepEqual([...index], once)
        assert.equal(index.size, once.length)
        for (const [number, name] of once.entries())
          assert.deepEqual([index.nameOf(number), index.numberOf(name)], [name, number])
        assert.equal(index.has("absent"), false)
      }),
      { numRuns: 100 },
    )
  })

  test("holds as many as there are", () => {
    const index = new RecordIndex()
    for (let at = 0; at < 50_000; at++) index.add(`urn:${at}`)
    for (let at = 0; at < 50_000; at += 777) assert.equal(index.numberOf(`urn:${at}`), at)
    assert.equal(index.numberOf("urn:50000"), undefined)
  })

  test("knows a name longer than any chunk, and one of nothing", () => {
    const index = new RecordIndex()
    const names = ["", "ع".repeat(700_000), "a"]
    for (const name of names) index.add(name)
    assert.deepEqual([...index], names)
    assert.equal(index.numberOf(names[1]!), 1)
  })
})
