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
  addComment,
  commentsOf,
  DatasetNotFound,
  datasetByRef,
  datasetHistory,
  discardDraft,
  distributionByRef,
  documentAt,
  listOfficeDatasets,
  officeDataset,
  patchDataset,
  publishDataset,
  publishDue,
  purgeDataset,
  requestChanges,
  restoreDataset,
  restoreVersion,
  scheduleDataset,
  similarDatasets,
  submitDataset,
  transferDatasets,
  trashDataset,
  withdrawDataset,
} from "../index.ts"

let office: TestOffice
let db: Db
before(async () => {
  office = await openOffice()
  db = office.db
})
after(() => office.database.drop())

const kindsOf = async (entityId: string) =>
  (await changesOf(db, { entity: "dataset", entityId, limit: 50 })).map(({ kind }) => kind).reverse()

describe("the way of a draft", () => {
  it("goes to review, comes back with words, goes again, and is published", async () => {
    const { id } = await office.begin({}, office.contributor)
    const submitted = await submitDataset(db, { id, comment: "Prêt" }, office.by(office.contributor))
    assert.deepEqual([submitted.state, submitted.draft?.submittedBy], ["in-review", office.contributor.id])
    const back = await requestChanges(db, { id, comment: "Une période ?" }, office.by(office.coordinator))
    assert.equal(back.state, "changes-requested")
    await submitDataset(db, { id }, office.by(office.contributor))
    await publishDataset(db, { id, comment: "Merci" }, office.by(office.coordinator))
    assert.deepEqual(await kindsOf(id), ["draft-saved", "submitted", "changes-requested", "submitted", "published"])
    assert.deepEqual(
      (await commentsOf(db, id)).map(({ step, text, author }) => [step, text, author === office.contributor.id]),
      [
        ["published", "Merci", false],
        ["changes-requested", "Une période ?", false],
        ["submitted", "Prêt", true],
      ],
    )
    const history = await datasetHistory(db, { id, limit: 10 }, office.reader)
    assert.deepEqual(history.map(({ comment }) => comment).slice(0, 3), ["Merci", undefined, "Une période ?"])
  })

  it("refuses steps that do not fit its state, and people who may not take them", async () => {
    const { id } = await office.begin({}, office.contributor)
    const step = { id, comment: "Non" }
    await assert.rejects(requestChanges(db, step, office.by(office.coordinator)), WrongState)
    await submitDataset(db, { id }, office.by(office.contributor))
    await assert.rejects(submitDataset(db, { id }, office.by(office.contributor)), WrongState)
    await assert.rejects(requestChanges(db, step, office.by(office.contributor)), NotAllowed)
    await assert.rejects(requestChanges(db, { id, comment: " " }, office.by(office.coordinator)), InvalidInput)
    await assert.rejects(submitDataset(db, { id }, office.by(office.stranger)), DatasetNotFound)
    await assert.rejects(addComment(db, { id, text: "?" }, office.by(office.reader)), NotAllowed)
  })

  it("of a reviewed version publishes that version only", async () => {
    const { id, version } = await office.begin({}, office.contributor)
    await patchDataset(db, { id, patch: { facts: { version: "2" } } }, office.by(office.contributor))
    await assert.rejects(publishDataset(db, { id, version }, office.by(office.coordinator)), Stale)
  })

  it("on a set day is published by itself, once", async () => {
    const { id } = await office.begin()
    const now = office.by(office.coordinator)
    const publishAt = new Date(now.at.getTime() + 3_600_000)
    await assert.rejects(scheduleDataset(db, { id, publishAt: now.at }, now), InvalidInput)
    const scheduled = await scheduleDataset(db, { id, publishAt }, now)
    assert.deepEqual([scheduled.state, scheduled.draft?.publishAt], ["scheduled", publishAt])
    const edit = patchDataset(db, { id, patch: { facts: { version: "2" } } }, office.by(office.contributor))
    await assert.rejects(edit, WrongState)

    const early = await publishDue(db, { ...now, by: systemActor, at: new Date(publishAt.getTime() - 1) })
    assert.deepEqual(early, { published: [], sentBack: [], passedBy: [] })
    const context = { ...now, by: systemActor, at: publishAt }
    const outcomes = await Promise.all([publishDue(db, context), publishDue(db, context)])
    assert.deepEqual(
      outcomes.flatMap(({ published }) => published),
      [id],
    )
    assert.deepEqual((await kindsOf(id)).at(-1), "published")
  })

  it("set for a day over what is shown is not thrown away by who could not have approved it", async () => {
    const { id } = await office.published()
    await patchDataset(db, { id, patch: { facts: { version: "2" } } }, office.by(office.contributor))
    const now = office.by(office.coordinator)
    await scheduleDataset(db, { id, publishAt: new Date(now.at.getTime() + 3_600_000) }, now)
    await assert.rejects(discardDraft(db, { id }, office.by(office.contributor)), WrongState)
    assert.equal((await discardDraft(db, { id }, office.by(office.coordinator))).state, "published")
  })

  it("that can no longer be published goes back with the reason", async () => {
    const { id } = await office.begin()
    const now = office.by(office.coordinator)
    await scheduleDataset(db, { id, publishAt: new Date(now.at.getTime() + 1000) }, now)
    await sql`update draft set document = document #- '{facts,description}' where dataset_id = ${id}`.execute(db)
    const later = { ...now, by: systemActor, at: new Date(now.at.getTime() + 2000) }
    assert.deepEqual((await publishDue(db, later)).sentBack, [id])
    assert.equal((await officeDataset(db, id, office.coordinator)).state, "changes-requested")
    assert.equal((await commentsOf(db, id))[0]?.refusal?.code, "invalid-input")
  })
})

describe("withdrawal, trash and purge", () => {
  it("withdraws with a reason, and shows it again", async () => {
    const { id } = await office.published()
    const step = { id, reason: "error", note: { fr: "Chiffres faux" } } as const
    await assert.rejects(withdrawDataset(db, step, office.by(office.contributor)), NotAllowed)
    const withdrawn = await withdrawDataset(db, step, office.by(office.coordinator))
    assert.deepEqual([withdrawn.state, withdrawn.withdrawal?.note], ["withdrawn", { fr: "Chiffres faux" }])
    await assert.rejects(withdrawDataset(db, step, office.by(office.coordinator)), WrongState)
    const restored = await restoreDataset(db, { id }, office.by(office.coordinator))
    assert.deepEqual([restored.state, restored.withdrawal], ["published", undefined])
  })

  it("puts what is published into the trash by withdrawing it; nothing is done to it there", async () => {
    const { id } = await office.published()
    await trashDataset(db, { id }, office.by(office.coordinator))
    const lookup = await datasetByRef(db, id)
    assert.equal(lookup.kind === "found" && lookup.dataset.state, "withdrawn")
    await assert.rejects(
      patchDataset(db, { id, patch: { visibility: "private" } }, office.by(office.coordinator)),
      WrongState,
    )
    const trash = await listOfficeDatasets(db, office.coordinator, { trashed: true, limit: 10 })
    assert.ok(trash.items.some((one) => one.id === id))
    const outside = await listOfficeDatasets(db, office.coordinator, { limit: 100 })
    assert.ok(!outside.items.some((one) => one.id === id))
    const restored = await restoreDataset(db, { id }, office.by(office.coordinator))
    assert.deepEqual([restored.state, restored.trashedAt], ["withdrawn", undefined])
  })

  it("lets a contributor throw away, and take back, what she began and nobody published", async () => {
    const { id } = await office.begin({}, office.contributor)
    const other = await office.begin()
    await assert.rejects(trashDataset(db, { id: other.id }, office.by(office.contributor)), NotAllowed)
    await trashDataset(db, { id }, office.by(office.contributor))
    const restored = await restoreDataset(db, { id }, office.by(office.contributor))
    assert.deepEqual([restored.state, restored.everPublished], ["draft", false])
  })

  it("purges what lies in the trash: address and reason stay, words do not", async () => {
    const file = { downloadUrl: "https://a.tn/secret.csv", title: { fr: "Secret" } }
    const { id, slug, document } = await office.published({ distributions: [file] })
    await addComment(db, { id, text: "Secret" }, office.by(office.coordinator))
    await patchDataset(db, { id, patch: { facts: { title: { fr: "Secret" } } } }, office.by(office.coordinator))
    await assert.rejects(purgeDataset(db, { id }, office.by(office.administrator)), WrongState)
    await trashDataset(db, { id }, office.by(office.coordinator))
    await assert.rejects(purgeDataset(db, { id }, office.by(office.coordinator)), NotAllowed)
    await sql`
      with work as (
        insert into bulk_work (id, kind, actor, request, created_at)
        values (${newId()}, 'import', 'somebody', '{}', now())
        returning id
      )
      insert into bulk_line (work_id, position, dataset_id, given)
      select id, 2, ${id}, '{"facts": {"title": {"fr": "Secret"}}}' from work
    `.execute(db)
    await purgeDataset(db, { id }, office.by(office.administrator))

    await assert.rejects(officeDataset(db, id, office.administrator), DatasetNotFound)
    const lookup = await datasetByRef(db, slug)
    assert.ok(lookup.kind === "found")
    assert.deepEqual([lookup.dataset.state, lookup.dataset.title], ["withdrawn", { und: slug }])
    assert.equal((await distributionByRef(db, document.distributions[0]!.id)).kind, "gone")
    const { rows } = await sql<{ rest: string }>`
      select concat(
        (select jsonb_agg(to_jsonb(change)) from change where entity_id = ${id}),
        (select jsonb_agg(to_jsonb(dataset) - 'slug') from dataset where id = ${id}),
        (select jsonb_agg(to_jsonb(distribution)) from distribution where dataset_id = ${id}),
        (select jsonb_agg(to_jsonb(field_edit)) from field_edit),
        (select jsonb_agg(to_jsonb(bulk_line)) from bulk_line where dataset_id = ${id}),
        (select jsonb_agg(to_jsonb(dataset_comment)) from dataset_comment where dataset_id = ${id})
      ) as rest
    `.execute(db)
    assert.ok(!rows[0]!.rest.toLowerCase().includes("secret"), rows[0]!.rest)
  })
})

describe("history", () => {
  it("walks back to each former version, and makes a draft of it", async () => {
    const { id, document } = await office.published({
      distributions: [{ downloadUrl: "https://a.tn/1.csv" }, { downloadUrl: "https://a.tn/2.csv" }],
    })
    const versions = [{ document, position: await lastPosition(id) }]
    const [one, two] = document.distributions
    const patches = [
      { facts: { title: { ar: "أسعار" }, keywords: { fr: ["prix"] } } },
      { distributions: [two!] },
      { distributions: [two!, { ...one!, title: { fr: "Revenu" } }], facts: { description: { fr: "Autre" } } },
      { facts: { keywords: null, temporal: [{ start: "2024" }] } },
    ]
    for (const patch of patches) {
      const after = await patchDataset(db, { id, patch }, office.by(office.coordinator))
      versions.push({ document: after.document, position: await lastPosition(id) })
    }
    for (const { document, position } of versions) assert.deepEqual(await documentAt(db, { id, position }), document)

    const first = versions[0]!
    const restored = await restoreVersion(db, { id, position: first.position }, office.by(office.contributor))
    assert.deepEqual([restored.state, restored.draft?.document], ["draft", first.document])
    const again = restoreVersion(db, { id, position: first.position }, office.by(office.contributor))
    await assert.rejects(again, WrongState)
    const published = await publishDataset(db, { id }, office.by(office.coordinator))
    assert.deepEqual(published.shown, first.document)
  })

  it("is not for those who see only what is public", async () => {
    const { id } = await office.published()
    await assert.rejects(datasetHistory(db, { id, limit: 5 }, anonymousActor), DatasetNotFound)
    await assert.rejects(datasetHistory(db, { id, limit: 5 }, office.stranger), DatasetNotFound)
  })
})

describe("transfer", () => {
  it("moves all or none, with slug and history, and takes the right at both ends", async () => {
    const [one, two] = [await office.published(), await office.begin()]
    const ids = [one.id, two.id]
    const transfer = { ids, organizationId: office.agency }
    await assert.rejects(transferDatasets(db, transfer, office.by(office.coordinator)), NotAllowed)
    await assert.rejects(transferDatasets(db, transfer, office.by(office.stranger)), DatasetNotFound)
    await transferDatasets(db, transfer, office.by(office.administrator))
    for (const id of ids) {
      const moved = await officeDataset(db, id, office.stranger)
      assert.deepEqual([moved.organization.id, moved.document.organizationId], [office.agency, office.agency])
      assert.equal((await kindsOf(id)).at(-1), "transferred")
    }
    assert.equal((await officeDataset(db, one.slug, office.stranger)).id, one.id)
  })
})

describe("similar datasets", () => {
  it("are those with the same identifier, the same address or nearly the same title", async () => {
    const facts = { title: { fr: "Effectifs scolaires du gouvernorat de Kef" }, identifier: "edu-7" }
    const { id, document } = await office.published({
      facts: { ...facts, description: { fr: "x" }, licence: { code: "otl" } },
      distributions: [{ downloadUrl: "https://edu.tn/kef.csv" }],
    })
    const becauseOf = async (given: Partial<typeof document.facts>, url?: string) => {
      const asked = {
        ...document,
        facts: { title: {}, ...given },
        distributions: url ? [{ id: document.distributions[0]!.id, downloadUrl: url }] : [],
      }
      const found = await similarDatasets(db, asked, { actor: anonymousActor })
      return found.filter((one) => one.id === id).map(({ because }) => because)
    }
    assert.deepEqual(await becauseOf({ title: { fr: "effectifs scolaires du gouvernorat du kef" } }), ["title"])
    assert.deepEqual(await becauseOf({ identifier: "edu-7" }), ["identifier"])
    assert.deepEqual(await becauseOf({}, "https://edu.tn/kef.csv"), ["address"])
    assert.deepEqual(await becauseOf({ title: { fr: "Prix de la tomate industrielle" } }), [])
  })

  it("never tells of drafts to those who may not see them", async () => {
    const { document } = await office.begin({ facts: { title: { fr: "Inventaire secret des forages profonds" } } })
    assert.deepEqual(await similarDatasets(db, document, { actor: office.stranger }), [])
    assert.equal((await similarDatasets(db, document, { actor: office.reader })).length, 1)
  })
})

async function lastPosition(entityId: string): Promise<number> {
  return (await changesOf(db, { entity: "dataset", entityId, limit: 1 }))[0]!.position
}
