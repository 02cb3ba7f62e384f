import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { createOrganization, datasetsByIds } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, type RunReport, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { ids, vocabularies } from "../api/support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "../api/support/portal.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"

let source: ApiPortal
let copy: TestDatabase
let folder: string
let deps: HarvestDeps
let now = new Date("2026-03-01T12:00:00Z")
const asked: URLSearchParams[] = []

const fetch: FetchGuarded = async (url) => {
  const { pathname, search, searchParams } = new URL(url)
  asked.push(searchParams)
  const { statusCode, headers, body, rawPayload } = await source.app.inject({ url: pathname + search })
  return {
    ...{ status: statusCode, url, headers: headers as Record<string, string> },
    bytes: async () => rawPayload,
    text: async () => body,
  } as Awaited<ReturnType<FetchGuarded>>
}

before(async () => {
  source = await apiPortal()
  folder = await mkdtemp(join(tmpdir(), "fihrist-oai-"))
})
after(async () => {
  await source.close()
  await rm(folder, { recursive: true })
})

async function openCopy(): Promise<void> {
  copy = await testDatabase()
  deps = {
    ...{ db: copy.db, fetch, vocabularies, newId, log: silentLog, spoolFolder: folder },
    clock: { now: () => now },
    checkLinks: async () => {},
  }
  await createOrganization(copy.db, { slug: "m", name: { fr: "Ministère" } }, { newId, by: systemActor, at: now })
}

function newSource(options: Record<string, unknown>): Promise<string> {
  const given = { kind: "oaipmh", url: `${baseUrl}/oai`, organization: "m", options }
  return addSource(copy.db, { ...given, name: JSON.stringify(options) }, { newId, by: systemActor, clock: deps.clock })
}

/** How many were created, updated, left and withdrawn. */
function countsOf({ status, counts, reason }: RunReport) {
  assert.equal(status, "done", reason?.message)
  return [counts.created, counts.updated, counts.unchanged, counts.withdrawn]
}

const change = (id: string, values: ReturnType<typeof sql>) =>
  sql`update dataset set ${values} where id = ${id}`.execute(source.db)

async function copiesOf(report: RunReport) {
  const found = await datasetsByIds(
    copy.db,
    report.records.flatMap(({ datasetId }) => datasetId ?? []),
  )
  return new Map(found.map((one) => [one.title.fr, one]))
}

for (const prefix of ["oai_dc", "dcat_ap"])
  describe(`one portal that harvests another by ${prefix}`, () => {
    let sourceId: string
    let museums: string
    before(async () => {
      now = new Date("2026-03-01T12:00:00Z")
      await change(ids.museums, sql`state = 'published', withdrawal = null, metadata_modified = '2026-02-02'`)
      await change(ids.prices, sql`metadata_modified = '2026-02-03'`)
      await openCopy()
      sourceId = await newSource({ prefix })
    })
    after(() => copy.drop())

    it("takes everything once, and nothing at the second run", async () => {
      const first = await runHarvest(sourceId, deps)
      assert.deepEqual(countsOf(first), [3, 0, 0, 0])
      museums = (await copiesOf(first)).get("Liste des musées")!.id
      now = new Date("2026-03-02T12:00:00Z")
      assert.deepEqual(countsOf(await runHarvest(sourceId, deps)), [0, 0, 3, 0])
    })

    it("takes then only what changed, and lets go what was withdrawn there", async () => {
      const title = JSON.stringify(`Prix du blé (${prefix})`)
      await change(
        ids.prices,
        sql`metadata_modified = '2026-03-03', facts = jsonb_set(facts, '{title,fr}', ${title}::jsonb)`,
      )
      await change(ids.museums, sql`metadata_modified = '2026-03-03T01:00:00Z', state = 'withdrawn'`)
      now = new Date("2026-03-03T12:00:00Z")
      const report = await runHarvest(sourceId, deps, { mode: "changes" })

      assert.equal(asked.at(-1)?.get("from"), "2026-03-02T10:00:00Z")
      assert.deepEqual(countsOf(report), [0, 1, 0, 1])
      const [gone] = await datasetsByIds(copy.db, [museums])
      assert.deepEqual([gone?.state, gone?.withdrawal?.reason], ["withdrawn", "gone-at-source"])
      assert.ok((await copiesOf(report)).has(`Prix du blé (${prefix})`))
    })

    it("has back what came back, under its identifier, and rests where nothing changed", async () => {
      await change(ids.museums, sql`metadata_modified = '2026-03-04', state = 'published'`)
      now = new Date("2026-03-04T12:00:00Z")
      await runHarvest(sourceId, deps, { mode: "changes" })
      const [back] = await datasetsByIds(copy.db, [museums])
      assert.equal(back?.state, "published")
      now = new Date("2026-03-09T12:00:00Z")
      assert.deepEqual(countsOf(await runHarvest(sourceId, deps, { mode: "changes" })), [0, 0, 0, 0])
    })
  })
