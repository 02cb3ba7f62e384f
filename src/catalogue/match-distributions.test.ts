import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import type { LocalisedText } from "../texts/index.ts"
import type { DistributionFacts } from "./facts.ts"
import { type KnownDistribution, matchDistributions } from "./match-distributions.ts"

const known = (id: string, position: number, facts: DistributionFacts): KnownDistribution => ({ id, position, facts })
const ids = (match: { continued: readonly (KnownDistribution | undefined)[] }) => match.continued.map((one) => one?.id)

test("reordered distributions keep their identifiers by the source's own ids", () => {
  const before = [known("a", 0, { remoteId: "r1" }), known("b", 1, { remoteId: "r2" })]
  const match = matchDistributions(before, [{ remoteId: "r2" }, { remoteId: "r1" }])
  assert.deepEqual(ids(match), ["b", "a"])
})

test("reordered distributions without ids are recognised by their address, http or https", () => {
  const before = [
    known("a", 0, { downloadUrl: "http://x.tn/1.csv" }),
    known("b", 1, { downloadUrl: "http://x.tn/2.csv" }),
  ]
  const match = matchDistributions(before, [
    { downloadUrl: "https://X.tn/2.csv" },
    { downloadUrl: "https://x.tn/1.csv" },
  ])
  assert.deepEqual(ids(match), ["b", "a"])
})

test("a distribution whose address changed is recognised by title and format", () => {
  const before = [
    known("a", 0, { title: { fr: "Prix" }, format: "CSV", downloadUrl: "http://x.tn/old.csv" }),
    known("b", 1, { title: { fr: "Prix" }, format: "XLSX", downloadUrl: "http://x.tn/old.xlsx" }),
  ]
  const match = matchDistributions(before, [
    { title: { fr: "Prix" }, format: "XLSX", downloadUrl: "http://x.tn/new.xlsx" },
    { title: { fr: "Prix" }, format: "CSV", downloadUrl: "http://x.tn/new.csv" },
  ])
  assert.deepEqual(ids(match), ["b", "a"])
})

test("a distribution whose title changed keeps its identifier by its address", () => {
  const before = [known("a", 0, { title: { fr: "Prx" }, downloadUrl: "http://x.tn/1.csv" })]
  assert.deepEqual(ids(matchDistributions(before, [{ title: { fr: "Prix" }, downloadUrl: "http://x.tn/1.csv" }])), [
    "a",
  ])
})

test("duplicate addresses are paired one to one, never twice with the same", () => {
  const url = "http://x.tn/same.csv"
  const before = [known("a", 0, { downloadUrl: url }), known("b", 1, { downloadUrl: url })]
  const match = matchDistributions(before, [{ downloadUrl: url }, { downloadUrl: url }, { downloadUrl: url }])
  assert.deepEqual(ids(match), ["a", "b", undefined])
})

test("two different ids given by the source are two distributions even at one address", () => {
  const before = [known("a", 0, { remoteId: "r1", downloadUrl: "http://x.tn/1.csv" })]
  const match = matchDistributions(before, [{ remoteId: "r9", downloadUrl: "http://x.tn/1.csv" }])
  assert.deepEqual(ids(match), [undefined])
  assert.deepEqual(
    match.vanished.map((one) => one.id),
    ["a"],
  )
})

test("what is no longer found has vanished", () => {
  const before = [known("a", 0, { remoteId: "r1" }), known("b", 1, { remoteId: "r2" })]
  assert.deepEqual(
    matchDistributions(before, [{ remoteId: "r1" }]).vanished.map((one) => one.id),
    ["b"],
  )
})

test("property: every known distribution is continued once or has vanished", () => {
  const facts = fc.record(
    {
      remoteId: fc.constantFrom("r1", "r2", "r3"),
      downloadUrl: fc.constantFrom("http://x.tn/1", "http://x.tn/2"),
      title: fc.constantFrom<LocalisedText>({ fr: "a" }, { ar: "ب" }),
      format: fc.constantFrom("CSV", "XLSX"),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 8 }), fc.array(facts, { maxLength: 8 }), (old, found) => {
      const before = old.map((one, position) => known(`d${position}`, position, one))
      const { continued, vanished } = matchDistributions(before, found)
      const seen = [...continued.filter((one) => one !== undefined), ...vanished].map((one) => one.id)
      assert.equal(continued.length, found.length)
      assert.deepEqual(seen.sort(), before.map((one) => one.id).sort())
    }),
  )
})
