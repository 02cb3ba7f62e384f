import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { canonicalJson, hashOf } from "./digest.ts"

test("the order in which a source writes its fields does not count as a change", () => {
  const one = { title: { fr: "Prix", ar: "أسعار" }, keywords: { fr: ["a"] } }
  const other = { keywords: { fr: ["a"] }, title: { ar: "أسعار", fr: "Prix" } }
  assert.equal(hashOf(canonicalJson(one)), hashOf(canonicalJson(other)))
})

test("the order of files counts", () => {
  assert.notEqual(canonicalJson({ distributions: [1, 2] }), canonicalJson({ distributions: [2, 1] }))
})

test("characters that PostgreSQL cannot store are mended, the rest is kept to the letter", () => {
  assert.equal(canonicalJson({ title: "a\u0000b\ud800c" }), '{"title":"ab\ufffdc"}')
  assert.equal(
    JSON.parse(canonicalJson({ title: "a \\u0000 written out, 😀 and ماء" })).title,
    "a \\u0000 written out, 😀 and ماء",
  )
})

test("property: any JSON keeps its meaning", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "grapheme" }), (text) => {
      const value = JSON.parse(text)
      fc.pre(!/\\u0000/.test(JSON.stringify(value)))
      assert.deepEqual(JSON.parse(canonicalJson(value)), value)
    }),
  )
})
