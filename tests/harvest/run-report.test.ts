import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import {
  linesOfReport,
  problemKinds,
  reportTable,
  runById,
  type StoredRun,
  valuesOfProblem,
} from "../../src/harvest/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { languages } from "../../src/texts/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"

const [source, first, second] = [newId(), newId(), newId()]
const unknownLicence = (value: string, field = "license_id") => ({
  code: "unknown-licence",
  field,
  value,
  message: "?",
})

describe("the report of a run", () => {
  let database: TestDatabase
  let run: StoredRun

  before(async () => {
    database = await testDatabase()
    const { db } = database
    const body = newId()
    await sql`insert into organization (id, slug, name) values (${body}, 'ministry', '{"fr": "Ministère"}')`.execute(db)
    await sql`
      insert into harvest_source (id, kind, name, url, organization_id)
      values (${source}, 'ckan', 'agridata', 'https://agridata.example', ${body})
    `.execute(db)
    await aRun(first, "2026-05-01T02:00:00Z")
    await aRun(second, "2026-05-02T02:00:00Z")
    await aRecord("kept", { at: "2026-05-01T02:00:00Z", problems: [unknownLicence("cc-maison")] })
    await aRecord("sound", { at: "2026-05-01T02:00:00Z", problems: [] })
    await aRecord("changed", { at: "2026-05-02T02:00:01Z", problems: [unknownLicence("cc-maison")] })
    await aLine(0, "changed", "updated", [unknownLicence("cc-maison"), unknownLicence("libre", "resources[3].license")])
    await aLine(1, "=cmd|' /C calc'!A0", "refused", [{ code: "missing-title", field: "title", message: "no title" }])
    await aLine(2, "hidden", "skipped", [{ code: "left-out", value: "private", message: "left out" }])
    await aLine(3, "map", "skipped", [{ code: "left-out", value: "software", message: "left out" }])
    run = (await runById(db, second))!
  })
  after(() => database.drop())

  async function aRun(id: string, at: string): Promise<void> {
    await sql`
      insert into harvest_run (id, source_id, status, started_at, finished_at, heartbeat_at)
      values (${id}, ${source}, 'done-with-errors', ${at}, ${at}, ${at})
    `.execute(database.db)
  }

  async function aRecord(
    remoteId: string,
    { at, problems }: { at: string; problems: readonly unknown[] },
  ): Promise<void> {
    await sql`
      insert into source_record (source_id, remote_id, entity_id, hash, snapshot, problems, harvested_at)
      values (${source}, ${remoteId}, ${newId()}, '\\x00', '{"landingPage": "https://agridata.example/d"}',
        ${JSON.stringify(problems)}, ${at})
    `.execute(database.db)
  }

  async function aLine(
    position: number,
    remoteId: string,
    verdict: string,
    problems: readonly unknown[],
  ): Promise<void> {
    await sql`
      insert into harvest_run_record (run_id, position, remote_id, verdict, problems)
      values (${second}, ${position}, ${remoteId}, ${verdict}, ${JSON.stringify(problems)})
    `.execute(database.db)
  }

  const ids = async (filter: Parameters<typeof linesOfReport>[2]) =>
    (await linesOfReport(database.db, run, filter)).lines.map(({ remoteId }) => remoteId)

  it("counts kinds by records, unchanged ones included, and leaves out what was left out on purpose", async () => {
    assert.deepEqual(await problemKinds(database.db, run), [
      { code: "unknown-licence", records: 2 },
      { code: "missing-title", records: 1 },
    ])
  })

  it("says which values a kind has most, wherever in their lists they stand", async () => {
    assert.deepEqual(await valuesOfProblem(database.db, run, "unknown-licence"), [
      { field: "license_id", value: "cc-maison", records: 2 },
      { field: "resources[].license", value: "libre", records: 1 },
    ])
  })

  it("is narrowed by verdict and by problem, and goes on from page to page to the unchanged records", async () => {
    assert.deepEqual(await ids({ limit: 10, verdicts: ["skipped"] }), ["hidden", "map"])
    assert.deepEqual(await ids({ limit: 10, code: "unknown-licence" }), ["changed", "kept"])
    assert.deepEqual(await ids({ limit: 10, withProblems: true }), ["changed", "=cmd|' /C calc'!A0", "kept"])
    const seen: string[] = []
    let after: Awaited<ReturnType<typeof linesOfReport>>["next"]
    do {
      const page = await linesOfReport(database.db, run, { limit: 1, after })
      seen.push(...page.lines.map(({ remoteId }) => remoteId))
      after = page.next
    } while (after)
    assert.deepEqual(seen, ["changed", "=cmd|' /C calc'!A0", "hidden", "map", "kept"])
  })

  it("does not count records that a later run wrote as unchanged in an earlier one", async () => {
    const before = (await runById(database.db, first))!
    assert.deepEqual((await linesOfReport(database.db, before, { limit: 10 })).lines, [])
  })

  it("is a file in three languages that spreadsheets open and calculate nothing of", async () => {
    for (const language of languages) {
      const parts: string[] = []
      const asked = { language, filter: {}, address: () => "" }
      for await (const part of reportTable(database.db, run, asked)) parts.push(part)
      const file = parts.join("")
      assert.ok(file.startsWith("\ufeff"))
      assert.equal(file.trimEnd().split("\r\n").length, 7)
      assert.match(file, /'=cmd\|/)
      assert.doesNotMatch(file, /(?:^|,)=cmd/m)
    }
  })

  it("says in words why a record was left out, naming the type that it has", async () => {
    const parts: string[] = []
    for await (const part of reportTable(database.db, run, {
      language: "fr",
      filter: { verdicts: ["skipped"] },
      address: () => "",
    }))
      parts.push(part)
    assert.match(parts.join(""), /privée à la source/)
    assert.match(parts.join(""), /software/)
  })
})
