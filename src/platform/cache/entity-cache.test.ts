import assert from "node:assert/strict"
import { test } from "node:test"
import { fixedClock } from "../clock.ts"
import { createEntityCache } from "./entity-cache.ts"

interface Thing {
  readonly id: string
  readonly version: number
}

function cacheOver(truth: Map<string, number>) {
  const asked: string[][] = []
  const clock = fixedClock("2026-11-23T08:00:00Z")
  let beforeAnswer: () => void = () => {}
  const cache = createEntityCache<Thing>({
    entity: "dataset",
    shows: ["organization"],
    load: async (ids) => {
      asked.push([...ids])
      const found = ids.filter((id) => truth.has(id)).map((id) => ({ id, version: truth.get(id)! }))
      beforeAnswer()
      return found
    },
    idOf: ({ id }) => id,
    maxEntries: 10,
    weigh: ({ id }) => (id.startsWith("heavy") ? 6 : 1),
    maxAgeMs: 60_000,
    clock,
  })
  const whileReading = (work: () => void) => {
    beforeAnswer = work
  }
  return { cache, asked, clock, whileReading }
}

test("what was read is answered from memory, in the order asked, without what does not exist", async () => {
  const { cache, asked } = cacheOver(
    new Map([
      ["a", 1],
      ["b", 1],
    ]),
  )
  await cache.byIds(["a", "b"])
  assert.deepEqual(await cache.byIds(["b", "none", "a"]), [
    { id: "b", version: 1 },
    { id: "a", version: 1 },
  ])
  assert.deepEqual(asked, [["a", "b"], ["none"]])
})

test("a change evicts the entity it names, and everything when it is of something that others show", async () => {
  const truth = new Map([
    ["a", 1],
    ["b", 1],
  ])
  const { cache } = cacheOver(truth)
  await cache.byIds(["a", "b"])
  truth.set("a", 2).set("b", 2)
  cache.evict([{ entity: "dataset", entityId: "a" }])
  assert.deepEqual(
    (await cache.byIds(["a", "b"])).map(({ version }) => version),
    [2, 1],
  )
  cache.evict([{ entity: "organization", entityId: "x" }])
  assert.deepEqual(
    (await cache.byIds(["a", "b"])).map(({ version }) => version),
    [2, 2],
  )
})

test("what changes while it is read is answered but not kept", async () => {
  const truth = new Map([["a", 1]])
  const { cache, whileReading } = cacheOver(truth)
  whileReading(() => {
    truth.set("a", 2)
    cache.evict([{ entity: "dataset", entityId: "a" }])
  })
  assert.deepEqual(await cache.byIds(["a"]), [{ id: "a", version: 1 }])
  whileReading(() => {})
  assert.deepEqual(await cache.byIds(["a"]), [{ id: "a", version: 2 }])
})

test("after its time an entity is read again", async () => {
  const truth = new Map([["a", 1]])
  const { cache, clock } = cacheOver(truth)
  await cache.byIds(["a"])
  truth.set("a", 2)
  clock.set("2026-11-23T08:01:01Z")
  assert.deepEqual(await cache.byIds(["a"]), [{ id: "a", version: 2 }])
})

test("a heavy entity takes the place of many, so that memory stays bounded", async () => {
  const truth = new Map([
    ["heavy-1", 1],
    ["heavy-2", 1],
  ])
  const { cache, asked } = cacheOver(truth)
  await cache.byIds(["heavy-1"])
  await cache.byIds(["heavy-2"])
  await cache.byIds(["heavy-2"])
  await cache.byIds(["heavy-1"])
  assert.deepEqual(asked, [["heavy-1"], ["heavy-2"], ["heavy-1"]])
})
