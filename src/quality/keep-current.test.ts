import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createOrganization } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import { appendChanges, readHead } from "../platform/changes/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { silentLog } from "../platform/log.ts"
import { keepQualityCurrent, measureNext } from "./keep-current.ts"
import { averageQuality, hasLowQuality, helpedBy, qualityGains, qualityOf } from "./quality-store.ts"

const clock = fixedClock("2026-11-23T08:00:00Z")
let database: TestDatabase
let [ministry, municipality] = ["", ""]

before(async () => {
  database = await testDatabase()
  const context = () => ({ newId, by: systemActor, at: clock.now() })
  ministry = await createOrganization(database.db, { slug: "ministere", name: { fr: "Ministère" } }, context())
  municipality = await createOrganization(database.db, { slug: "commune", name: { fr: "Commune" } }, context())
})
after(() => database.drop())
beforeEach(async () => {
  await catchUp()
  await sql`truncate dataset_quality`.execute(database.db)
  await sql`delete from distribution`.execute(database.db)
  await sql`delete from dataset`.execute(database.db)
})

async function catchUp(): Promise<number> {
  let steps = 0
  while (await measureNext({ db: database.db, clock })) steps++
  return steps
}

interface Given {
  readonly facts?: object
  readonly organizationId?: string
  readonly state?: string
  readonly visibility?: string
}

async function aDataset({ facts, organizationId, state, visibility }: Given = {}): Promise<string> {
  const id = newId()
  await sql`
    insert into dataset (id, slug, organization_id, state, visibility, facts)
    values (${id}, ${id}, ${organizationId ?? ministry}, ${state ?? "published"}, ${visibility ?? "public"},
      ${JSON.stringify({ title: { fr: "Titre" }, description: { fr: "Texte" }, ...facts })}::jsonb)
  `.execute(database.db)
  await changed(id, "published")
  return id
}

function changed(id: string, kind: string, entity = "dataset"): Promise<number> {
  return database.db
    .transaction()
    .execute((tx) => appendChanges(tx, [{ entity, entityId: id, kind }], systemActor, clock.now()))
}

const storedPoints = async (id: string) => (await qualityOf(database.db, [id])).get(id)?.points

describe("the stored points of datasets", () => {
  it("follow what is published, changed and withdrawn", async () => {
    const id = await aDataset()
    await catchUp()
    assert.equal(await storedPoints(id), 40)

    await sql`update dataset set facts = facts || '{"keywords": {"fr": ["eau"]}}' where id = ${id}`.execute(database.db)
    await changed(id, "updated")
    await catchUp()
    assert.equal(await storedPoints(id), 70)

    await sql`update dataset set state = 'withdrawn' where id = ${id}`.execute(database.db)
    await changed(id, "withdrawn")
    await catchUp()
    assert.equal(await storedPoints(id), undefined)
  })

  it("are of what the public sees: no drafts, nothing private, nothing in the trash", async () => {
    const hidden = [await aDataset({ state: "draft" }), await aDataset({ visibility: "private" }), await aDataset()]
    await sql`update dataset set trashed_at = now() where id = ${hidden[2]}`.execute(database.db)
    const shown = await aDataset()
    await catchUp()
    assert.deepEqual([...(await qualityOf(database.db, [...hidden, shown])).keys()], [shown])
  })

  it("are made anew when the rules or the lists of codes change", async () => {
    const id = await aDataset()
    await catchUp()
    for (const change of [
      () => sql`update quality_progress set rules = 'former'`.execute(database.db),
      () => changed(newId(), "updated", "licence"),
    ]) {
      await sql`update dataset_quality set points = 1`.execute(database.db)
      await change()
      await catchUp()
      assert.equal(await storedPoints(id), 40)
    }
  })

  it("are made anew, and only of what is there, when the database was restored", async () => {
    const id = await aDataset()
    const gone = await aDataset()
    await catchUp()
    await sql`update dataset set state = 'withdrawn' where id = ${gone}`.execute(database.db)
    await sql`update change_head set epoch = gen_random_uuid()`.execute(database.db)
    await catchUp()
    assert.deepEqual([await storedPoints(id), await storedPoints(gone)], [40, undefined])
  })

  it("come in batches, each with its position, so that a killed worker loses nothing", async () => {
    const ids: string[] = []
    for (let count = 0; count < 1100; count++) ids.push(await aDataset())
    assert.equal(await measureNext({ db: database.db, clock }), true)
    assert.equal((await qualityOf(database.db, ids)).size, 500)
    assert.equal(await catchUp(), 2)
    assert.equal((await qualityOf(database.db, ids)).size, 1100)
    const { rows } = await sql<{ position: number }>`select position from quality_progress`.execute(database.db)
    assert.equal(rows[0]?.position, (await readHead(database.db)).position)
  })

  it("are measured by one worker at a time", async () => {
    await aDataset()
    await database.db.transaction().execute(async (tx) => {
      await sql`select from quality_progress for update`.execute(tx)
      assert.equal(await measureNext({ db: database.db, clock }), false)
    })
    assert.equal(await catchUp(), 1)
  })

  it("follow the log by themselves in the worker", async () => {
    const follower = keepQualityCurrent({ db: database.db, databaseUrl: database.url, clock, log: silentLog })
    const id = await aDataset()
    const deadline = Date.now() + 3000
    while ((await storedPoints(id)) === undefined && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 10))
    await follower.close()
    assert.equal(await storedPoints(id), 40)
  })
})

describe("quality over many datasets", () => {
  it("is their mean and how many have each rating", async () => {
    const rich = {
      keywords: { fr: ["a"] },
      spatial: [{}],
      temporal: [{ start: "2024" }],
      contactPoints: [{ url: "x" }],
    }
    await aDataset({ facts: rich })
    await aDataset()
    await aDataset({ organizationId: municipality })
    await catchUp()
    assert.deepEqual(await averageQuality(database.db), {
      datasets: 3,
      average: 70,
      byRating: { excellent: 0, good: 0, sufficient: 1, bad: 2 },
    })
    assert.equal((await averageQuality(database.db, [municipality])).average, 40)
    assert.deepEqual((await averageQuality(database.db, [])).datasets, 0)
  })

  it("tells what would gain most, and in which datasets", async () => {
    const keyed = await aDataset({ facts: { keywords: { fr: ["a"] } } })
    const plain = await aDataset()
    await aDataset({ organizationId: municipality })
    await catchUp()
    const gains = await qualityGains(database.db, [ministry])
    assert.deepEqual(gains[0], { measure: "access-url-answers", gain: 100, datasets: 2 })
    assert.deepEqual(
      gains.find(({ measure }) => measure === "keywords"),
      { measure: "keywords", gain: 30, datasets: 1 },
    )
    assert.ok(!gains.some(({ measure }) => measure === "rights"))
    const those = async (among: ReturnType<typeof helpedBy>) => {
      const { rows } = await sql<{ id: string }>`
        select id from dataset where organization_id = ${ministry} and ${among(sql`dataset.id`)} order by id
      `.execute(database.db)
      return rows.map(({ id }) => id)
    }
    assert.deepEqual(await those(helpedBy("add-keywords")), [plain])
    assert.deepEqual(await those(helpedBy("choose-theme")), [keyed, plain].sort())
    assert.deepEqual(await those(hasLowQuality), [keyed, plain].sort())
  })
})
