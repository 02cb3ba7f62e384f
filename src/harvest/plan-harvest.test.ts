import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import {
  countPlan,
  type FoundDigest,
  holdOf,
  type KnownRecord,
  type PlannedRecord,
  planHarvest as planned,
} from "./plan-harvest.ts"

const planHarvest = (...given: Parameters<typeof planned>) => [...planned(...given)]

const known = (entries: Record<string, string>, gone = false) =>
  new Map<string, KnownRecord>(
    Object.entries(entries).map(([remoteId, hash]) => [
      remoteId,
      { entityId: `e-${remoteId}`, hash, kind: "dataset", gone },
    ]),
  )
const found = (entries: Record<string, string>): FoundDigest[] =>
  Object.entries(entries).map(([remoteId, hash]) => ({ remoteId, kind: "dataset", hash }))
const verdicts = (plan: readonly PlannedRecord[]) =>
  Object.fromEntries(plan.map((record) => [record.remoteId, record.verdict]))

test("a record is created, updated, left unchanged or withdrawn by comparing hashes", () => {
  const plan = planHarvest(known({ a: "1", b: "1", c: "1" }), found({ a: "1", b: "2", d: "1" }))
  assert.deepEqual(verdicts(plan), { a: "unchanged", b: "update", d: "create", c: "withdraw" })
})

test("a record that cannot be read any more is refused, and what we have of it stays", () => {
  const plan = planHarvest(known({ a: "1" }), [{ remoteId: "a", kind: "refused", hash: "" }])
  assert.deepEqual(verdicts(plan), { a: "refuse" })
})

test("a record that the source has made private disappears here", () => {
  const plan = planHarvest(known({ a: "1" }), [{ remoteId: "a", kind: "skipped", hash: "" }])
  assert.deepEqual(
    plan.map((record) => record.verdict),
    ["withdraw"],
  )
})

test("a withdrawn record that is found again comes back, even if nothing in it changed", () => {
  assert.deepEqual(verdicts(planHarvest(known({ a: "1" }, true), found({ a: "1" }))), { a: "update" })
})

test("a withdrawn record that stays away is not withdrawn twice", () => {
  assert.deepEqual(planHarvest(known({ a: "1" }, true), []), [])
})

test("more than a fifth and more than five disappearing records wait for a person", () => {
  const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, "1"]))
  const hold = (before: number, now: number, emptied = 0) => {
    const all = known(names(before))
    return holdOf(planHarvest(all, found(names(now))), { known: all, emptied: Object.keys(names(emptied)) })
  }
  assert.equal(hold(10, 5), undefined, "five of ten: too few to ask")
  assert.deepEqual(hold(10, 4), {
    code: "mass-disappearance",
    disappearing: 6,
    known: 10,
  })
  assert.equal(hold(100, 80), undefined, "exactly a fifth")
  assert.equal(hold(100, 79)?.disappearing, 21)
  assert.deepEqual(hold(100, 100, 21), { code: "files-disappear", disappearing: 21, known: 100 })
  assert.equal(hold(100, 100, 20), undefined)
})

test("records that all turn into something else wait, too: what they were would go", () => {
  const all = known(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`r${index}`, "1"])))
  const turned = [...all.keys()].map((remoteId): FoundDigest => ({ remoteId, kind: "series", hash: "1" }))
  assert.equal(holdOf(planHarvest(all, turned), { known: all, emptied: [] })?.disappearing, 10)
})

test("what a person confirmed goes, and nothing else under its number", () => {
  const names = Array.from({ length: 40 }, (_, index) => `r${index}`)
  const all = known(Object.fromEntries(names.map((name) => [name, "1"])))
  const without = (...gone: string[]) =>
    planHarvest(all, found(Object.fromEntries(names.filter((name) => !gone.includes(name)).map((name) => [name, "1"]))))
  const [shown, others] = [names.slice(0, 10), names.slice(20, 30)]
  const confirmed = { code: "mass-disappearance", disappearing: 10, remoteIds: new Set(shown) } as const
  const held = (gone: readonly string[], emptied: readonly string[] = []) =>
    holdOf(without(...gone), { known: all, emptied, confirmed })?.code
  assert.equal(held(shown), undefined)
  assert.equal(held([...shown.slice(1), "r39"]), undefined, "one more meanwhile, and one less")
  assert.equal(held(others), "mass-disappearance")
  assert.equal(held(shown, others), "files-disappear")
  assert.equal(held([], shown), "files-disappear")
})

test("of a reading of changes, only what the source itself takes out disappears", () => {
  const met: FoundDigest[] = [
    { remoteId: "a", kind: "dataset", hash: "2" },
    { remoteId: "b", kind: "skipped", hash: "" },
    { remoteId: "z", kind: "skipped", hash: "" },
  ]
  const plan = planHarvest(known({ a: "1", b: "1", c: "1" }), met, "changes")
  assert.deepEqual(verdicts(plan), { a: "update", z: "leave", b: "withdraw" })
})

test("property: a second plan over what the first applied changes nothing", () => {
  const catalogue = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.constantFrom("1", "2", "3"), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(catalogue, catalogue, (before, now) => {
      const first = planHarvest(known(before), found(now))
      const applied = new Map(known(now))
      for (const record of first) {
        const old = before[record.remoteId]
        if (record.verdict === "withdraw")
          applied.set(record.remoteId, { entityId: "x", hash: old!, kind: "dataset", gone: true })
      }
      const second = countPlan(planHarvest(applied, found(now)))
      assert.deepEqual(second, { created: 0, updated: 0, withdrawn: 0, refused: 0, unchanged: Object.keys(now).length })
    }),
  )
})
