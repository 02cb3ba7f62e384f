import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { fixedClock } from "../clock.ts"
import { createPageStore } from "./page-store.ts"

const page = (text: string) => ({ headers: {}, body: Buffer.from(text) })
const ofDataset = (id: string) => [{ entity: "dataset", id }]
const aMinute = 60_000

function aStore(maxBytes = 1_000_000) {
  const clock = fixedClock("2026-01-01T00:00:00Z")
  return { clock, store: createPageStore({ maxBytes, clock }) }
}

describe("a kept page", () => {
  it("is given again until one of the entities it was made of changes", () => {
    const { store } = aStore()
    store.put("a", page("A"), { reads: ofDataset("1"), maxAgeMs: aMinute, begun: store.begin() })
    store.put("b", page("B"), { reads: ofDataset("2"), maxAgeMs: aMinute, begun: store.begin() })

    store.evict([{ entity: "dataset", entityId: "1" }])

    assert.equal(store.get("a"), undefined)
    assert.equal(store.get("b")?.body.toString(), "B")
  })

  it("made of a list goes with any change to it", () => {
    const { store } = aStore()
    store.put("list", page("L"), { reads: [{ list: "dataset" }], maxAgeMs: aMinute, begun: store.begin() })
    store.evict([{ entity: "organization", entityId: "9" }])
    assert.ok(store.get("list"))
    store.evict([{ entity: "dataset", entityId: "9" }])
    assert.equal(store.get("list"), undefined)
  })

  it("grows no older than it may", () => {
    const { store, clock } = aStore()
    store.put("search", page("S"), { reads: [], maxAgeMs: 1000, begun: store.begin() })
    clock.set("2026-01-01T00:00:00.999Z")
    assert.ok(store.get("search"))
    clock.set("2026-01-01T00:00:01Z")
    assert.equal(store.get("search"), undefined)
  })

  it("is not kept when what it was made of changed while it was made", () => {
    const { store } = aStore()
    const begun = store.begin()
    store.evict([{ entity: "dataset", entityId: "1" }])
    store.put("a", page("old"), { reads: ofDataset("1"), maxAgeMs: aMinute, begun })
    store.put("b", page("other"), { reads: ofDataset("2"), maxAgeMs: aMinute, begun })
    assert.equal(store.get("a"), undefined)
    assert.ok(store.get("b"))
    store.clear()
    store.put("b", page("other"), { reads: ofDataset("2"), maxAgeMs: aMinute, begun })
    assert.equal(store.get("b"), undefined)
  })

  it("never takes the store over its bound, and the least used goes first", () => {
    const { store } = aStore(20_000)
    const begun = store.begin()
    for (let i = 0; i < 50; i++) {
      store.put(`p${i}`, page("x".repeat(1000)), { reads: ofDataset(`${i}`), maxAgeMs: aMinute, begun })
      store.get("p0")
    }
    assert.ok(store.size.bytes <= 20_000, String(store.size.bytes))
    assert.ok(store.get("p0"))
    assert.equal(store.get("p1"), undefined)
  })

  it("is never older than the last change, in any order of reading, making and changing", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("change" as const), id: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ kind: fc.constant("begin" as const), id: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ kind: fc.constant("finish" as const), id: fc.integer({ min: 0, max: 3 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { store } = aStore()
        const truth = [0, 0, 0, 0]
        const making = new Map<number, { begun: number; version: number }>()
        for (const { kind, id } of steps) {
          if (kind === "change") {
            truth[id]! += 1
            store.evict([{ entity: "dataset", entityId: String(id) }])
          } else if (kind === "begin") {
            making.set(id, { begun: store.begin(), version: truth[id]! })
          } else {
            const { begun, version } = making.get(id) ?? { begun: store.begin(), version: truth[id]! }
            store.put(`p${id}`, page(String(version)), { reads: ofDataset(String(id)), maxAgeMs: aMinute, begun })
          }
          const kept = store.get(`p${id}`)
          if (kept) assert.equal(kept.body.toString(), String(truth[id]))
        }
      }),
    )
  })
})
