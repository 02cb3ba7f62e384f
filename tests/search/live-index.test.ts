import assert from "node:assert/strict"
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { systemActor } from "../../src/platform/actor.ts"
import { appendChanges } from "../../src/platform/changes/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type LiveIndex, openSearchIndex, requestReindex } from "../../src/search/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"

const organizationId = newId()
const request = { limit: 10, offset: 0, facets: ["organization"], facetLimit: 5 } as const

describe("the live index", () => {
  let database: TestDatabase
  let dir: string
  let index: LiveIndex

  before(async () => {
    database = await testDatabase()
    dir = await mkdtemp(join(tmpdir(), "fihrist-search-"))
    await sql`
      insert into organization (id, slug, name) values (${organizationId}, 'onagri', ${JSON.stringify({ fr: "Observatoire de l'agriculture" })})
    `.execute(database.db)
    await publish("Prix de l'huile d'olive")
    index = await open()
  })

  after(async () => {
    await index.close()
    await database.drop()
    await rm(dir, { recursive: true, force: true })
  })

  it("finds what was published before it started", async () => {
    assert.deepEqual(await titlesFor("huile"), ["Prix de l'huile d'olive"])
    assert.deepEqual(await readdir(dir), ["base.segment"])
  })

  it("finds a dataset within a second of its publication, and no more once it is withdrawn", async () => {
    const { id, position } = await publish("Qualité des eaux de baignade")

    assert.equal(await index.waitFor(position, 1000), true)
    assert.deepEqual(await titlesFor("eau"), ["Qualité des eaux de baignade"])

    const gone = await withdraw(id)
    assert.equal(await index.waitFor(gone, 1000), true)
    assert.deepEqual(await titlesFor("eau"), [])
  })

  it("follows the new name of an organisation to its datasets", async () => {
    const position = await write(async (tx) => {
      await sql`update organization set name = ${JSON.stringify({ fr: "Office des céréales" })} where id = ${organizationId}`.execute(
        tx,
      )
      return appendChanges(
        tx,
        [{ entity: "organization", entityId: organizationId, kind: "updated", fields: ["name"] }],
        systemActor,
        new Date(),
      )
    })

    assert.equal(await index.waitFor(position, 1000), true)
    assert.deepEqual(await titlesFor("céréales"), ["Prix de l'huile d'olive"])
  })

  it("starts again from its file and replays what changed meanwhile", async () => {
    await index.close()
    await publish("Recensement de l'élevage")
    index = await open()

    assert.deepEqual(await titlesFor("élevage"), ["Recensement de l'élevage"])
    assert.equal((await index.search(request)).total, 2)
  })

  it("is built again when its file is damaged", async () => {
    await index.close()
    await writeFile(join(dir, "base.segment"), "not an index at all, and long enough to have a header")
    index = await open()

    assert.equal((await index.search(request)).total, 2)
  })

  it("is built again when the life of the database is another one", async () => {
    await sql`update change_head set epoch = gen_random_uuid()`.execute(database.db)
    const { epoch } = (await sql<{ epoch: string }>`select epoch from change_head`.execute(database.db)).rows[0]!
    await publish("Barrages")

    await until(() => index.position().epoch === epoch)
    assert.equal((await index.search(request)).total, 3)
  })

  it("is built again on request, and serves meanwhile", async () => {
    await sql`update dataset set facts = jsonb_set(facts, '{title,fr}', '"Titre changé sans journal"')`.execute(
      database.db,
    )
    const generation = await requestReindex(database.db)

    assert.equal((await index.search(request)).total, 3)
    await until(() => index.generation() === generation)
    assert.equal((await index.search({ ...request, text: "journal" })).total, 3)
  })

  async function open(): Promise<LiveIndex> {
    const opened = await openSearchIndex({ databaseUrl: database.url, dir, log: silentLog })
    assert.equal(await opened.untilReady(10_000), true)
    return opened
  }

  async function titlesFor(text: string): Promise<readonly (string | undefined)[]> {
    return (await index.search({ ...request, text })).hits.map(({ card }) => card.title.fr)
  }

  function write(work: (tx: Parameters<typeof appendChanges>[0]) => Promise<number>): Promise<number> {
    return database.db.transaction().execute(work)
  }

  async function publish(title: string): Promise<{ id: string; position: number }> {
    const id = newId()
    const position = await write(async (tx) => {
      await sql`
        insert into dataset (id, slug, organization_id, state, facts)
        values (${id}, ${id}, ${organizationId}, 'published', ${JSON.stringify({ title: { fr: title } })})
      `.execute(tx)
      return appendChanges(tx, [{ entity: "dataset", entityId: id, kind: "published" }], systemActor, new Date())
    })
    return { id, position }
  }

  function withdraw(id: string): Promise<number> {
    return write(async (tx) => {
      await sql`update dataset set state = 'withdrawn' where id = ${id}`.execute(tx)
      return appendChanges(tx, [{ entity: "dataset", entityId: id, kind: "withdrawn" }], systemActor, new Date())
    })
  }
})

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 8000
  while (!isSo()) {
    assert.ok(Date.now() < deadline, "it did not happen in eight seconds")
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
