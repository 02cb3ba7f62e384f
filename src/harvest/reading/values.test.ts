import assert from "node:assert/strict"
import { it } from "node:test"
import { countFrom, distinct, idFrom, unlessEmpty } from "./index.ts"

it("a total is a whole number of at least nothing, or its digits", () => {
  assert.deepEqual([0, 12, " 12 ", "0"].map(countFrom), [0, 12, 12, 0])
  for (const value of [-1, 1.5, Number.NaN, 1e30, "1e3", "12 datasets", "", null, undefined, true, [3], {}])
    assert.equal(countFrom(value), undefined)
})

it("an identifier is one line of at most 400 characters", () => {
  assert.equal(idFrom(" recensement\n2024 "), "recensement 2024")
  assert.equal(idFrom(7), "7")
  assert.equal(idFrom("x".repeat(500))?.length, 400)
  for (const nothing of ["", " ", null, undefined, {}, ["a"], true]) assert.equal(idFrom(nothing), undefined)
})

it("a list without entries says nothing", () => {
  assert.equal(unlessEmpty([]), undefined)
  assert.deepEqual(unlessEmpty([undefined]), [undefined])
})

it("what is written the same is kept once, where it stood first", () => {
  assert.deepEqual(distinct([{ a: 1 }, { b: 2 }, { a: 1 }]), [{ a: 1 }, { b: 2 }])
})
