import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput, NotAllowed, Stale, WrongState } from "../../platform/refusal.ts"
import {
  beginDataset,
  DatasetNotFound,
  datasetByRef,
  discardDraft,
  listOfficeDatasets,
  officeDataset,
  PersonalDataUnanswered,
  patchDataset,
  publishDataset,
  saveDraft,
} from "../index.ts"

let office: TestOffice
let db: Db
before(async () => {
  office = await openOffice()
  db = office.db
})
after(() => office.database.drop())

const aFile = (name = "prix") => ({ id: newId(), title: { fr: name }, downloadUrl: `https://a.tn/${name}.csv` })

describe("a draft", () => {
  it("is begun with nothing but its organisation, and nobody outside learns of it", async () => {
    const { id, slug, state, version } = await beginDataset(
      db,
      { organizationId: office.ministry },
      office.by(office.contributor),
    )
    assert.deepEqual([slug, state, version], [id, "draft", 1])
    await assert.rejects(officeDataset(db, id, office.stranger), DatasetNotFound)
    await assert.rejects(officeDataset(db, id, anonymousActor), DatasetNotFound)
    assert.deepEqual(await datasetByRef(db, id), { kind: "none" })
  })

  it("is not begun in a body that is somebody else's", async () => {
    await assert.rejects(office.begin({}, office.stranger), NotAllowed)
    await assert.rejects(beginDataset(db, { organizationId: newId() }, office.by(office.stranger)), NotAllowed)
    await assert.rejects(beginDataset(db, { organizationId: newId() }, office.by(systemActor)), InvalidInput)
  })

  it("takes what two people changed in different fields", async () => {
    const { id, document } = await office.begin()
    const title = { ...document, facts: { ...document.facts, title: { fr: "Prix" } } }
    const arabic = { ...document, facts: { ...document.facts, title: { ...document.facts.title, ar: "أسعار" } } }
    await saveDraft(db, { id, base: document, document: title }, office.by(office.coordinator))
    const second = await saveDraft(db, { id, base: document, document: arabic }, office.by(office.contributor))
    assert.equal(second.kind, "saved")
    assert.deepEqual(second.dataset.document.facts.title, { fr: "Prix", ar: "أسعار" })
  })

  it("asks where two people changed the same field, and saves nothing", async () => {
    const { id, document } = await office.begin()
    const titled = (fr: string) => ({ ...document, facts: { ...document.facts, title: { fr } } })
    await saveDraft(db, { id, base: document, document: titled("Un") }, office.by(office.coordinator))
    const second = await saveDraft(db, { id, base: document, document: titled("Deux") }, office.by(office.contributor))
    assert.ok(second.kind === "conflict")
    assert.deepEqual(second.conflicts, [{ path: "title.fr", base: "Prix des légumes", theirs: "Un", mine: "Deux" }])
    assert.deepEqual(second.dataset.document.facts.title, { fr: "Un" })
  })

  it("says what is stored already: no version, no line", async () => {
    const { id, document, version } = await office.begin()
    const saved = await saveDraft(db, { id, base: document, document }, office.by(office.coordinator))
    assert.equal(saved.dataset.version, version)
  })

  it("tells of its saves once in ten minutes and author", async () => {
    const { id } = await office.begin()
    for (const fr of ["a", "b", "c"])
      await patchDataset(db, { id, patch: { facts: { title: { fr } } } }, office.by(office.coordinator))
    const changes = await changesOf(db, { entity: "dataset", entityId: id, limit: 10 })
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ["draft-saved"],
    )
  })

  it("does not take the file of another dataset, shown or in a draft, nor one that somebody else sent", async () => {
    const shown = await office.published({ distributions: [aFile()] })
    const drafted = await office.begin({ distributions: [aFile()] })
    const { id } = await office.begin()
    for (const other of [shown, drafted]) {
      const stolen = { ...aFile(), id: other.document.distributions[0]!.id }
      await assert.rejects(
        patchDataset(db, { id, patch: { distributions: [stolen] } }, office.by(office.coordinator)),
        (error) => {
          assert.ok(error instanceof InvalidInput)
          assert.deepEqual(error.problems, [{ path: "distributions.0.id", rule: "taken" }])
          return true
        },
      )
    }
    const file = await office.storeFile(office.stranger)
    const distributions = [{ file: { id: file, name: "a.csv" } }]
    await assert.rejects(
      patchDataset(db, { id, patch: { distributions } }, office.by(office.coordinator)),
      InvalidInput,
    )
    const saved = await patchDataset(
      db,
      { id, patch: { distributions } },
      office.by({ ...office.coordinator, id: office.stranger.id }),
    )
    assert.equal(saved.document.distributions[0]?.byteSize, 12)
  })

  it("refuses a version that is not the present one", async () => {
    const { id, version } = await office.begin()
    await patchDataset(db, { id, version, patch: { facts: { version: "1" } } }, office.by(office.coordinator))
    const late = patchDataset(db, { id, version, patch: { facts: { version: "2" } } }, office.by(office.coordinator))
    await assert.rejects(late, Stale)
  })
})

describe("publication", () => {
  it("gives the slug of the title, and is one change", async () => {
    const dataset = await office.published({ distributions: [aFile()] })
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
    const { id } = await beginDataset(db, { organizationId: office.ministry }, office.by(office.coordinator))
    await assert.rejects(publishDataset(db, { id }, office.by(office.coordinator)), (error) => {
      assert.ok(error instanceof InvalidInput)
      assert.deepEqual(
        error.problems.map(({ path }) => path),
        ["title", "description", "licence"],
      )
      return true
    })
  })

  it("is not the contributor's, unless the body says so", async () => {
    const { id } = await office.begin({}, office.contributor)
    await assert.rejects(publishDataset(db, { id }, office.by(office.contributor)), NotAllowed)
    await sql`update organization set publishing = 'contributors' where id = ${office.ministry}`.execute(db)
    assert.equal((await publishDataset(db, { id }, office.by(office.contributor))).state, "published")
    await sql`update organization set publishing = 'coordinators' where id = ${office.ministry}`.execute(db)
  })

  it("waits for an answer where files look as if they named people", async () => {
    const { id } = await office.begin()
    const warnings = [{ column: "CIN", kind: "identity-number", count: 12 }]
    const file = await office.storeFile(office.coordinator, warnings)
    const distributions = [{ file: { id: file, name: "agents.csv" } }]
    await patchDataset(db, { id, patch: { distributions } }, office.by(office.coordinator))
    await assert.rejects(publishDataset(db, { id }, office.by(office.coordinator)), (error) => {
      assert.ok(error instanceof PersonalDataUnanswered)
      assert.deepEqual(error.values, { files: ["agents.csv"], columns: ["CIN"] })
      return true
    })
    await sql`update stored_file set answer = '{"answer": "lawful"}' where id = ${file}`.execute(db)
    assert.equal((await publishDataset(db, { id }, office.by(office.coordinator))).state, "published")
  })

  it("of a correction tells the differences, contacts without their values", async () => {
    const { id } = await office.published()
    const facts = { title: { fr: "Prix" }, contactPoints: [{ email: "a@b.tn" }] }
    await patchDataset(db, { id, patch: { facts } }, office.by(office.coordinator))
    const [change] = await changesOf(db, { entity: "dataset", entityId: id, limit: 1 })
    assert.deepEqual(change?.diff, [
      { path: "contactPoints" },
      { path: "title.fr", before: "Prix des légumes", after: "Prix" },
    ])
    assert.deepEqual([change?.kind, change?.fields], ["updated", ["contactPoints", "title"]])
  })

  it("of a replaced file makes a version, and dates the data", async () => {
    const [first, second] = [await office.storeFile(office.coordinator), await office.storeFile(office.coordinator)]
    const { id, document } = await office.published({ distributions: [{ file: { id: first, name: "a.csv" } }] })
    const distribution = document.distributions[0]!
    const distributions = [{ ...distribution, file: { id: second, name: "b.csv" } }]
    const context = office.by(office.coordinator)
    const after = await patchDataset(db, { id, patch: { distributions } }, context)
    assert.equal(after.document.facts.modified, context.at.toISOString().replace(".000Z", "Z"))
    const { rows } = await sql<{ number: number; file_id: string }>`
      select number, file_id from distribution_version where distribution_id = ${distribution.id} order by number
    `.execute(db)
    assert.deepEqual(rows, [
      { number: 1, file_id: first },
      { number: 2, file_id: second },
    ])
  })

  it("takes a slug that is wanted, and none that was given before", async () => {
    const { id } = await office.begin()
    const { id: other } = await office.begin()
    assert.equal((await publishDataset(db, { id, slug: "mes-prix" }, office.by(office.coordinator))).slug, "mes-prix")
    await assert.rejects(publishDataset(db, { id: other, slug: "mes-prix" }, office.by(office.coordinator)), {
      code: "slug-taken",
    })
  })

  it("has nothing to do without a draft; a thrown-away draft leaves what is shown", async () => {
    const { id, document } = await office.published()
    await assert.rejects(publishDataset(db, { id }, office.by(office.coordinator)), WrongState)
    await saveDraft(
      db,
      { id, base: document, document: { ...document, facts: { ...document.facts, version: "2" } } },
      office.by(office.contributor),
    )
    const discarded = await discardDraft(db, { id }, office.by(office.contributor))
    assert.deepEqual([discarded.state, discarded.document], ["published", document])
  })
})

describe("the list of the office", () => {
  it("shows what the actor may see the work on, the last touched first, with counts per state", async () => {
    const { id } = await office.begin({ facts: { title: { ar: "مُدَرِّسة الكرم" } } })
    const mine = await listOfficeDatasets(db, office.coordinator, { q: "مدرسه", limit: 5 })
    assert.deepEqual(
      mine.items.map((one) => one.id),
      [id],
    )
    assert.deepEqual([mine.counts.draft, mine.counts.published], [1, 0])
    assert.deepEqual((await listOfficeDatasets(db, office.stranger, { limit: 5 })).items, [])
  })

  it("pages through everything once, in both orders", async () => {
    for (const sort of ["touched", "title"] as const) {
      const seen: string[] = []
      let cursor: { key: string; id: string } | undefined
      do {
        const page = await listOfficeDatasets(db, office.coordinator, { sort, limit: 3, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next
      } while (cursor)
      const { counts } = await listOfficeDatasets(db, office.coordinator, { limit: 1 })
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
      assert.deepEqual([seen.length, new Set(seen).size], [total, total])
    }
  })

  it("refuses a cursor that it did not give", async () => {
    const id = newId()
    for (const cursor of [
      { key: "now()", id },
      { key: "1", id: "x" },
      { key: "9".repeat(40), id },
    ]) {
      await assert.rejects(listOfficeDatasets(db, office.reader, { limit: 3, cursor }), InvalidInput)
    }
    const { items } = await listOfficeDatasets(db, office.reader, { limit: 3, organizationId: "x'", q: "%\0_\\" })
    assert.deepEqual(items, [])
  })
})
