import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { systemActor } from "../../platform/actor.ts"
import { changesOf } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import {
  type DatasetFacts,
  type DistributionFacts,
  DraftConflicts,
  datasetByRef,
  documentAt,
  officeDataset,
  patchDataset,
  publishDataset,
  purgeDataset,
  saveDraft,
  saveHarvested,
  transferDatasets,
  trashDataset,
  withdrawGone,
} from "../index.ts"

let office: TestOffice
let db: Db
let sourceId: string
before(async () => {
  office = await openOffice()
  db = office.db
  sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${sourceId}, 'ckan', 'Ministère', 'https://source.tn', ${office.ministry})
  `.execute(db)
})
after(() => office.database.drop())

const facts: DatasetFacts = {
  title: { fr: "Écoles" },
  description: { fr: "Les écoles" },
  licence: { raw: "libre" },
  keywords: { fr: ["école"] },
  distributions: [],
}

/** What the source says today; answers the dataset's id. */
async function harvest(remoteId: string, given: Partial<DatasetFacts>, datasetId?: string): Promise<string> {
  const record = {
    remoteId,
    hash: new Uint8Array([1]),
    facts: { ...facts, ...given },
    problems: [],
    organizationId: office.ministry,
    ...(datasetId ? { datasetId } : {}),
  }
  const { by, at } = office.by(systemActor)
  const { saved } = await db.transaction().execute((tx) => saveHarvested(tx, [record], { sourceId, at, by, newId }))
  return saved[0]!.datasetId
}

async function shown(id: string) {
  const lookup = await datasetByRef(db, id)
  assert.ok(lookup.kind === "found")
  return lookup.dataset
}

const addressesOf = (files: readonly DistributionFacts[]) => files.map(({ downloadUrl }) => downloadUrl)
const file = (name: string): DistributionFacts => ({
  remoteId: name,
  title: { fr: name },
  downloadUrl: `https://s.tn/${name}`,
})
const correct = (id: string, patch: Parameters<typeof patchDataset>[1]["patch"]) =>
  patchDataset(db, { id, patch }, office.by(office.coordinator))

describe("a correction of a harvested dataset", () => {
  it("survives harvests, field by field and language by language, and is shown as one", async () => {
    const id = await harvest("a", {})
    await correct(id, { facts: { title: { fr: "Écoles primaires", ar: "المدارس" }, keywords: { fr: ["primaire"] } } })
    await harvest(
      "a",
      { title: { fr: "Ecoles", en: "Schools" }, description: { fr: "Neuf" }, keywords: { fr: ["x"] } },
      id,
    )
    const dataset = await shown(id)
    assert.deepEqual(dataset.title, { fr: "Écoles primaires", ar: "المدارس", en: "Schools" })
    assert.deepEqual([dataset.description, dataset.keywords], [{ fr: "Neuf" }, { fr: ["primaire"] }])
    assert.deepEqual(dataset.editedFields, ["keywords", "title"])
  })

  it("that says what the source says is none", async () => {
    const id = await harvest("b", {})
    await correct(id, { facts: { title: { fr: "Autre" } } })
    await correct(id, { facts: { title: { fr: "Écoles" } } })
    assert.deepEqual((await shown(id)).editedFields, [])
    const { rows } = await sql`select from field_edit where entity_id = ${id}`.execute(db)
    assert.equal(rows.length, 0)
  })

  it("takes away what the source says, for good", async () => {
    const id = await harvest("c", {})
    await correct(id, { facts: { keywords: null } })
    await harvest("c", { keywords: { fr: ["école", "lycée"] } }, id)
    assert.equal((await shown(id)).keywords, undefined)
  })

  it("of a file lies over what the source says of it, and finds it by that", async () => {
    const id = await harvest("d", { distributions: [{ title: { fr: "un" }, format: "CSV" }, file("deux")] })
    const [first, second] = (await officeDataset(db, id, office.coordinator)).document.distributions
    await correct(id, {
      distributions: [{ ...first!, title: { fr: "Premier" }, downloadUrl: "https://s.tn/un" }, second!],
    })
    await harvest("d", { distributions: [file("deux"), { title: { fr: "un" }, format: "CSV", byteSize: 7 }] }, id)
    const { distributions, editedFields } = await shown(id)
    assert.deepEqual(
      distributions.map((one) => [one.id, one.title, one.downloadUrl, one.byteSize]),
      [
        [second!.id, { fr: "deux" }, "https://s.tn/deux", undefined],
        [first!.id, { fr: "Premier" }, "https://s.tn/un", 7],
      ],
    )
    assert.deepEqual(editedFields, ["distributions"])
  })

  it("keeps files added here, and files taken away here stay away while the source gives them", async () => {
    const id = await harvest("e", { distributions: [file("un"), file("deux")] })
    const [one, two] = (await officeDataset(db, id, office.coordinator)).document.distributions
    await correct(id, { distributions: [two!, { downloadUrl: "https://nous.tn/trois" }] })
    await harvest("e", { distributions: [file("un"), file("deux"), file("quatre")] }, id)
    assert.deepEqual(addressesOf((await shown(id)).distributions), [
      "https://s.tn/deux",
      "https://s.tn/quatre",
      "https://nous.tn/trois",
    ])
    await harvest("e", { distributions: [file("deux")] }, id)
    await harvest("e", { distributions: [file("deux"), file("un")] }, id)
    const { distributions } = await shown(id)
    assert.deepEqual(addressesOf(distributions), ["https://s.tn/deux", "https://s.tn/un", "https://nous.tn/trois"])
    assert.ok(
      distributions.every(({ id: known }) => known !== one!.id),
      "what was gone came back as another",
    )
  })

  it("of the order of the files holds; new ones stand behind", async () => {
    const id = await harvest("f", { distributions: [file("un"), file("deux")] })
    const { document } = await officeDataset(db, id, office.coordinator)
    await correct(id, { distributions: document.distributions.toReversed() })
    await harvest("f", { distributions: [file("un"), file("zero"), file("deux")] }, id)
    assert.deepEqual(addressesOf((await shown(id)).distributions), [
      "https://s.tn/deux",
      "https://s.tn/un",
      "https://s.tn/zero",
    ])
  })

  it("of the body holds: what was transferred is not taken back", async () => {
    const id = await harvest("g", {})
    await transferDatasets(db, { ids: [id], organizationId: office.agency }, office.by(office.administrator))
    await harvest("g", { title: { fr: "Lycées" } }, id)
    assert.equal((await shown(id)).organization.id, office.agency)
  })
})

describe("a harvest beside the office", () => {
  it("tells its differences, raises the version, and a second one without news changes nothing", async () => {
    const id = await harvest("h", { distributions: [file("un")] })
    const { version } = await officeDataset(db, id, office.coordinator)
    await harvest("h", { title: { fr: "Lycées" }, distributions: [file("un")] }, id)
    await harvest("h", { title: { fr: "Lycées" }, distributions: [file("un")] }, id)
    const [change, before] = await changesOf(db, { entity: "dataset", entityId: id, limit: 2 })
    assert.deepEqual(change?.diff, [{ path: "title.fr", before: "Écoles", after: "Lycées" }])
    assert.equal((await officeDataset(db, id, office.coordinator)).version, version + 1)
    const former = await documentAt(db, { id, position: before!.position })
    assert.deepEqual(former?.facts.title, { fr: "Écoles" })
  })

  it("during a draft: other fields are joined at publication, the same field is a choice", async () => {
    const id = await harvest("i", {})
    const { document } = await officeDataset(db, id, office.coordinator)
    const draft = { ...document, facts: { ...document.facts, title: { fr: "Les écoles" } } }
    await saveDraft(db, { id, base: document, document: draft }, office.by(office.contributor))
    await harvest("i", { description: { fr: "Neuf" }, title: { fr: "Ecoles" } }, id)
    await assert.rejects(publishDataset(db, { id }, office.by(office.coordinator)), (error) => {
      assert.ok(error instanceof DraftConflicts)
      const conflict = { path: "title.fr", base: "Écoles", theirs: "Ecoles", mine: "Les écoles" }
      assert.deepEqual(error.conflicts, [conflict])
      return true
    })
    const rebased = await officeDataset(db, id, office.coordinator)
    assert.deepEqual(rebased.draft?.base?.facts.title, { fr: "Ecoles" })
    const published = await publishDataset(db, { id }, office.by(office.coordinator))
    assert.deepEqual(published.shown?.facts.title, { fr: "Les écoles" })
    assert.deepEqual(published.shown?.facts.description, { fr: "Neuf" })
  })

  it("mends no more than asked: what its source left out stands in the way of no correction", async () => {
    const id = await harvest("j", { description: undefined, licence: undefined } as unknown as DatasetFacts)
    assert.equal((await correct(id, { facts: { title: { fr: "Corrigé" } } })).state, "published")
  })

  it("lets stand what is wrong already, where it stands or a place further, and takes no other wrong value for it", async () => {
    const bad = { remoteId: "bad", downloadUrl: "ftp://s.tn/bad" }
    const id = await harvest("bad", { themes: ["autre", "divers"], distributions: [file("good"), bad] })
    const { document } = await officeDataset(db, id, office.coordinator)
    const [, second] = document.distributions
    assert.ok(second)
    const fewer = await correct(id, { facts: { themes: ["divers"] }, distributions: [second] })
    assert.equal(fewer.state, "published")
    const worse = { ...second, downloadUrl: "javascript:alert(1)" }
    await assert.rejects(correct(id, { distributions: [worse] }), InvalidInput)
  })

  it("leaves private what is private, and empty what was purged", async () => {
    const id = await harvest("k", {})
    await correct(id, { visibility: "private", privateReason: { fr: "Secret statistique" } })
    await harvest("k", { title: { fr: "Encore" } }, id)
    assert.deepEqual(await datasetByRef(db, id), { kind: "none" })
    assert.deepEqual((await officeDataset(db, id, office.reader)).document.facts.title, { fr: "Encore" })

    const purged = await harvest("l", {})
    await trashDataset(db, { id: purged }, office.by(office.coordinator))
    await purgeDataset(db, { id: purged }, office.by(office.administrator))
    assert.equal(await harvest("l", { title: { fr: "Revenu" } }, purged), purged)
    const { rows } = await sql<{ snapshot: object }>`
      select snapshot from source_record where remote_id = 'l'
    `.execute(db)
    assert.deepEqual(rows[0]?.snapshot, { title: {}, distributions: [] })
    assert.deepEqual((await shown(purged)).title, { und: (await shown(purged)).slug })
  })

  it("that ends withdraws, with a new version", async () => {
    const id = await harvest("m", {})
    const { version } = await officeDataset(db, id, office.coordinator)
    const { by, at } = office.by(systemActor)
    await db.transaction().execute((tx) => withdrawGone(tx, ["m"], { sourceId, at, by, newId }))
    const gone = await officeDataset(db, id, office.coordinator)
    assert.deepEqual([gone.state, gone.version], ["withdrawn", version + 1])
  })
})
