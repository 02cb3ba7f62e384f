import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createOrganization } from "../catalogue/index.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import { changesOf } from "../platform/changes/index.ts"
import { newId } from "../platform/ids.ts"
import { migrateJobs } from "../platform/jobs/index.ts"
import { NotAllowed, WrongState } from "../platform/refusal.ts"
import { addSource } from "./add-source.ts"
import {
  assertMayManageSources,
  confirmWaitingRun,
  editSource,
  runSourceNow,
  type SourceEdit,
  setSourceActive,
  sourceFor,
} from "./manage-source.ts"
import { listSourcesOf } from "./source-list-store.ts"
import { sourceById } from "./source-store.ts"

let database: TestDatabase
const at = new Date("2026-11-23T08:00:00Z")
const clock = { now: () => at }
let body: string
let other: string
let coordinator: Actor
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  const given = { newId, by: systemActor, at }
  body = await createOrganization(database.db, { slug: "onagri", name: { fr: "ONAGRI" } }, given)
  other = await createOrganization(database.db, { slug: "ins", name: { fr: "INS" } }, given)
  coordinator = {
    id: newId(),
    roles: ["coordinator"],
    organizationIds: [body],
    grants: { [body]: "coordinator" },
    collaborations: {},
  }
})
after(() => database.drop())

const add = (url: string, organization = "onagri") =>
  addSource(database.db, { kind: "ckan", url, organization, name: url }, { newId, clock, by: systemActor })
const edit = (url: string, more: Partial<SourceEdit> = {}): SourceEdit => ({
  url,
  name: "agridata",
  organization: "onagri",
  organizations: "given",
  options: { rows: 50 },
  rank: 0,
  ...more,
})

test("a coordinator edits the sources of her body: names in three languages, schedule, options; the log names the fields", async () => {
  const id = await add("https://a.example.tn")
  const displayName = { ar: "بوابة الفلاحة", fr: "Portail agricole" }
  await editSource(database.db, id, edit("https://a.example.tn/", { displayName, schedule: "0 2 * * *" }), {
    by: coordinator,
    at,
  })
  const source = await sourceById(database.db, id)
  assert.deepEqual(source?.displayName, displayName)
  assert.deepEqual([source?.name, source?.schedule, source?.options.rows], ["agridata", "0 2 * * *", 50])
  const [change] = await changesOf(database.db, { entity: "harvest-source", entityId: id, limit: 1 })
  assert.deepEqual([change?.actor, change?.fields], [coordinator.id, ["name", "displayName", "schedule", "options"]])
})

test("she touches neither the sources of another body, nor gives hers away to it, nor lets a source create bodies", async () => {
  const theirs = await add("https://theirs.example.tn", "ins")
  const ours = await add("https://ours.example.tn")
  const doing = { by: coordinator, at }
  await assert.rejects(sourceFor(database.db, theirs, coordinator), NotAllowed)
  await assert.rejects(editSource(database.db, theirs, edit("https://theirs.example.tn"), doing), NotAllowed)
  await assert.rejects(
    editSource(database.db, ours, edit("https://ours.example.tn", { organization: "ins" }), doing),
    NotAllowed,
  )
  await assert.rejects(
    editSource(database.db, ours, edit("https://ours.example.tn", { organizations: "remote" }), doing),
    NotAllowed,
  )
  await assert.rejects(setSourceActive(database.db, { id: theirs, active: false }, doing), NotAllowed)
  await assert.rejects(runSourceNow(database.db, theirs, doing), NotAllowed)
  assert.throws(
    () => assertMayManageSources(coordinator, { organizationId: other, organizations: "given" }),
    NotAllowed,
  )
})

test("an address that another source has, an unknown option and a schedule that is none are refused at their field", async () => {
  const id = await add("https://b.example.tn")
  await add("https://c.example.tn")
  const refused = (more: Partial<SourceEdit>, url = "https://b.example.tn/") =>
    editSource(database.db, id, edit(url, more), { by: systemActor, at })
  for (const url of ["https://c.example.tn/", "https://c.example.tn//"])
    await assert.rejects(refused({}, url), { code: "harvest-source-exists" })
  await assert.rejects(
    refused({ options: { rows: 0 } }),
    (error: { values?: { field?: string } }) => error.values?.field === "options.rows",
  )
  await assert.rejects(refused({ schedule: "at night" }), { code: "harvest-source-invalid" })
})

test("the address of a source may lose or gain the slash at its end", async () => {
  const id = await add("https://slash.example.tn/ckan/")
  await editSource(database.db, id, edit("https://slash.example.tn/ckan"), { by: coordinator, at })
  assert.equal((await sourceById(database.db, id))?.url, "https://slash.example.tn/ckan")
})

test("a source that is switched off is not run", async () => {
  const id = await add("https://d.example.tn")
  await setSourceActive(database.db, { id, active: false }, { by: coordinator, at })
  await assert.rejects(runSourceNow(database.db, id, { by: coordinator, at }), WrongState)
  await setSourceActive(database.db, { id, active: true }, { by: coordinator, at })
  await runSourceNow(database.db, id, { by: coordinator, at })
  await runSourceNow(database.db, id, { by: coordinator, at })
  const { rows } = await sql`select from graphile_worker.jobs where key = ${`harvest-${id}`}`.execute(database.db)
  assert.equal(rows.length, 1)
})

test("only a run that waits is confirmed, by those who answer for its source, and the log says who did", async () => {
  const id = await add("https://e.example.tn")
  const done = "01a20000-0000-7000-8000-000000000001"
  const waiting = newId()
  for (const [runId, status] of [
    [done, "done"],
    [waiting, "needs-confirmation"],
  ] as const)
    await sql`
      insert into harvest_run (id, source_id, status, started_at, heartbeat_at)
      values (${runId}, ${id}, ${status}, ${at}, ${at})
    `.execute(database.db)
  const stranger: Actor = { ...coordinator, grants: { [other]: "coordinator" } }
  await assert.rejects(confirmWaitingRun(database.db, waiting, { by: stranger, at }), NotAllowed)
  await assert.rejects(confirmWaitingRun(database.db, done, { by: coordinator, at }), { code: "harvest-run-not-held" })
  await confirmWaitingRun(database.db, waiting, { by: coordinator, at })
  const [change] = await changesOf(database.db, { entity: "harvest-run", entityId: waiting, limit: 1 })
  assert.deepEqual([change?.kind, change?.actor], ["confirmed", coordinator.id])
})

test("sources are listed for the bodies that were asked, page by page", async () => {
  const first = await listSourcesOf(database.db, { organizationIds: [body], limit: 2 })
  const rest = await listSourcesOf(database.db, { organizationIds: [body], limit: 100, after: first.next! })
  const all = await listSourcesOf(database.db, { organizationIds: [body], limit: 100 })
  assert.deepEqual([...first.sources, ...rest.sources], all.sources)
  assert.ok(all.sources.every(({ organization }) => organization.id === body))
})

test("certificates of a source are kept where nothing is said of them, checked where they change, and taken away", async () => {
  const root = readFileSync(join(import.meta.dirname, "../../tests/support/certificates/root.pem"), "utf8")
  const url = "https://certified.example.tn/"
  const id = await add(url)
  const kept = async (more: Partial<SourceEdit>) => {
    await editSource(database.db, id, edit(url, more), { by: coordinator, at })
    return (await sourceById(database.db, id))?.extraCa
  }
  assert.equal(await kept({ extraCa: `sent by mail:\n${root}` }), root)
  assert.equal(await kept({ rank: -3 }), root)
  await assert.rejects(kept({ extraCa: "nothing of the kind" }), { code: "harvest-source-invalid" })
  assert.equal(await kept({ extraCa: "" }), undefined)
})

test("who speaks before the sources of other bodies, an administrator says", async () => {
  const id = await add("https://first.example.tn")
  const ranked = edit("https://first.example.tn/", { rank: 5 })
  await assert.rejects(editSource(database.db, id, ranked, { by: coordinator, at }), NotAllowed)
  await editSource(database.db, id, ranked, { by: systemActor, at })
  await editSource(database.db, id, { ...ranked, name: "renamed" }, { by: coordinator, at })
  await editSource(database.db, id, { ...ranked, rank: 0 }, { by: coordinator, at })
  assert.equal((await sourceById(database.db, id))?.rank, 0)
  const anew = { kind: "ckan", url: "https://second.example.tn", organization: "onagri", rank: 1 }
  await assert.rejects(addSource(database.db, anew, { newId, clock, by: coordinator }), NotAllowed)
})
