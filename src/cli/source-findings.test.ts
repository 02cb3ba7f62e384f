import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createOrganization } from "../catalogue/index.ts"
import { addSource } from "../harvest/index.ts"
import { systemActor } from "../platform/actor.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { sourceFindings } from "./source-findings.ts"

let database: TestDatabase
const clock = fixedClock("2026-11-23T08:00:00Z")
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

test("the doctor names sources that miss their schedule, and certificates that will not do much longer", async () => {
  const { db } = database
  await createOrganization(db, { slug: "m", name: { fr: "M" } }, { newId, by: systemActor, at: clock.now() })
  const extraCa = readFileSync(join(import.meta.dirname, "../../tests/support/certificates/root.pem"), "utf8")
  const source = { kind: "ckan", organization: "m", extraCa }
  const given = { newId, clock, by: systemActor }
  await addSource(db, { ...source, url: "https://well.example" }, given)
  await addSource(db, { ...source, url: "https://late.example", schedule: "0 3 * * *" }, given)
  await sql`update harvest_source set created_at = '2026-11-20T00:00:00Z'`.execute(db)

  const texts = async () => (await sourceFindings(db, clock.now())).map(({ subject, text }) => `${subject}: ${text}`)
  assert.match((await texts()).join("\n"), /^source late\.example: A harvest was due on 20 November 2026.*$/)

  clock.set("2119-12-20T00:00:00Z")
  const ends = 'the certificate "O=Tests of Fihrist, CN=Root" given for it expires on 2120-01-01'
  assert.ok((await texts()).includes(`source well.example: ${ends}`))
})
