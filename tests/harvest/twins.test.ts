import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { patchDataset, withdrawDataset } from "../../src/catalogue/index.ts"
import {
  aboutTheSame,
  countsOf,
  harvested,
  interfaces,
  museums,
  olives,
  openWorld,
  otherPortal,
  ownOf,
  sourceOf,
  stateOf,
  type Twin,
  titled,
  type World,
  wheat,
} from "./twin-portals.ts"

for (const way of interfaces)
  describe(`two portals that harvest each other over ${way.name}`, () => {
    let world: World
    let [a, b]: Twin[] = []
    let [fromB, fromA]: string[] = []
    const round = async (mode: "full" | "changes" = "full") => {
      world.wait(24)
      const first = await harvested(a!, fromB!, mode)
      world.wait(24)
      return [first, await harvested(b!, fromA!, mode)] as const
    }

    before(async () => {
      world = openWorld()
      ;[a, b] = [await world.open("a.example"), await world.open("b.example")]
      for (const [twin, host, own] of [
        [a, "metro.example", [wheat, olives]],
        [b, "louage.example", [museums]],
      ] as const) {
        await harvested(twin, await twin.addSource(otherPortal(world, host)))
        for (const facts of own) await twin.publish(facts)
      }
      ;[fromB, fromA] = [await a.addSource(sourceOf(b, way)), await b.addSource(sourceOf(a, way))]
    })
    after(() => world.close())

    it("have all of both, once, as it was, and know their own again", async () => {
      const [here, there] = await round()
      assert.deepEqual(
        [countsOf(here), countsOf(there)],
        [
          [3, 0, 0, 0],
          [4, 0, 0, 0],
        ],
      )
      assert.deepEqual([ownOf(here).length, ownOf(there).length], [0, 3])
      assert.deepEqual(new Set(ownOf(there).map(({ verdict }) => verdict)), new Set(["skipped"]))
      const [all, copies] = [await a!.datasets(), await b!.datasets()]
      assert.equal(all.length, 7)
      assert.deepEqual(all.map(aboutTheSame).sort(), copies.map(aboutTheSame).sort())
    })

    it("rest from then on: nothing comes back, nothing changes, no moment moves", async () => {
      const [here, there] = await round()
      assert.deepEqual(
        [countsOf(here), countsOf(there)],
        [
          [0, 0, 3, 0],
          [0, 0, 4, 0],
        ],
      )
      assert.equal(ownOf(here).length, 4)
      const settled = await stateOf(a!, b!)
      await round()
      await round()
      assert.deepEqual(await stateOf(a!, b!), settled)
    })

    it("keep a correction where it was made", async () => {
      const { id } = await titled(b!, "Prix du blé")
      await patchDataset(b!.db, { id, patch: { facts: { title: { fr: "Cours du blé" } } } }, b!.writing())
      await round()
      await round()
      assert.equal((await titled(b!, "Cours du blé")).id, id)
      assert.deepEqual((await titled(a!, "Prix du blé")).title, wheat.title)
      assert.equal((await a!.datasets()).length, 7)
    })

    it("take over what the origin changes, and rest again", async () => {
      const { id } = await titled(a!, "Récolte des olives")
      const description = { fr: "Par gouvernorat et par délégation." }
      world.wait(1)
      await patchDataset(a!.db, { id, patch: { facts: { description } } }, a!.writing())
      await round("changes")
      assert.deepEqual((await titled(b!, "Récolte des olives")).description, description)
      const settled = await stateOf(a!, b!)
      await round("changes")
      await round()
      assert.deepEqual(await stateOf(a!, b!), settled)
    })

    it("let go everywhere what its origin withdraws, for good", async () => {
      const { id } = await titled(a!, "Récolte des olives")
      await withdrawDataset(a!.db, { id, reason: "error" }, a!.writing())
      const [here, there] = await round()
      assert.deepEqual(
        [countsOf(here), countsOf(there)],
        [
          [0, 0, 3, 0],
          [0, 0, 3, 1],
        ],
      )
      await round()
      await round()
      assert.equal((await titled(a!, "Récolte des olives", "withdrawn")).withdrawal?.reason, "error")
      assert.equal((await titled(b!, "Récolte des olives", "withdrawn")).withdrawal?.reason, "gone-at-source")
      assert.deepEqual([(await a!.datasets()).length, (await b!.datasets()).length], [6, 6])
    })
  })
