import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { tunisianVocabularies } from "../../../tests/support/vocabularies.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf, readHead } from "../../platform/changes/index.ts"
import { fixedClock } from "../../platform/clock.ts"
import { newId } from "../../platform/ids.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import { EntryNotFound, loadVocabularies, retireEntry, seedVocabularies } from "../../vocabulary/index.ts"
import { createOrganization } from "../create-organization.ts"
import { patchDataset } from "../publishing/publish-dataset.ts"
import { officeDataset } from "../publishing/read-office-dataset.ts"
import { beginDataset } from "../publishing/save-draft.ts"
import { saveHarvested } from "../save-harvested.ts"
import { recodeDatasets } from "./recode-datasets.ts"
import { recodeJob } from "./recode-job.ts"
import { countUses } from "./recode-store.ts"

const at = new Date("2026-11-23T08:00:00Z")
const context = { by: systemActor, at, newId }

let database: TestDatabase
let organizationId: string
before(async () => {
  database = await testDatabase()
  await seedVocabularies(database.db, await tunisianVocabularies())
  organizationId = await createOrganization(database.db, { slug: "b", name: { fr: "B" } }, context)
})
after(() => database.drop())

const facts = {
  title: { fr: "Jeu" },
  description: { fr: "Le mot otl, et sante." },
  keywords: { fr: ["sante"] },
  licence: { code: "otl" },
  themes: ["sante", "culture"],
  spatial: [{ code: "iso:TN-11" as const }, { code: "iso:TN-12" as const }],
  distributions: [{ downloadUrl: "https://b.tn/x.csv", licence: { code: "otl" } }],
}

async function published(): Promise<string> {
  const sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${sourceId}, 'ckan', 'P', ${sourceId}, ${organizationId})
  `.execute(database.db)
  const record = { remoteId: "r", hash: new Uint8Array([1]), facts, problems: [], organizationId }
  const { saved } = await database.db
    .transaction()
    .execute((tx) => saveHarvested(tx, [record], { ...context, sourceId }))
  return saved[0]!.datasetId
}

/** Waits until somebody waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(database.db)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe("an entry of a list takes the place of another", () => {
  it("beside a draft that is saved meanwhile, and loses no word of it", async () => {
    const { db } = database
    const facts = { title: { fr: "Brouillon" }, themes: ["energie-mines"] }
    const { id } = await beginDataset(db, { organizationId, facts }, context)
    const codes = { list: "theme", from: "energie-mines", to: "transport" } as const
    let recoding: Promise<number> | undefined
    await db.transaction().execute(async (tx) => {
      await patchDataset(tx, { id, patch: { facts: { version: "2" } } }, context)
      recoding = recodeDatasets(db, codes, context)
      await someoneWaits()
    })
    assert.equal(await recoding, 1)
    const { document } = await officeDataset(db, id, systemActor)
    assert.deepEqual(document.facts, { title: { fr: "Brouillon" }, themes: ["transport"], version: "2" })
  })

  it("in what is shown, corrected, said by sources and drafted, told as changes; and once only", async () => {
    const id = await published()
    await patchDataset(database.db, { id, patch: { facts: { themes: ["sante", "transport"] } } }, context)
    const draft = await beginDataset(
      database.db,
      { organizationId, facts: { title: { fr: "D" }, themes: ["sante"] } },
      context,
    )
    assert.equal(await countUses(database.db, { list: "theme", code: "sante" }), 2)
    await retireEntry(database.db, { list: "theme", code: "sante", replacedBy: "culture" }, context)
    assert.equal(await recodeDatasets(database.db, { list: "theme", from: "sante", to: "culture" }, context), 2)
    const office = await officeDataset(database.db, id, systemActor)
    assert.deepEqual(office.shown?.facts.themes, ["culture", "transport"])
    assert.deepEqual(office.shown?.facts.keywords, { fr: ["sante"] })
    const { rows } = await sql<{ said: string[]; corrected: string[] }>`
      select snapshot -> 'themes' as said, (
        select value from field_edit where entity_id = ${id} and field = 'themes'
      ) as corrected
      from source_record where entity_id = ${id}
    `.execute(database.db)
    assert.deepEqual(rows, [{ said: ["culture"], corrected: ["culture", "transport"] }])
    assert.deepEqual((await officeDataset(database.db, draft.id, systemActor)).document.facts.themes, ["culture"])
    const [told] = await changesOf(database.db, { entity: "dataset", entityId: id, limit: 1 })
    assert.deepEqual(told?.diff, [{ path: "themes", before: ["sante", "transport"], after: ["culture", "transport"] }])
    const { position } = await readHead(database.db)
    assert.equal(await recodeDatasets(database.db, { list: "theme", from: "sante", to: "culture" }, context), 0)
    assert.equal((await readHead(database.db)).position, position)
  })

  it("a licence in the files too, a place once", async () => {
    const id = await published()
    await recodeDatasets(database.db, { list: "licence", from: "otl", to: "lndpo-tn" }, context)
    await recodeDatasets(database.db, { list: "place", from: "iso:TN-11", to: "iso:TN-12" }, context)
    const { shown } = await officeDataset(database.db, id, systemActor)
    assert.equal(shown?.facts.licence?.code, "lndpo-tn")
    assert.equal(shown?.distributions[0]?.licence?.code, "lndpo-tn")
    assert.deepEqual(shown?.facts.spatial, [{ code: "iso:TN-12" }])
    assert.equal(shown?.facts.description?.fr, "Le mot otl, et sante.")
  })

  it("asked for by a person and done by the worker in her name, once her rights are still there", async () => {
    const { db } = database
    const { id } = await beginDataset(db, { organizationId, facts: { title: {}, themes: ["tourisme"] } }, context)
    const run = (by: Actor | undefined) =>
      recodeJob({ db, clock: fixedClock(at.toISOString()), actorOf: async () => by }).run(
        { list: "theme", from: "tourisme", to: "culture", actor: "a" },
        new AbortController().signal,
      )
    const themes = async () => (await officeDataset(db, id, systemActor)).document.facts.themes

    await run(undefined)
    assert.deepEqual(await themes(), ["tourisme"])

    await run(systemActor)
    assert.deepEqual(await themes(), ["culture"])
  })

  it("by administrators, between entries that exist", async () => {
    const recode = (to: string, by = systemActor) =>
      recodeDatasets(database.db, { list: "theme", from: "culture", to }, { by, at })
    await assert.rejects(recode("nothing"), EntryNotFound)
    await assert.rejects(recode("sante", anonymousActor), NotAllowed)
    assert.ok((await loadVocabularies(database.db)).themeFrom("culture"))
  })
})
