/** Whoever keeps a copy of the catalogue by its changes holds at each moment what the public may read, and no more. */
import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import { systemActor } from "../../src/platform/actor.ts"
import { appendChanges, readHead } from "../../src/platform/changes/index.ts"
import { ids } from "./support/catalogue.ts"
import { settlePeople } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await settlePeople(portal)
})
after(() => portal.close())

interface Copy {
  readonly held: Map<string, string>
  next: string
}

/** First where the log stands, then everything there is: what changes meanwhile comes with the first changes. */
async function copied(): Promise<Copy> {
  const { body } = await portal.get("/api/v1/changes?after=now")
  assert.deepEqual([body.items, body.upToDate], [[], true])
  const shown = await publicDatasets()
  return { held: shown, next: body.next }
}

async function publicDatasets(): Promise<Map<string, string>> {
  const { body } = await portal.get("/api/3/action/package_search?rows=1000")
  return new Map(body.result.results.map(({ id, name }: { id: string; name: string }) => [id, name]))
}

/** Reads all changes, a few at a time; answers the datasets that were told of. */
async function follow(copy: Copy, limit = 2): Promise<string[]> {
  const told: string[] = []
  for (;;) {
    const { status, body } = await portal.get(`/api/v1/changes?limit=${limit}&after=${copy.next}`)
    assert.equal(status, 200)
    for (const item of body.items) {
      if (item.entity !== "dataset") continue
      told.push(item.id)
      if (item.gone) {
        assert.deepEqual([item.slug, item.title, item.href, item.metadataModified], [null, null, null, null])
        copy.held.delete(item.id)
      } else {
        assert.equal((await portal.get(item.href)).status, 200)
        copy.held.set(item.id, item.slug)
      }
    }
    copy.next = body.next
    if (body.upToDate) return told
  }
}

async function act(step: string, id: string, body: object = {}): Promise<void> {
  const answer = await portal.send("POST", `/api/v1/datasets/${id}/${step}`, { as: "administrator", body })
  assert.ok(answer.status < 300, `${step}: ${JSON.stringify(answer.body)}`)
}

async function trash(id: string): Promise<void> {
  const answer = await portal.send("DELETE", `/api/v1/datasets/${id}`, { as: "administrator" })
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
}

async function edit(id: string, body: object): Promise<void> {
  const answer = await portal.send("PATCH", `/api/v1/datasets/${id}`, { as: "administrator", body })
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
}

it("a copy that follows the changes holds what the public may read, whatever happens to a dataset", async () => {
  const copy = await copied()
  const whole = { description: { fr: "Liste." }, licence: "lndpo-tn" }
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ["withdrawn", () => act("withdraw", ids.museums, { reason: "error" })],
    ["shown again", () => act("restore", ids.museums)],
    ["edited", () => edit(ids.museums, { title: { fr: "Musées de Tunisie" }, ...whole })],
    ["made private", () => edit(ids.museums, { visibility: "private", privateReason: { fr: "Secret statistique" } })],
    ["public once more", () => edit(ids.museums, { visibility: "public", privateReason: null })],
    ["thrown away", () => trash(ids.museums)],
    ["purged", () => act("purge", ids.museums)],
  ]
  for (const [what, step] of steps) {
    await step()
    assert.ok((await follow(copy)).includes(ids.museums), what)
    assert.deepEqual(copy.held, await publicDatasets(), what)
  }
  assert.equal(copy.held.has(ids.museums), false)
})

it("who comes late hears of the end of what was purged meanwhile, once", async () => {
  const copy = await copied()
  await act("withdraw", ids.prices, { reason: "legal" })
  await trash(ids.prices)
  await act("purge", ids.prices)
  assert.deepEqual(await follow(copy, 100), [ids.prices])
  assert.deepEqual(copy.held, await publicDatasets())
})

it("nobody hears of a draft, be it begun, submitted or thrown away", async () => {
  const copy = await copied()
  const body = { organization: ids.agriculture, title: { fr: "Secret" } }
  const made = await portal.send("POST", "/api/v1/datasets", { as: "contributor", body })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await trash(made.body.id)
  await act("purge", made.body.id)
  assert.deepEqual(await follow(copy), [])
})

it("changes of the office alone move the token on", async () => {
  const copy = await copied()
  const comments = Array.from({ length: 5 }, () => ({ entity: "dataset", entityId: ids.census, kind: "commented" }))
  await portal.db.transaction().execute((tx) => appendChanges(tx, comments, systemActor, new Date()))
  assert.deepEqual(await follow(copy), [])
  const { epoch, position } = await readHead(portal.db)
  assert.equal(copy.next, `${epoch}.${position}`)
})
