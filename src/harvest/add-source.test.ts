import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createOrganization } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { addSource, type NewSource } from "./add-source.ts"
import { listSources } from "./source-list-store.ts"

let database: TestDatabase
const clock = fixedClock("2026-11-23T08:00:00Z")
const by = systemActor
before(async () => {
  database = await testDatabase()
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, { newId, by, at: clock.now() })
})
after(() => database.drop())

const aSource = (more: Partial<NewSource> = {}): NewSource => ({
  kind: "ckan",
  url: "https://catalog.example.tn",
  organization: "m",
  ...more,
})
const add = (source: NewSource) => addSource(database.db, source, { newId, clock, by })

test("a source without a name is called by its host", async () => {
  const id = await add(aSource())
  const source = (await listSources(database.db)).find((one) => one.id === id)
  assert.equal(source?.name, "catalog.example.tn")
  assert.equal(source?.organization.slug, "m")
})

test("one address is one source: of two that add it at once, the second hears of the first", async () => {
  const twice = aSource({ url: "https://twice.example.tn" })
  const outcomes = await Promise.allSettled([add(twice), add(twice)])
  const [kept] = outcomes.filter((outcome) => outcome.status === "fulfilled")
  const [refused] = outcomes.filter((outcome) => outcome.status === "rejected")
  assert.equal(refused?.reason.code, "harvest-source-exists")
  assert.equal(refused?.reason.values.id, kept?.value)
})

test("an address with a slash at its end and without is one source", async () => {
  const id = await add(aSource({ url: "https://slash.example.tn/ckan" }))
  for (const url of ["https://slash.example.tn/ckan/", "https://slash.example.tn/ckan"])
    await assert.rejects(add(aSource({ url })), (error: { code?: string; values?: { id?: string } }) => {
      assert.equal(error.code, "harvest-source-exists")
      return error.values?.id === id
    })
  await add(aSource({ url: "https://slash.example.tn/ckan2" }))
  await add(aSource({ url: "https://slash.example.tn/ckan/", kind: "dcat" }))
})

const refusals: Record<string, Partial<NewSource>> = {
  "a kind that nobody reads": { kind: "gopher" },
  "an address that is no web address": { url: "file:///etc/passwd" },
  "an address with a password": { url: "https://user:secret@x.example" },
  "an organisation that does not exist": { url: "https://o.example", organization: "nobody" },
  "a schedule that is no cron expression": { url: "https://s.example", schedule: "whenever" },
  "an option that the kind does not have": { url: "https://p.example", options: { colour: "blue" } },
}
for (const [what, part] of Object.entries(refusals)) {
  test(`${what} is refused, and nothing is kept`, async () => {
    const before = (await listSources(database.db)).length
    await assert.rejects(add(aSource(part)), { code: "harvest-source-invalid" })
    assert.equal((await listSources(database.db)).length, before)
  })
}
