import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createOrganization } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { addSource } from "./add-source.ts"
import { scheduledSources } from "./due-sources.ts"
import { healthOfSources } from "./health-store.ts"
import type { RunStatus } from "./report.ts"
import { finishRun, insertRun } from "./run-store.ts"
import { tellOfRun } from "./tell-of-run.ts"

let database: TestDatabase
let sourceId: string
let number = 0
const clock = fixedClock("2026-11-01T00:00:00Z")

before(async () => {
  database = await testDatabase()
  await createOrganization(
    database.db,
    { slug: "ministere", name: { fr: "Ministère" } },
    { newId, by: systemActor, at: clock.now() },
  )
})
after(() => database.drop())

beforeEach(async () => {
  number += 1
  const source = { kind: "ckan", url: `https://ckan${number}.example/`, organization: "ministere" }
  sourceId = await addSource(database.db, source, { newId, clock, by: systemActor })
})

interface Ran {
  readonly status?: RunStatus
  readonly code?: string
  readonly live?: number
  readonly ms?: number
  readonly problems?: Readonly<Record<string, number>>
  readonly by?: "schedule" | "hand"
}

const nothing = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 }

/** A run of so long ago, and what was said of it. */
async function ran(moment: string, { status = "done", code, live, ms = 1000, problems, by = "schedule" }: Ran = {}) {
  const { db } = database
  const [id, startedAt] = [newId(), new Date(`2026-11-${moment}Z`)]
  const reason = code ? { reason: { code, message: "", detail: { disappearing: 7 } } } : {}
  await insertRun(db, { id, sourceId, startedAt, scheduled: by === "schedule" })
  return db.transaction().execute(async (tx) => {
    const end = { id, status, mode: "full" as const, resumed: false, counts: nothing, planned: nothing, ...reason }
    await finishRun(tx, { ...end, finishedAt: startedAt, durationMs: ms, problems })
    if (live !== undefined) await sql`update harvest_run set live = ${live} where id = ${id}`.execute(tx)
    const source = { id: sourceId, name: "", kind: "ckan", url: "" }
    await tellOfRun(tx, { ...end, source, at: startedAt, problems })
    const { rows } = await sql<{ kind: string }>`
      select kind from change where entity = 'harvest-run' and entity_id = ${id} order by position
    `.execute(tx)
    return rows.map(({ kind }) => kind)
  })
}

const health = async (moment: string) => {
  return (await healthOfSources(database.db, [sourceId], new Date(`2026-11-${moment}Z`))).get(sourceId)
}

describe("what a source went through", () => {
  it("is new until something ran", async () => {
    assert.deepEqual(await health("02T00:00:00"), { verdict: "new", findings: [{ kind: "new" }] })
    await ran("02T02:00:00")
    assert.deepEqual(await health("02T03:00:00"), { verdict: "ok", findings: [] })
  })

  it("is down since the first of its failures in a row; faults of ours and cut runs do not count", async () => {
    await ran("02T02:00:00", { status: "failed", code: "http-error" })
    await ran("03T02:00:00")
    await ran("04T02:00:00", { status: "failed", code: "portal-fault" })
    await ran("04T03:00:00", { status: "failed", code: "http-error" })
    await ran("04T04:00:00", { status: "interrupted" })
    await ran("05T03:00:00", { status: "failed", code: "source-unreachable" })
    const [finding] = (await health("05T12:00:00"))!.findings
    assert.deepEqual(
      { ...finding, runId: "" },
      { kind: "down", since: new Date("2026-11-04T03:00:00Z"), failures: 2, code: "source-unreachable", runId: "" },
    )
    await ran("06T02:00:00")
    assert.equal((await health("06T12:00:00"))!.verdict, "ok")
  })

  it("waits until a later run is read to its end", async () => {
    await ran("02T02:00:00", { status: "needs-confirmation", code: "mass-disappearance" })
    await ran("03T02:00:00", { status: "failed", code: "http-error" })
    const { verdict, findings } = (await health("03T12:00:00"))!
    assert.equal(verdict, "waiting")
    assert.deepEqual(
      findings.map((one) => (one.kind === "waiting" ? one.disappearing : one.kind)),
      [7, "failing"],
    )
    await ran("04T02:00:00")
    assert.equal((await health("04T12:00:00"))!.verdict, "ok")
  })

  it("shrinks against the most of the last weeks, forgetting what a person agreed to", async () => {
    await ran("02T02:00:00", { live: 50 })
    await ran("03T02:00:00", { live: 30 })
    const [finding] = (await health("04T00:00:00"))!.findings
    assert.deepEqual(finding, { kind: "shrinking", since: new Date("2026-11-02T02:00:00Z"), before: 50, now: 30 })
    await ran("05T02:00:00", { status: "needs-confirmation", code: "mass-disappearance", live: 30 })
    await ran("05T03:00:00", { live: 10 })
    assert.equal((await health("06T00:00:00"))!.verdict, "ok")
  })

  it("leaves out runs of a time to come", async () => {
    await ran("02T02:00:00", { status: "failed", code: "http-error" })
    await ran("20T02:00:00")
    assert.equal((await health("03T00:00:00"))!.verdict, "failing")
    await sql`update harvest_source set schedule = '0 3 * * *' where id = ${sourceId}`.execute(database.db)
    const sources = await scheduledSources(database.db, new Date("2026-11-03T00:00:00Z"))
    assert.deepEqual(
      sources.map(({ lastStartedAt, clockWentBack }) => [lastStartedAt.toISOString(), clockWentBack]),
      [["2026-11-02T02:00:00.000Z", true]],
    )
  })
})

describe("what people are told of runs", () => {
  it("is nothing of one failure, and that the source is down once a day has gone", async () => {
    await ran("01T02:00:00")
    assert.deepEqual(await ran("02T02:00:00", { status: "failed", code: "http-error" }), ["failed"])
    assert.deepEqual(await ran("03T02:00:00", { status: "failed", code: "http-error" }), ["down"])
    assert.deepEqual(await ran("04T02:00:00", { status: "failed", code: "http-error" }), [])
  })

  it("is not every fall of a source that goes up and down", async () => {
    const told: string[] = []
    for (let day = 1; day <= 12; day += 1) {
      const date = (hour: string) => `${String(day).padStart(2, "0")}T${hour}:00:00`
      const failure: Ran = { status: "failed", code: "http-error" }
      if (day % 3 === 0) told.push(...(await ran(date("01"))))
      else told.push(...(await ran(date("01"), failure)), ...(await ran(date("23"), failure)))
    }
    assert.deepEqual(
      told.filter((kind) => kind === "down"),
      ["down", "down"],
    )
  })

  it("is a question once, and again when it is put anew, a day later at the earliest", async () => {
    const asks: Ran = { status: "needs-confirmation", code: "mass-disappearance" }
    assert.deepEqual(await ran("02T02:00:00", asks), ["waits"])
    assert.deepEqual(await ran("02T03:00:00", asks), [])
    await ran("02T04:00:00", { status: "failed", code: "http-error" })
    assert.deepEqual(await ran("02T05:00:00", asks), [])
    await ran("02T06:00:00")
    assert.deepEqual(await ran("02T07:00:00", asks), [])
    await ran("02T08:00:00")
    assert.deepEqual(await ran("03T09:00:00", asks), ["waits"])
  })

  it("is a kind of problem that no earlier run had, neither the first run's nor a remark", async () => {
    const met = (problems: Readonly<Record<string, number>>): Ran => ({ status: "done-with-errors", problems })
    assert.deepEqual(await ran("02T02:00:00", met({ "missing-title": 3 })), [])
    assert.deepEqual(await ran("03T02:00:00", met({ "missing-title": 9, renumbered: 1 })), [])
    assert.deepEqual(await ran("04T02:00:00", met({ "invalid-url": 1 })), ["problems"])
    assert.deepEqual(await ran("04T03:00:00", met({ "invalid-date": 1 })), [])
    assert.deepEqual(await ran("05T04:00:00", met({ "missing-title": 1, "invalid-url": 2, "invalid-date": 1 })), [])
  })
})
