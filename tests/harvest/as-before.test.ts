/** A record that is word for word what it was is not read again, and never taken for what it was where anything else is otherwise. */
import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, editSource, type HarvestDeps, runHarvest, sourceById } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { temporaryFolder } from "../support/folder.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

type Package = Readonly<Record<string, unknown>> & { readonly id: string }

let database: TestDatabase
let folder: ReturnType<typeof temporaryFolder>
let deps: HarvestDeps
let sourceId: string
let now = new Date("2026-11-23T08:00:00Z")
let shown: readonly Package[] = []
/** Titles of licences that were looked up: one of each record that is read. */
let looked: unknown[] = []

const aPackage = (id: string, more: Readonly<Record<string, unknown>> = {}): Package => ({
  id,
  title: `Jeu ${id}`,
  license_title: `Licence ${id}`,
  views: 1,
  resources: [{ id: `r-${id}`, url: `http://files.example/${id}.csv`, format: "CSV" }],
  ...more,
})

const ckan: FetchGuarded = async (text) => {
  const [start = 0, rows = 0] = ["start", "rows"].map((name) => Number(new URL(text).searchParams.get(name)))
  const result = { count: shown.length, results: shown.slice(start, start + rows) }
  const body = JSON.stringify({ success: true, result })
  const bytes = new TextEncoder().encode(body)
  return { status: 200, url: text, headers: {}, bytes: async () => bytes, text: async () => body }
}

before(async () => {
  database = await testDatabase()
  folder = temporaryFolder()
  const vocabularies = await tunisianVocabularies()
  deps = {
    db: database.db,
    fetch: ckan,
    vocabularies: {
      ...vocabularies,
      licenceFrom: (raw) => {
        if (raw?.startsWith("Licence ")) looked.push(raw)
        return vocabularies.licenceFrom(raw)
      },
    },
    clock: { now: () => now },
    newId,
    log: silentLog,
    spoolFolder: folder.path,
    checkLinks: async () => {},
  }
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, { newId, by: systemActor, at: now })
})
after(async () => {
  folder.remove()
  await database.drop()
})

const by = { newId, clock: { now: () => now }, by: systemActor }
beforeEach(async () => {
  now = new Date(now.getTime() + 3_600_000)
  const source = { kind: "ckan", url: `http://portal.example/${newId()}/`, organization: "m", options: { rows: 10 } }
  sourceId = await addSource(database.db, source, by)
  shown = ["a", "b", "c"].map((id) => aPackage(id))
  await run()
})

async function run(more: Partial<HarvestDeps> = {}) {
  looked = []
  return runHarvest(sourceId, { ...deps, ...more })
}

describe("a record that is as before", () => {
  it("is not read again, and its problems are told again", async () => {
    const second = await run()
    assert.deepEqual(looked, [])
    assert.equal(second.counts.unchanged, 3)
    assert.deepEqual(
      second.records.map(({ problems }) => problems.map(({ code, value }) => [code, value])),
      ["a", "b", "c"].map((id) => [["unknown-licence", `Licence ${id}`]]),
    )
  })

  it("is read when anything of it changed, though nothing of it that we keep, and once more is enough", async () => {
    shown = shown.map((one) => (one.id === "b" ? { ...one, views: 2 } : one))
    assert.equal((await run()).counts.unchanged, 3)
    assert.deepEqual(looked, ["Licence b"])
    await run()
    assert.deepEqual(looked, [])
  })

  it("changed and changed back is what it was", async () => {
    const first = shown
    shown = shown.map((one) => ({ ...one, title: `${one.title} (bis)` }))
    assert.equal((await run()).counts.updated, 3)
    shown = first
    assert.equal((await run()).counts.updated, 3)
  })

  it("is read where our lists or the mapping of the source are others", async () => {
    const { licences } = deps.vocabularies
    await run({ vocabularies: { ...deps.vocabularies, licences: licences.slice(1) } })
    assert.equal(looked.length, 3)
    const { organization, ...source } = (await sourceById(database.db, sourceId))!
    const mapping = { ...source.mapping, licences: { "licence a": "cc-by-4.0" } }
    await editSource(
      database.db,
      sourceId,
      { ...source, organization: organization.id, mapping },
      { by: systemActor, at: now },
    )
    const { records } = await run()
    assert.deepEqual(
      records.map(({ problems }) => problems.length),
      [0, 1, 1],
    )
  })

  it("is read where we hold something else of it, as after a backup was restored", async () => {
    await sql`update source_record set hash = '\\x00' where source_id = ${sourceId} and remote_id = 'a'`.execute(
      database.db,
    )
    assert.equal((await run()).planned.updated, 1)
    assert.deepEqual(looked, ["Licence a"])
  })

  it("comes back after it was gone", async () => {
    const all = shown
    shown = all.slice(1)
    assert.equal((await run()).counts.withdrawn, 1)
    shown = all
    assert.equal((await run()).counts.updated, 1)
  })

  it("and stands twice in the source is refused the second time", async () => {
    shown = [...shown, shown[0]!]
    const { records } = await run()
    assert.deepEqual(
      records.map(({ remoteId, verdict }) => [remoteId, verdict]),
      [
        ["a", "unchanged"],
        ["b", "unchanged"],
        ["c", "unchanged"],
        ["a (2)", "refused"],
      ],
    )
  })

  it("is read all the same where it tells our address of it: that another source has it too makes it ours", async () => {
    const { rows } = await sql<{ entity_id: string }>`
      select entity_id from source_record where source_id = ${sourceId} and remote_id = 'a'
    `.execute(database.db)
    const ours = rows[0]!.entity_id
    shown = [aPackage("a", { alternate_identifier: `https://here.example/id/dataset/${ours}` }), ...shown.slice(1)]
    await run()
    assert.equal((await run()).counts.unchanged, 3)
    assert.deepEqual(looked, ["Licence a"])
  })
})
