import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import fc from "fast-check"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import { readChanges, readHead } from "../platform/changes/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { InvalidInput, NotAllowed, Stale } from "../platform/refusal.ts"
import {
  addAnnouncement,
  addFeatured,
  addPage,
  createEditorialCache,
  defaultSettings,
  editorialHistory,
  featured,
  moveFeatured,
  pageById,
  pageEntity,
  pageState,
  portalSettings,
  publishedPage,
  publishPage,
  removeAnnouncement,
  removeFeatured,
  restorePage,
  restoreSettings,
  saveAnnouncement,
  savePage,
  saveSettings,
  settingsEntity,
  settingsId,
  unpublishPage,
} from "./index.ts"
import { differencesOf, walkedBack } from "./versions.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

const clock = fixedClock("2026-11-23T08:00:00Z")
const administrator: Actor = { ...systemActor, id: newId(), roles: ["administrator"] }
const coordinator: Actor = { ...systemActor, id: newId(), roles: ["coordinator"] }
const context = { by: administrator, at: clock.now(), newId }
const legal = (slug: string) => ({
  slug,
  title: { ar: "تنبيهات قانونية", fr: "Mentions légales" },
  body: { fr: "Le portail est **édité** par l’Unité." },
  footer: "portal",
  position: 1,
})

test("a new page is a draft: readers see it only once it is published, and what was published until the next time", async () => {
  const id = await addPage(database.db, legal("legal"), context)
  assert.equal(await publishedPage(database.db, "legal"), undefined)
  await publishPage(database.db, { id }, context)
  assert.equal((await publishedPage(database.db, "legal"))?.shown?.title.fr, "Mentions légales")

  await savePage(database.db, { id, version: 2, ...legal("legal"), title: { fr: "Mentions" } }, context)
  const page = await pageById(database.db, id)
  assert.equal(page && pageState(page), "changed")
  assert.equal(page?.shown?.title.fr, "Mentions légales")
  await unpublishPage(database.db, { id }, context)
  assert.equal(await publishedPage(database.db, "legal"), undefined)
})

test("an earlier version of a page is written back from the change log", async () => {
  const id = await addPage(database.db, legal("terms"), context)
  const [first] = await editorialHistory(database.db, { entity: pageEntity, entityId: id, limit: 1 })
  await savePage(
    database.db,
    { id, version: 1, ...legal("terms"), title: { fr: "Autre" }, body: { en: "New" } },
    context,
  )
  await savePage(database.db, { id, version: 2, ...legal("terms"), title: { en: "Third" }, footer: undefined }, context)
  await restorePage(database.db, { id, position: first!.position }, context)
  const page = await pageById(database.db, id)
  assert.deepEqual(page?.written, { title: legal("").title, body: legal("").body })
  assert.equal(page?.footer, "portal")
})

test("a page that somebody else changed meanwhile is not overwritten", async () => {
  const id = await addPage(database.db, legal("cookies"), context)
  await savePage(database.db, { id, version: 1, ...legal("cookies"), position: 3 }, context)
  await assert.rejects(savePage(database.db, { id, version: 1, ...legal("cookies"), position: 4 }, context), Stale)
})

test("two pages never have the same slug, and a page without any title is refused with its place", async () => {
  await addPage(database.db, legal("contact"), context)
  await assert.rejects(addPage(database.db, legal("contact"), context), problems([["slug", "taken"]]))
  await assert.rejects(
    addPage(database.db, { ...legal("Not A Slug"), title: { fr: " " } }, context),
    problems([
      ["slug", "not-a-slug"],
      ["title", "missing"],
    ]),
  )
})

test("an announcement is shown from its beginning to its end, and one that was changed or removed at once so", async () => {
  const cache = createEditorialCache(database.db, clock)
  const text = { fr: "Maintenance ce soir", ar: "صيانة هذا المساء" }
  const startsAt = new Date("2026-11-23T07:00:00Z")
  const endsAt = new Date("2026-11-23T09:00:00Z")
  const id = await addAnnouncement(database.db, { text, level: "warning", startsAt, endsAt }, context)
  const shown = async () => (await cache.current()).announcements.map((one) => one.text.fr)
  assert.deepEqual(await shown(), ["Maintenance ce soir"])

  const heard = await follow(async () => {
    await saveAnnouncement(
      database.db,
      { id, version: 1, text: { fr: "Terminé" }, level: "info", startsAt, endsAt },
      context,
    )
  })
  cache.evict(heard)
  assert.deepEqual(await shown(), ["Terminé"])
  clock.set("2026-11-23T09:00:00Z")
  assert.deepEqual(await shown(), [])
  clock.set("2026-11-23T08:00:00Z")
  cache.evict(await follow(() => removeAnnouncement(database.db, { id }, context)))
  assert.deepEqual(await shown(), [])
})

test("an announcement that ends before it begins is refused", async () => {
  const [startsAt, endsAt] = [new Date("2026-11-24T00:00:00Z"), new Date("2026-11-23T00:00:00Z")]
  await assert.rejects(
    addAnnouncement(database.db, { text: { ar: "نص" }, level: "info", startsAt, endsAt }, context),
    problems([["endsAt", "end-before-start"]]),
  )
})

test("what is put forward keeps its order, and nothing twice", async () => {
  const datasets = [newId(), newId(), newId()]
  const ids = []
  for (const entityId of datasets) ids.push(await addFeatured(database.db, { entity: "dataset", entityId }, context))
  await assert.rejects(
    addFeatured(database.db, { entity: "dataset", entityId: datasets[0] }, context),
    problems([["entityId", "taken"]]),
  )
  await moveFeatured(database.db, { id: ids[2]!, by: -1 }, context)
  await moveFeatured(database.db, { id: ids[0]!, by: -1 }, context)
  await removeFeatured(database.db, { id: ids[1]! }, context)
  assert.deepEqual(
    (await featured(database.db)).map((item) => item.entityId),
    [datasets[0], datasets[2]],
  )
})

test("settings have defaults, are checked all together, and can be taken back", async () => {
  assert.deepEqual(await portalSettings(database.db), defaultSettings)
  await saveSettings(database.db, { upToDateGoal: "90", siteName: { fr: "Données" }, openSignUp: false }, context)
  const [version] = await editorialHistory(database.db, { entity: settingsEntity, entityId: settingsId, limit: 1 })
  await saveSettings(database.db, { upToDateGoal: 50, siteName: {} }, context)
  assert.equal((await portalSettings(database.db)).siteName, undefined)
  await restoreSettings(database.db, { position: version!.position }, context)
  const settings = await portalSettings(database.db)
  assert.deepEqual([settings.upToDateGoal, settings.siteName?.fr, settings.openSignUp], [90, "Données", false])
  await assert.rejects(
    saveSettings(
      database.db,
      { contactEmail: "nobody", footerLinks: [{ label: { fr: "x" }, url: "javascript:alert(1)" }], upToDateGoal: 10 },
      context,
    ),
    problems([
      ["contactEmail", "not-an-email"],
      ["footerLinks.0.url", "not-a-url"],
    ]),
  )
  assert.equal((await portalSettings(database.db)).upToDateGoal, 90)
})

test("only administrators write for the portal, and a token needs its scope", async () => {
  for (const by of [coordinator, { ...administrator, scopes: ["read", "write"] } as Actor]) {
    await assert.rejects(addPage(database.db, legal("never"), { ...context, by }), NotAllowed)
    await assert.rejects(saveSettings(database.db, { openSignUp: true }, { ...context, by }), NotAllowed)
    await assert.rejects(
      addFeatured(database.db, { entity: "dataset", entityId: newId() }, { ...context, by }),
      NotAllowed,
    )
    await assert.rejects(addAnnouncement(database.db, {}, { ...context, by }), NotAllowed)
  }
})

test("property: walking differences back gives what was before", () => {
  const fields = fc
    .dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 }))
    .map((it) => new Map(Object.entries(it)))
  fc.assert(
    fc.property(fc.array(fields, { minLength: 1, maxLength: 6 }), (versions) => {
      const changes = versions.slice(1).map((after, at) => ({ differences: differencesOf(versions[at]!, after) }))
      assert.deepEqual(sortedEntries(walkedBack(versions.at(-1)!, changes.toReversed())), sortedEntries(versions[0]!))
    }),
  )
})

function sortedEntries(fields: ReadonlyMap<string, unknown>) {
  return [...fields].sort(([a], [b]) => (a < b ? -1 : 1))
}

function problems(expected: readonly (readonly [path: string, rule: string])[]) {
  return (error: unknown) => {
    assert.ok(error instanceof InvalidInput)
    assert.deepEqual(
      error.problems.map(({ path, rule }) => [path, rule]),
      expected,
    )
    return true
  }
}

async function follow(work: () => Promise<unknown>) {
  const { position } = await readHead(database.db)
  await work()
  return readChanges(database.db, { after: position, limit: 100 })
}
