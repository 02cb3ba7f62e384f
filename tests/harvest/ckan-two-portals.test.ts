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
let sourceId: string
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
  copy = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-ckan-"))
  deps = {
    ...{ db: copy.db, fetch, vocabularies, newId, log: silentLog, spoolFolder: folder },
    clock: { now: () => now },
    checkLinks: async () => {},
  }
  await createOrganization(copy.db, { slug: "m", name: { fr: "Ministère" } }, { newId, by: systemActor, at: now })
  const given = { kind: "ckan", url: baseUrl, organization: "m", name: "Voisin", options: { rows: 2 } }
  sourceId = await addSource(copy.db, given, { newId, by: systemActor, clock: deps.clock })
})
after(async () => {
  await source.close()
  await copy.drop()
  await rm(folder, { recursive: true })
})

/** How many were created, updated, left and withdrawn. */
function countsOf({ status, counts, reason }: RunReport) {
  assert.equal(status, "done", reason?.message)
  return [counts.created, counts.updated, counts.unchanged, counts.withdrawn]
}

const change = (id: string, values: ReturnType<typeof sql>) =>
  sql`update dataset set ${values} where id = ${id}`.execute(source.db)

/** Fields that must be the same on both sides. */
const fields = [
  "title",
  "description",
  "keywords",
  "themes",
  "spatial",
  "temporal",
  "contactPoints",
  "issued",
  "modified",
] as const

describe("one portal that harvests another as a CKAN", () => {
  it("takes everything once, as it is there, and nothing at the second run", async () => {
    const first = await runHarvest(sourceId, deps)
    assert.deepEqual(countsOf(first), [3, 0, 0, 0])
    for (const { remoteId, datasetId } of first.records) {
      const [there] = await datasetsByIds(source.db, [remoteId])
      const [here] = await datasetsByIds(copy.db, [datasetId ?? ""])
      assert.ok(there && here)
      for (const field of fields) assert.deepEqual(here[field], there[field], `${there.slug} ${field}`)
      assert.equal(here.distributions.length, there.distributions.length)
    }
    now = new Date("2026-03-02T12:00:00Z")
    assert.deepEqual(countsOf(await runHarvest(sourceId, deps)), [0, 0, 3, 0])
  })

  it("is not moved by a new date of a record that says the same", async () => {
    await change(ids.museums, sql`metadata_modified = '2026-03-02T18:00:00Z'`)
    now = new Date("2026-03-03T12:00:00Z")
    assert.deepEqual(countsOf(await runHarvest(sourceId, deps, { mode: "changes" })), [0, 0, 1, 0])
  })

  it("takes then only what changed, and learns what is gone when it reads everything", async () => {
    await change(
      ids.prices,
      sql`metadata_modified = '2026-03-04', facts = jsonb_set(facts, '{title,fr}', '"Prix du blé"'::jsonb)`,
    )
    await change(ids.museums, sql`metadata_modified = '2026-03-04', state = 'withdrawn'`)
    now = new Date("2026-03-05T12:00:00Z")
    assert.deepEqual(countsOf(await runHarvest(sourceId, deps, { mode: "changes" })), [0, 1, 0, 0])
    assert.equal(asked.at(-1)?.get("fq"), "metadata_modified:[2026-03-03T10:00:00.000Z TO *]")
    assert.deepEqual(countsOf(await runHarvest(sourceId, deps)), [0, 0, 2, 1])
  })
})
