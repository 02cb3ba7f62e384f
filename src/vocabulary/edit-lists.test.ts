import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { tunisianVocabularies } from "../../tests/support/vocabularies.ts"
import { type Actor, anonymousActor } from "../platform/actor.ts"
import { readChanges, readHead } from "../platform/changes/index.ts"
import { newId } from "../platform/ids.ts"
import { InvalidInput, NotAllowed, Stale } from "../platform/refusal.ts"
import {
  addEntry,
  EntryNotFound,
  editableEntries,
  editEntry,
  inUse,
  loadVocabularies,
  orderEntries,
  retireEntry,
  reviveEntry,
  seedVocabularies,
} from "./index.ts"

const administrator: Actor = { ...anonymousActor, id: newId(), roles: ["administrator"] }
const context = { by: administrator, at: new Date("2026-11-23T08:00:00Z") }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await seedVocabularies(database.db, await tunisianVocabularies())
})
after(() => database.drop())

const water = { label: { ar: "المياه", fr: "Eau", en: "Water" }, euTheme: "ENVI" }

async function problemsOf(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof InvalidInput, String(error))
  return error.problems.map(({ path, rule }) => `${path} ${rule}`)
}

describe("administrators edit the lists", () => {
  it("a new theme is known to all who follow the log", async () => {
    const { position } = await readHead(database.db)
    const added = await addEntry(database.db, { list: "theme", code: "eau", fields: water }, context)
    assert.deepEqual(added, { code: "eau", version: 1, ...water })
    assert.equal((await loadVocabularies(database.db)).themeFrom("المياه")?.code, "eau")
    const changes = await readChanges(database.db, { after: position, limit: 10 })
    assert.deepEqual(
      changes.map(({ entity, kind, actor }) => ({ entity, kind, actor })),
      [{ entity: "theme", kind: "created", actor: administrator.id }],
    )
    assert.equal((await editableEntries(database.db, "theme")).at(-1)?.code, "eau")
  })

  it("a code is given once", async () => {
    const again = addEntry(database.db, { list: "theme", code: "sante", fields: water }, context)
    assert.deepEqual(await problemsOf(again), ["code taken"])
  })

  it("a licence is corrected, and what is removed is gone", async () => {
    const edit = (changes: object, version?: number) =>
      editEntry(database.db, { list: "licence", code: "cc-by-4.0", ...(version ? { version } : {}), changes }, context)
    const edited = await edit({ remark: null, rawValues: ["CC BY", "cc-by"] }, 1)
    assert.equal(edited.remark, undefined)
    assert.deepEqual(edited.rawValues, ["CC BY", "cc-by"])
    assert.equal(edited.open, true)
    await assert.rejects(edit({ open: false }, 1), Stale)
    const unknown = editEntry(database.db, { list: "licence", code: "nothing", changes: {} }, context)
    await assert.rejects(unknown, EntryNotFound)
  })

  it("a place is added with its parent and its point", async () => {
    const fields = { name: { ar: "حي جديد", fr: "Hay Jadid" }, level: "municipality", parentCode: "iso:TN-11" as const }
    const place = await addEntry(database.db, { list: "place", code: "tn-mun:11-hay-jadid", fields }, context)
    assert.deepEqual(place, { code: "tn-mun:11-hay-jadid", version: 1, otherCodes: [], aliases: [], ...fields })
    const edited = await editEntry(
      database.db,
      { list: "place", code: place.code, changes: { lat: 36.8, lon: 10.2, aliases: ["Nouveau quartier"] } },
      context,
    )
    assert.deepEqual([edited.lat, edited.lon], [36.8, 10.2])
    assert.equal((await loadVocabularies(database.db)).placeFrom("Nouveau quartier")?.code, place.code)
  })

  it("what cannot stand in a list is refused at its place", async () => {
    const theme = addEntry(
      database.db,
      { list: "theme", code: "Eau & Gaz", fields: { label: {}, euTheme: "WATER", icon: '"><script>' } },
      context,
    )
    assert.deepEqual(await problemsOf(theme), ["code wrong-shape", "label missing", "euTheme unknown", "icon unknown"])
    const licence = { title: { fr: "L" }, url: "ftp://x", rawValues: [""] }
    assert.deepEqual(
      await problemsOf(addEntry(database.db, { list: "licence", code: "l", fields: licence }, context)),
      ["url not-a-url", "open missing", "kind missing", "rawValues.0 missing"],
    )
    const edit = (changes: object) => editEntry(database.db, { list: "place", code: "iso:TN-11", changes }, context)
    assert.deepEqual(await problemsOf(edit({ lat: 99 })), ["lat wrong-shape"])
    assert.deepEqual(await problemsOf(edit({ parentCode: "iso:TN-11" })), ["parentCode below-itself"])
    assert.deepEqual(await problemsOf(edit({ parentCode: "tn-mun:11-carthage" })), ["parentCode below-itself"])
    assert.deepEqual(await problemsOf(edit({ parentCode: "iso:TN-999" })), ["parentCode unknown"])
  })

  it("the order is theirs; what is not named follows as it was", async () => {
    await orderEntries(database.db, { list: "theme", codes: ["tourisme", "sante"] }, context)
    const order = (await loadVocabularies(database.db)).themes.map(({ code }) => code)
    assert.deepEqual(order.slice(0, 4), ["tourisme", "sante", "agriculture", "education"])
    const twice = orderEntries(database.db, { list: "theme", codes: ["sante", "sante"] }, context)
    assert.deepEqual(await problemsOf(twice), ["codes repeated"])
  })

  it("nobody else does", async () => {
    for (const by of [anonymousActor, { ...administrator, scopes: ["read", "write", "publish"] } satisfies Actor]) {
      const attempts = [
        addEntry(database.db, { list: "theme", code: "x", fields: water }, { ...context, by }),
        editEntry(database.db, { list: "theme", code: "sante", changes: {} }, { ...context, by }),
        retireEntry(database.db, { list: "theme", code: "sante" }, { ...context, by }),
        reviveEntry(database.db, { list: "theme", code: "sante" }, { ...context, by }),
        orderEntries(database.db, { list: "theme", codes: [] }, { ...context, by }),
      ]
      for (const attempt of attempts) await assert.rejects(attempt, NotAllowed)
    }
  })
})

describe("an entry is retired", () => {
  it("is offered no more, and sources that write it are understood as meaning its replacement", async () => {
    await retireEntry(database.db, { list: "theme", code: "energie-mines", replacedBy: "environnement" }, context)
    const vocabularies = await loadVocabularies(database.db)
    assert.ok(!inUse(vocabularies.themes).some(({ code }) => code === "energie-mines"))
    assert.ok(vocabularies.themes.some(({ code }) => code === "energie-mines"))
    assert.equal(vocabularies.themeFrom("Énergie et mines")?.code, "environnement")
  })

  it("whatever was replaced by it is replaced by what replaces it", async () => {
    const retire = (code: string, replacedBy: string) =>
      retireEntry(database.db, { list: "licence", code, replacedBy }, context)
    await retire("otl-industrie", "otl")
    await retire("otl", "lndpo-tn")
    assert.equal((await loadVocabularies(database.db)).licenceFrom("otl-data.industrie.gov.tn")?.code, "lndpo-tn")
    assert.deepEqual(await problemsOf(retire("cc0-1.0", "otl")), ["replacedBy unknown"])
    assert.deepEqual(await problemsOf(retire("cc0-1.0", "cc0-1.0")), ["replacedBy unknown"])
  })

  it("and can come back as itself", async () => {
    await retireEntry(database.db, { list: "theme", code: "culture", replacedBy: "tourisme" }, context)
    const back = await reviveEntry(database.db, { list: "theme", code: "culture" }, context)
    assert.deepEqual([back.retiredAt, back.replacedBy], [undefined, undefined])
    assert.equal((await loadVocabularies(database.db)).themeFrom("culture")?.code, "culture")
  })
})
