import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf, readHead } from "../../platform/changes/index.ts"
import { fixedClock } from "../../platform/clock.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { loadVocabularies, seedVocabularies, type Vocabularies } from "../../vocabulary/index.ts"
import { readCountryPack } from "../country-pack.ts"
import { createOrganization } from "../create-organization.ts"
import { patchDataset } from "../publishing/publish-dataset.ts"
import { officeDataset } from "../publishing/read-office-dataset.ts"
import { beginDataset } from "../publishing/save-draft.ts"
import { saveHarvested } from "../save-harvested.ts"
import { applyBulkEdit, bulkWork } from "./apply-bulk-edit.ts"
import { bulkJobs } from "./bulk-jobs.ts"
import { readLines } from "./bulk-store.ts"
import { BulkWorkNotFound } from "./errors.ts"
import { previewBulkEdit } from "./preview-bulk-edit.ts"

const at = new Date("2026-11-23T08:00:00Z")
const later = new Date("2026-11-23T09:00:00Z")

let database: TestDatabase
let vocabularies: Vocabularies
before(async () => {
  database = await testDatabase()
  const seeds = fileURLToPath(new URL("../../../seeds", import.meta.url))
  await seedVocabularies(database.db, await readCountryPack(seeds, "tn"))
  vocabularies = await loadVocabularies(database.db)
})
after(() => database.drop())

let count = 0
async function aBody(): Promise<string> {
  const given = { slug: `body-${++count}`, name: { fr: `Organisme ${count}` } }
  return createOrganization(database.db, given, { by: systemActor, at, newId })
}

function as(organizationId: string, role: "contributor" | "coordinator" = "coordinator") {
  const by: Actor = {
    ...anonymousActor,
    id: newId(),
    organizationIds: [organizationId],
    grants: { [organizationId]: role },
  }
  return { by, at: later, newId, vocabularies }
}

async function published(organizationId: string, number: number, facts: object = {}): Promise<string[]> {
  const sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${sourceId}, 'ckan', 'Portail', ${sourceId}, ${organizationId})
  `.execute(database.db)
  const records = Array.from({ length: number }, (_, index) => ({
    remoteId: `r${index}`,
    hash: new Uint8Array([index % 256]),
    facts: {
      title: { fr: `Jeu ${index}` },
      description: { fr: "Ce que contient ce jeu." },
      licence: { code: "otl" },
      themes: ["sante"],
      distributions: [{ downloadUrl: `https://portail.tn/${index}.csv` }],
      ...facts,
    },
    problems: [],
    organizationId,
  }))
  const context = { sourceId, at, by: systemActor, newId }
  const { saved } = await database.db.transaction().execute((tx) => saveHarvested(tx, records, context))
  return saved.map(({ datasetId }) => datasetId)
}

const draftOf = (organizationId: string, facts: object = {}) =>
  beginDataset(
    database.db,
    { organizationId, facts: { title: { fr: "Projet" }, ...facts } },
    { by: systemActor, at, newId },
  )

describe("a change of many datasets", () => {
  it("is previewed row by row, before and after, and writes nothing", async () => {
    const body = await aBody()
    const [one, two] = await published(body, 2)
    await patchDataset(database.db, { id: two!, patch: { facts: { themes: ["transport"] } } }, as(body))
    const { position } = await readHead(database.db)
    const change = { kind: "edit", facts: { themes: { add: ["transport"] }, keywords: { fr: { add: ["eau"] } } } }
    const preview = await previewBulkEdit(database.db, { selection: { ids: [one!, two!] }, change }, as(body))
    assert.deepEqual(
      preview.willChange.map(({ id, way, changes }) => ({ id, way, changes })),
      [
        {
          id: one,
          way: "publish",
          changes: [
            { path: "keywords.fr", after: ["eau"] },
            { path: "themes", before: ["sante"], after: ["sante", "transport"] },
          ],
        },
        { id: two, way: "publish", changes: [{ path: "keywords.fr", after: ["eau"] }] },
      ],
    )
    assert.equal((await readHead(database.db)).position, position)
  })

  it("is then applied, shown at once, and stands in the history with its author", async () => {
    const body = await aBody()
    const [id] = await published(body, 1)
    const ctx = as(body)
    const change = {
      kind: "edit",
      facts: {
        themes: { set: ["tourisme"] },
        licence: "lndpo-tn",
        frequency: "MONTHLY",
        accessRights: "public",
        contactPoint: { name: "Bureau", email: "bureau@exemple.tn" },
      },
    }
    const { token } = await previewBulkEdit(database.db, { selection: { ids: [id!] }, change }, ctx)
    const work = await applyBulkEdit(database.db, { token }, ctx)
    assert.deepEqual([work.verdicts.changed, work.done, work.total], [1, 1, 1])
    const { shown, editedFields, version, draft } = await officeDataset(database.db, id!, ctx.by)
    assert.deepEqual(shown?.facts.themes, ["tourisme"])
    assert.deepEqual(shown?.facts.contactPoints, [{ name: "Bureau", email: "bureau@exemple.tn" }])
    assert.deepEqual([version, draft], [1, undefined])
    assert.deepEqual(editedFields, ["accessRights", "contactPoints", "frequency", "licence", "themes"])
    const [told] = await changesOf(database.db, { entity: "dataset", entityId: id!, limit: 1 })
    assert.deepEqual([told?.kind, told?.actor], ["updated", ctx.by.id])
    assert.doesNotMatch(JSON.stringify(told), /bureau@/)
  })

  it("becomes what one edit would: the same layers, whether in bulk or alone", async () => {
    const body = await aBody()
    const [alone, bulk] = await published(body, 2, { keywords: { fr: ["a"] } })
    const ctx = as(body)
    await patchDataset(database.db, { id: alone!, patch: { facts: { keywords: { fr: ["a", "b"] } } } }, ctx)
    const change = { kind: "edit", facts: { keywords: { fr: { add: ["b"] } } } }
    const { token } = await previewBulkEdit(database.db, { selection: { ids: [bulk!] }, change }, ctx)
    await applyBulkEdit(database.db, { token }, ctx)
    const layers = async (id: string) => {
      const { rows } = await sql`
        select facts - 'title' as facts, edited_fields, edit_version, draft_state, metadata_modified, touched_at,
          (select jsonb_agg(to_jsonb(field_edit) - 'entity_id') from field_edit where entity_id = dataset.id) as edits,
          (select jsonb_agg(manual) from distribution where dataset_id = dataset.id) as files
        from dataset where id = ${id}
      `.execute(database.db)
      return rows
    }
    assert.deepEqual(await layers(bulk!), await layers(alone!))
    const told = async (entityId: string) =>
      (await changesOf(database.db, { entity: "dataset", entityId, limit: 1 })).map(({ kind, fields, diff }) => ({
        kind,
        fields,
        diff,
      }))
    assert.deepEqual(await told(bulk!), await told(alone!))
  })

  it("of one who may not publish is kept as drafts", async () => {
    const body = await aBody()
    const [shown] = await published(body, 1)
    const draft = await draftOf(body)
    const ctx = as(body, "contributor")
    const change = { kind: "edit", facts: { themes: { add: ["culture"] } } }
    const { token } = await previewBulkEdit(database.db, { selection: { ids: [shown!, draft.id] }, change }, ctx)
    await applyBulkEdit(database.db, { token }, ctx)
    const office = await officeDataset(database.db, shown!, ctx.by)
    assert.deepEqual(office.shown?.facts.themes, ["sante"])
    assert.deepEqual(office.draft?.document.facts.themes, ["sante", "culture"])
    assert.deepEqual(office.draft?.base?.facts.themes, ["sante"])
    const unpublished = await officeDataset(database.db, draft.id, ctx.by)
    assert.deepEqual(unpublished.document.facts.themes, ["culture"])
  })

  it("leaves alone what changed since it was previewed, and says so", async () => {
    const body = await aBody()
    const ids = await published(body, 2)
    const ctx = as(body)
    const change = { kind: "edit", facts: { licence: "lndpo-tn" } }
    const { token } = await previewBulkEdit(database.db, { selection: { ids }, change }, ctx)
    await patchDataset(database.db, { id: ids[0]!, patch: { facts: { licence: { code: "cc-by-4.0" } } } }, ctx)
    const { verdicts } = await applyBulkEdit(database.db, { token }, ctx)
    assert.deepEqual([verdicts.changed, verdicts["changed-since"]], [1, 1])
    assert.equal((await officeDataset(database.db, ids[0]!, ctx.by)).shown?.facts.licence?.code, "cc-by-4.0")
  })

  it("refuses row by row, with its reason, and nobody learns of what is not theirs", async () => {
    const [body, other] = [await aBody(), await aBody()]
    const [own] = await published(body, 1)
    const [foreign] = await published(other, 1)
    const change = { kind: "edit", facts: { licence: null } }
    const selection = { ids: [own!, foreign!, newId(), "not-an-id"] }
    const { refused, willChange } = await previewBulkEdit(database.db, { selection, change }, as(body))
    assert.deepEqual(willChange, [])
    assert.deepEqual(
      refused.map(({ title, refusal }) => [title, refusal.code]),
      [
        [{ fr: "Jeu 0" }, "invalid-input"],
        [undefined, "dataset-not-found"],
        [undefined, "dataset-not-found"],
        [undefined, "dataset-not-found"],
      ],
    )
    assert.deepEqual(refused[0]?.refusal.problems, [{ path: "licence", rule: "missing" }])
  })

  it("with what no list has is refused as a whole, at its place", async () => {
    const preview = (change: unknown) =>
      previewBulkEdit(database.db, { selection: { ids: [] }, change }, { by: systemActor, at, newId, vocabularies })
    const problems = async (change: unknown) => {
      const error = await preview(change).catch((reason: unknown) => reason)
      assert.ok(error instanceof InvalidInput, String(error))
      return error.problems.map(({ path, rule }) => `${path} ${rule}`)
    }
    assert.deepEqual(await problems({ kind: "edit", facts: { themes: { add: ["eau"] }, licence: "x" } }), [
      "facts.themes.add.0 unknown",
      "facts.licence unknown",
    ])
    assert.deepEqual(await problems({ kind: "edit", facts: {} }), ["facts missing"])
    assert.deepEqual(await problems({ kind: "edit", facts: { title: "x" } }), ["facts.title unknown-field"])
    assert.deepEqual(await problems({ kind: "purge" }), ["kind wrong-shape"])
  })

  it("is applied once, by whoever planned it, though asked twice at once", async () => {
    const body = await aBody()
    const ids = await published(body, 450)
    const ctx = as(body)
    const change = { kind: "edit", facts: { themes: { set: ["justice-securite"] } } }
    const { token } = await previewBulkEdit(database.db, { selection: { ids }, change }, ctx)
    await assert.rejects(applyBulkEdit(database.db, { token }, as(body)), BulkWorkNotFound)
    const before = (await readHead(database.db)).position
    await Promise.all([applyBulkEdit(database.db, { token }, ctx), applyBulkEdit(database.db, { token }, ctx)])
    assert.equal((await readHead(database.db)).position, before + 450)
    const work = await bulkWork(database.db, { id: token }, ctx)
    assert.deepEqual([work.verdicts.changed, work.total], [450, 450])
  })
})

describe("work on many datasets that nobody waits for", () => {
  const jobOf = (actor: Actor | undefined, now = later) =>
    bulkJobs({ db: database.db, clock: fixedClock(now.toISOString()), newId, actorOf: async () => actor })

  it("is done by the worker with the rights of then, and goes on where it was stopped", async () => {
    const body = await aBody()
    const ids = await published(body, 3)
    const ctx = as(body)
    const change = { kind: "withdraw", reason: "error" }
    const { token } = await previewBulkEdit(database.db, { selection: { ids }, change }, ctx)
    const run = (actor: Actor | undefined, signal = new AbortController().signal) =>
      jobOf(actor)[0]!.run({ id: token }, signal)
    await run(undefined)
    assert.equal((await bulkWork(database.db, { id: token }, ctx)).done, 0)
    await assert.rejects(run(ctx.by, AbortSignal.abort()), { name: "AbortError" })
    await run({ ...anonymousActor, id: ctx.by.id, grants: { [body]: "contributor" } })
    assert.equal((await bulkWork(database.db, { id: token }, ctx)).verdicts.refused, 3)
    await run(ctx.by)
    const work = await bulkWork(database.db, { id: token }, ctx)
    assert.deepEqual([work.verdicts.refused, work.done, work.finishedAt !== undefined], [3, 3, true])
  })

  it("is forgotten after a month", async () => {
    const ctx = { by: systemActor, at: later, newId, vocabularies }
    const { token } = await previewBulkEdit(database.db, { selection: { ids: [] }, change: { kind: "trash" } }, ctx)
    const forget = (now: string) =>
      jobOf(systemActor, new Date(now))
        .find(({ name }) => name === "forget-bulk-work")!
        .run({}, new AbortController().signal)
    await forget("2026-12-20T00:00:00Z")
    assert.equal((await bulkWork(database.db, { id: token }, ctx)).id, token)
    await forget("2027-01-01T00:00:00Z")
    await assert.rejects(bulkWork(database.db, { id: token }, ctx), BulkWorkNotFound)
  })
})

describe("many datasets go one step of their way", () => {
  it("are published, where nothing is missing", async () => {
    const body = await aBody()
    const ready = await draftOf(body, { description: { fr: "Complet." }, licence: { code: "otl" } })
    const unready = await draftOf(body)
    const ctx = as(body)
    const selection = { filter: { organizationId: body, states: ["draft"] as const } }
    const preview = await previewBulkEdit(database.db, { selection, change: { kind: "publish" } }, ctx)
    assert.deepEqual(
      preview.willChange.map(({ id, changes }) => [id, changes]),
      [[ready.id, [{ path: "state", before: "draft", after: "published" }]]],
    )
    assert.deepEqual(
      preview.refused.map(({ id }) => id),
      [unready.id],
    )
    await applyBulkEdit(database.db, { token: preview.token }, ctx)
    assert.equal((await officeDataset(database.db, ready.id, ctx.by)).state, "published")
    assert.equal((await officeDataset(database.db, unready.id, ctx.by)).state, "draft")
  })

  it("are withdrawn with their reason, trashed, restored, moved to another body", async () => {
    const [body, other] = [await aBody(), await aBody()]
    const ids = await published(body, 3)
    const ctx = { by: systemActor, at: later, newId, vocabularies }
    const apply = async (change: object) => {
      const { token } = await previewBulkEdit(database.db, { selection: { ids }, change }, ctx)
      return (await applyBulkEdit(database.db, { token }, ctx)).verdicts.changed
    }
    const state = async () => {
      const office = await officeDataset(database.db, ids[0]!, systemActor)
      return [office.state, office.trashedAt !== undefined, office.organization.id === other]
    }
    assert.equal(await apply({ kind: "withdraw", reason: "error", note: { fr: "Faux." } }), 3)
    assert.deepEqual(await state(), ["withdrawn", false, false])
    assert.equal(await apply({ kind: "restore" }), 3)
    assert.equal(await apply({ kind: "trash" }), 3)
    assert.deepEqual(await state(), ["withdrawn", true, false])
    assert.equal(await apply({ kind: "restore" }), 3)
    assert.equal(await apply({ kind: "move", organizationId: other }), 3)
    assert.deepEqual(await state(), ["withdrawn", false, true])
  })

  it("move to a closed body: each is refused with the reason", async () => {
    const [body, closed] = [await aBody(), await aBody()]
    const ids = await published(body, 2)
    await sql`update organization set closed_at = now() where id = ${closed}`.execute(database.db)
    const ctx = { by: systemActor, at: later, newId, vocabularies }
    const change = { kind: "move", organizationId: closed }
    const { token } = await previewBulkEdit(database.db, { selection: { ids }, change }, ctx)
    assert.equal((await applyBulkEdit(database.db, { token }, ctx)).verdicts.refused, 2)
    const [line] = await readLines(database.db, { id: token, limit: 1 })
    assert.deepEqual(line?.detail, {
      code: "invalid-input",
      values: {},
      problems: [{ path: "organizationId", rule: "unknown" }],
    })
  })
})
