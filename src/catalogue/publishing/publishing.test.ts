import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput, NotAllowed, Stale, WrongState } from "../../platform/refusal.ts"
import { createVocabularies, euFrequencies } from "../../vocabulary/index.ts"
import {
  beginDataset,
  createOrganization,
  DatasetNotFound,
  datasetByRef,
  discardDraft,
  listOfficeDatasets,
  officeDataset,
  PersonalDataUnanswered,
  patchDataset,
  publishDataset,
  saveDraft,
  type WriteContext,
} from "../index.ts"

let database: TestDatabase
let db: Db
let ministry: string
let agency: string
let coordinator: Actor
let contributor: Actor
let stranger: Actor
before(async () => {
  database = await testDatabase()
  db = database.db
  const creation = { newId, by: systemActor, at: new Date("2026-11-23T08:00:00Z") }
  ministry = await createOrganization(db, { slug: "ministere", name: { fr: "Ministère" } }, creation)
  agency = await createOrganization(db, { slug: "agence", name: { fr: "Agence" } }, creation)
  coordinator = anActor({ [ministry]: "coordinator" })
  contributor = anActor({ [ministry]: "contributor" })
  stranger = anActor({ [agency]: "coordinator" })
})
after(() => database.drop())

function anActor(grants: Actor["grants"]): Actor {
  return { ...anonymousActor, id: newId(), organizationIds: Object.keys(grants), grants }
}

const licence = { code: "otl", title: { fr: "Licence" }, open: true, kind: "open", rawValues: [] }
const vocabularies = createVocabularies({ themes: [], licences: [licence], places: [], frequencies: euFrequencies })
let minute = 0
beforeEach(() => {
  minute = 0
})

function by(actor: Actor): WriteContext {
  minute += 1
  return { by: actor, at: new Date(Date.UTC(2026, 10, 23, 9, minute)), newId, vocabularies }
}

const complete = {
  facts: { title: { fr: "Prix des légumes" }, description: { fr: "Marché de gros" }, licence: { code: "otl" } },
}
const aFile = (name = "prix") => ({ id: newId(), title: { fr: name }, downloadUrl: `https://a.tn/${name}.csv` })

function begin(actor = coordinator, given = {}) {
  return beginDataset(db, { organizationId: ministry, ...complete, ...given }, by(actor))
}

async function published(given = {}) {
  const { id } = await begin(coordinator, given)
  return publishDataset(db, { id }, by(coordinator))
}

describe("a draft", () => {
  it("is begun with nothing but its organisation, and nobody outside learns of it", async () => {
    const { id, slug, state, version } = await beginDataset(db, { organizationId: ministry }, by(contributor))
    assert.deepEqual([slug, state, version], [id, "draft", 1])
    await assert.rejects(officeDataset(db, id, stranger), DatasetNotFound)
    await assert.rejects(officeDataset(db, id, anonymousActor), DatasetNotFound)
    assert.deepEqual(await datasetByRef(db, id), { kind: "none" })
  })

  it("is not begun in a body that is somebody else's", async () => {
    await assert.rejects(begin(stranger), NotAllowed)
    await assert.rejects(beginDataset(db, { organizationId: newId() }, by(stranger)), NotAllowed)
    await assert.rejects(beginDataset(db, { organizationId: newId() }, by(systemActor)), InvalidInput)
  })

  it("takes what two people changed in different fields", async () => {
    const { id, document } = await begin()
    const title = { ...document, facts: { ...document.facts, title: { fr: "Prix" } } }
    const arabic = { ...document, facts: { ...document.facts, title: { ...document.facts.title, ar: "أسعار" } } }
    await saveDraft(db, { id, base: document, document: title }, by(coordinator))
    const second = await saveDraft(db, { id, base: document, document: arabic }, by(contributor))
    assert.equal(second.kind, "saved")
    assert.deepEqual(second.dataset.document.facts.title, { fr: "Prix", ar: "أسعار" })
  })

  it("asks where two people changed the same field, and saves nothing", async () => {
    const { id, document } = await begin()
    const titled = (fr: string) => ({ ...document, facts: { ...document.facts, title: { fr } } })
    await saveDraft(db, { id, base: document, document: titled("Un") }, by(coordinator))
    const second = await saveDraft(db, { id, base: document, document: titled("Deux") }, by(contributor))
    assert.ok(second.kind === "conflict")
    assert.deepEqual(second.conflicts, [{ path: "title.fr", base: "Prix des légumes", theirs: "Un", mine: "Deux" }])
    assert.deepEqual(second.dataset.document.facts.title, { fr: "Un" })
  })

  it("says what is stored already: no version, no line", async () => {
    const { id, document, version } = await begin()
    const saved = await saveDraft(db, { id, base: document, document }, by(coordinator))
    assert.equal(saved.dataset.version, version)
  })

  it("tells of its saves once in ten minutes and author", async () => {
    const { id } = await begin()
    for (const fr of ["a", "b", "c"])
      await patchDataset(db, { id, patch: { facts: { title: { fr } } } }, by(coordinator))
    const changes = await changesOf(db, { entity: "dataset", entityId: id, limit: 10 })
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ["draft-saved"],
    )
  })

  it("does not take the file of another dataset, nor one that somebody else sent", async () => {
    const other = await published({ distributions: [aFile()] })
    const { id } = await begin()
    const stolen = { ...aFile(), id: other.document.distributions[0]!.id }
    await assert.rejects(patchDataset(db, { id, patch: { distributions: [stolen] } }, by(coordinator)), (error) => {
      assert.ok(error instanceof InvalidInput)
      assert.deepEqual(error.problems, [{ path: "distributions.0.id", rule: "taken" }])
      return true
    })
    const file = await storeFile({ owner: stranger.id })
    const distributions = [{ file: { id: file, name: "a.csv" } }]
    await assert.rejects(patchDataset(db, { id, patch: { distributions } }, by(coordinator)), InvalidInput)
    const saved = await patchDataset(db, { id, patch: { distributions } }, by({ ...coordinator, id: stranger.id }))
    assert.equal(saved.document.distributions[0]?.byteSize, 12)
  })

  it("refuses a version that is not the present one", async () => {
    const { id, version } = await begin()
    await patchDataset(db, { id, version, patch: { facts: { version: "1" } } }, by(coordinator))
    const late = patchDataset(db, { id, version, patch: { facts: { version: "2" } } }, by(coordinator))
    await assert.rejects(late, Stale)
  })
})

describe("publication", () => {
  it("gives the slug of the title, and is one change", async () => {
    const dataset = await published({ distributions: [aFile()] })
    assert.equal(dataset.state, "published")
    assert.match(dataset.slug, /^prix-des-legumes(-\d+)?$/)
    assert.equal(dataset.draft, undefined)
    const lookup = await datasetByRef(db, dataset.slug)
    assert.ok(lookup.kind === "found")
    assert.deepEqual(lookup.dataset.editedFields, [])
    assert.equal(lookup.dataset.distributions[0]?.id, dataset.document.distributions[0]?.id)
    const [change] = await changesOf(db, { entity: "dataset", entityId: dataset.id, limit: 1 })
    assert.equal(change?.kind, "published")
  })

  it("asks for what is missing, each at its place", async () => {
    const { id } = await beginDataset(db, { organizationId: ministry }, by(coordinator))
    await assert.rejects(publishDataset(db, { id }, by(coordinator)), (error) => {
      assert.ok(error instanceof InvalidInput)
      assert.deepEqual(
        error.problems.map(({ path }) => path),
        ["title", "description", "licence"],
      )
      return true
    })
  })

  it("is not the contributor's, unless the body says so", async () => {
    const { id } = await begin(contributor)
    await assert.rejects(publishDataset(db, { id }, by(contributor)), NotAllowed)
    await sql`update organization set publishing = 'contributors' where id = ${ministry}`.execute(db)
    assert.equal((await publishDataset(db, { id }, by(contributor))).state, "published")
    await sql`update organization set publishing = 'coordinators' where id = ${ministry}`.execute(db)
  })

  it("waits for an answer where files look as if they named people", async () => {
    const { id } = await begin()
    const warnings = [{ column: "CIN", kind: "identity-number", count: 12 }]
    const file = await storeFile({ owner: coordinator.id, warnings })
    const distributions = [{ file: { id: file, name: "agents.csv" } }]
    await patchDataset(db, { id, patch: { distributions } }, by(coordinator))
    await assert.rejects(publishDataset(db, { id }, by(coordinator)), (error) => {
      assert.ok(error instanceof PersonalDataUnanswered)
      assert.deepEqual(error.values, { files: ["agents.csv"], columns: ["CIN"] })
      return true
    })
    await sql`update stored_file set answer = '{"answer": "lawful"}' where id = ${file}`.execute(db)
    assert.equal((await publishDataset(db, { id }, by(coordinator))).state, "published")
  })

  it("of a correction tells the differences, contacts without their values", async () => {
    const { id } = await published()
    const facts = { title: { fr: "Prix" }, contactPoints: [{ email: "a@b.tn" }] }
    await patchDataset(db, { id, patch: { facts } }, by(coordinator))
    const [change] = await changesOf(db, { entity: "dataset", entityId: id, limit: 1 })
    assert.deepEqual(change?.diff, [
      { path: "contactPoints" },
      { path: "title.fr", before: "Prix des légumes", after: "Prix" },
    ])
    assert.deepEqual([change?.kind, change?.fields], ["updated", ["contactPoints", "title"]])
  })

  it("of a replaced file makes a version, and dates the data", async () => {
    const [first, second] = [await storeFile({ owner: coordinator.id }), await storeFile({ owner: coordinator.id })]
    const { id, document } = await published({ distributions: [{ file: { id: first, name: "a.csv" } }] })
    const distribution = document.distributions[0]!
    const distributions = [{ ...distribution, file: { id: second, name: "b.csv" } }]
    const context = by(coordinator)
    const after = await patchDataset(db, { id, patch: { distributions } }, context)
    assert.equal(after.document.facts.modified, context.at.toISOString())
    const { rows } = await sql<{ number: number; file_id: string }>`
      select number, file_id from distribution_version where distribution_id = ${distribution.id} order by number
    `.execute(db)
    assert.deepEqual(rows, [
      { number: 1, file_id: first },
      { number: 2, file_id: second },
    ])
  })

  it("takes a slug that is wanted, and none that was given before", async () => {
    const { id } = await begin()
    const { id: other } = await begin()
    assert.equal((await publishDataset(db, { id, slug: "mes-prix" }, by(coordinator))).slug, "mes-prix")
    await assert.rejects(publishDataset(db, { id: other, slug: "mes-prix" }, by(coordinator)), { code: "slug-taken" })
  })

  it("has nothing to do without a draft; a thrown-away draft leaves what is shown", async () => {
    const { id, document } = await published()
    await assert.rejects(publishDataset(db, { id }, by(coordinator)), WrongState)
    await saveDraft(
      db,
      { id, base: document, document: { ...document, facts: { ...document.facts, version: "2" } } },
      by(contributor),
    )
    const discarded = await discardDraft(db, { id }, by(contributor))
    assert.deepEqual([discarded.state, discarded.document], ["published", document])
  })
})

describe("the list of the office", () => {
  it("shows what the actor may see the work on, the last touched first, with counts per state", async () => {
    const { id } = await begin(coordinator, { facts: { title: { ar: "مُدَرِّسة الكرم" } } })
    const mine = await listOfficeDatasets(db, coordinator, { q: "مدرسه", limit: 5 })
    assert.deepEqual(
      mine.items.map((one) => one.id),
      [id],
    )
    assert.deepEqual([mine.counts.draft, mine.counts.published], [1, 0])
    assert.deepEqual((await listOfficeDatasets(db, stranger, { limit: 5 })).items, [])
  })

  it("pages through everything once, in both orders", async () => {
    for (const sort of ["touched", "title"] as const) {
      const seen: string[] = []
      let cursor: { key: string; id: string } | undefined
      do {
        const page = await listOfficeDatasets(db, coordinator, { sort, limit: 3, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next
      } while (cursor)
      const { counts } = await listOfficeDatasets(db, coordinator, { limit: 1 })
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
      assert.deepEqual([seen.length, new Set(seen).size], [total, total])
    }
  })
})

async function storeFile({ owner, warnings = [] }: { owner: string; warnings?: readonly unknown[] }): Promise<string> {
  const id = newId()
  await sql`
    insert into stored_file (id, owner, name, byte_size, sha256, media_type, warnings, created_at)
    values (${id}, ${owner}, 'a.csv', 12, ${"0".repeat(64)}, 'text/csv', ${JSON.stringify(warnings)}, now())
  `.execute(db)
  return id
}
