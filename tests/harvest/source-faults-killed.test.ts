import assert from "node:assert/strict"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, runHarvest } from "../../src/harvest/index.ts"
import { recoverInterruptedRuns } from "../../src/harvest/recover.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { type Db, openDb } from "../../src/platform/db.ts"
import { createGuardedFetch, FetchRefused, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { migrate } from "../../src/platform/migrate.ts"
import { startPostgres } from "../../src/platform/postgres/index.ts"
import { createVocabularies } from "../../src/vocabulary/index.ts"
import { migrationsFolder, type TestDatabase, testDatabase } from "../support/database.ts"
import { temporaryFolder } from "../support/folder.ts"
import { stateOfSource } from "../support/harvest-state.ts"
import { json, type Portal, startPortal } from "../support/portal-server.ts"
import { spoolsIn } from "../support/spools.ts"
import { typescript } from "../support/typescript.ts"

const total = 1200
const rows = 100

let database: TestDatabase
let portal: Portal
let client: GuardedClient
let folder: string
/** Later most records are changed, some are gone and some are new. */
let version: "before" | "after" = "before"
let undisturbed: { readonly before: States; readonly after: States }
/** Called when a page is asked for. */
let onPage: ((start: number) => Promise<void> | void) | undefined

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-faults-killed-"))
  client = createGuardedFetch({ allow: ["127.0.0.1/32"], log: silentLog, userAgent: "test", limits: { attempts: 1 } })
  portal = await startPortal({
    "*": async (url) => {
      const start = Number(url.searchParams.get("start"))
      await onPage?.(start)
      const all = recordsOf(url.pathname.split("/")[1] ?? "")
      const results = all.slice(start, start + Number(url.searchParams.get("rows")))
      return json({ success: true, result: { count: all.length, results } })
    },
  })
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, by())
  undisturbed = await undisturbedStates()
})
after(async () => {
  await client.close()
  await portal.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

const by = () => ({ newId, by: systemActor, at: new Date() })

function recordsOf(name: string) {
  const first = version === "after" ? 50 : 0
  return Array.from({ length: total }, (_, at) => {
    const id = `${name}${String(first + at).padStart(5, "0")}`
    const title = `Jeu de données ${first + at}${version === "after" ? " révisé" : ""}`
    return { id, title, resources: [{ id: `r${id}`, url: `http://files.example/${id}.csv`, format: "CSV" }] }
  })
}

interface Source {
  readonly id: string
  readonly name: string
}

let number = 0
async function aSource(db: Db = database.db): Promise<Source> {
  number += 1
  const name = `k${String(number).padStart(4, "0")}k`
  const source = { kind: "ckan", url: `${portal.url}${name}/`, organization: "m", name, options: { rows } }
  return { id: await addSource(db, source, { newId, clock: systemClock, by: systemActor }), name }
}

const depsOn = (db: Db): HarvestDeps => ({
  db,
  fetch: client.fetch,
  vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
  clock: systemClock,
  newId,
  log: silentLog,
  spoolFolder: join(folder, "harvest"),
  checkLinks: async () => {},
})
const stateOf = ({ id, name }: Source, db = database.db) => stateOfSource(db, id, name)

type States = Awaited<ReturnType<typeof stateOf>>

/** What a source comes to that nothing ever happens to; the same for all sources, so it is found out once. */
async function undisturbedStates(): Promise<{ before: States; after: States }> {
  const source = await aSource()
  await runHarvest(source.id, depsOn(database.db))
  const first = await stateOf(source)
  version = "after"
  await runHarvest(source.id, depsOn(database.db))
  version = "before"
  return { before: first, after: await stateOf(source) }
}

const script = fileURLToPath(new URL("../support/harvest-once.ts", import.meta.url))

function harvestInProcess({ id }: Source): ChildProcess & { ended: Promise<string> } {
  const args = [...typescript, script, database.url, id, folder]
  const child = spawn(process.execPath, args, { stdio: ["ignore", 2, 2] })
  const ended = new Promise<string>((done) => child.once("exit", (code, signal) => done(signal ?? `code ${code}`)))
  return Object.assign(child, { ended })
}

describe("a worker that is killed", () => {
  it("while it reads goes on at the page where it stopped", async () => {
    version = "before"
    const source = await aSource()
    const killed = harvestInProcess(source)
    onPage = async (start) => {
      if (start !== 800) return
      onPage = undefined
      // The page before it is being written down.
      await new Promise((resolve) => setTimeout(resolve, 100))
      killed.kill("SIGKILL")
    }
    assert.equal(await killed.ended, "SIGKILL")
    assert.deepEqual(await stateOf(source), [])

    const before = portal.requests.length
    assert.equal(await harvestInProcess(source).ended, "code 0")
    const starts = portal.requests
      .slice(before)
      .map((path) => Number(new URL(path, portal.url).searchParams.get("start")))
    assert.ok(starts[0]! >= 500, `it went on at ${starts[0]}`)
    assert.equal(starts.includes(0), false)
    assert.deepEqual(await stateOf(source), undisturbed.before)
    assert.deepEqual(
      (await readdir(join(folder, "harvest"))).filter((file) => file.startsWith(source.id)),
      [],
    )
  })

  it("while it applies changes and withdrawals leaves whole batches, and each change is made once", async () => {
    version = "before"
    const source = await aSource()
    await runHarvest(source.id, depsOn(database.db))
    version = "after"
    const killed = harvestInProcess(source)
    const changed = async () => {
      const { rows: found } = await sql<{ n: number }>`
        select count(*) as n from source_record where source_id = ${source.id} and snapshot::text like '%révisé%'
      `.execute(database.db)
      return found[0]!.n
    }
    while ((await changed()) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    killed.kill("SIGKILL")
    assert.equal(await killed.ended, "SIGKILL")
    assert.ok((await changed()) < total, "it was killed in the middle")

    assert.equal(await harvestInProcess(source).ended, "code 0")
    assert.deepEqual(await stateOf(source), undisturbed.after)
  })
})

describe("the database killed under a run", () => {
  const dataDir = temporaryFolder()
  after(() => dataDir.remove())

  it("loses no batch that was acknowledged; when it is back, the run that died is closed and the next does the rest", async () => {
    version = "before"
    const options = { dataDir: dataDir.path, id: "faults", durable: false }
    const server = await startPostgres(options)
    const first = openDb({ url: server.url, maxConnections: 5 })
    await migrate(first, migrationsFolder)
    await migrateJobs(server.url)
    await createOrganization(first, { slug: "m", name: { fr: "Ministère" } }, by())
    const source = await aSource(first)
    let batches = 0
    const kill = async () => {
      batches += 1
      if (batches === 2) process.kill(server.pid, "SIGKILL")
      if (batches >= 2) await server.ended
    }
    await assert.rejects(runHarvest(source.id, { ...depsOn(first), checkLinks: kill }))
    await first.destroy()

    const again = await startPostgres(options)
    const second = openDb({ url: again.url, maxConnections: 5 })
    try {
      assert.deepEqual(await recoverInterruptedRuns(second, systemClock), [{ sourceId: source.id, scheduled: false }])
      assert.equal((await runHarvest(source.id, depsOn(second))).status, "done")
      assert.deepEqual(await stateOf(source, second), undisturbed.before)
    } finally {
      await second.destroy()
      await again.stop()
    }
  })
})

describe("a disk that is full", () => {
  let small: string
  let mounted = false
  before(async () => {
    small = join(folder, "small")
    await mkdir(small)
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", small], { stdio: "ignore" })
      mounted = true
    } catch {
      // Only root may do so; the test says that it was left out.
    }
  })
  after(() => {
    if (mounted) execFileSync("umount", [small])
  })

  it("in the middle of reading ends the run, changes nothing and is left empty; with room the next run does all", async (t) => {
    if (!mounted) return t.skip("a small disk can be made by root alone")
    version = "before"
    const source = await aSource()
    const full = { ...depsOn(database.db), spoolFolder: small }
    await assert.rejects(runHarvest(source.id, full), { code: "ENOSPC" })
    assert.deepEqual(await stateOf(source), [])
    assert.deepEqual(await spoolsIn(small), [])
    const { rows: runs } = await sql<{ reason: { code: string } }>`
      select reason from harvest_run where source_id = ${source.id}
    `.execute(database.db)
    assert.deepEqual(
      runs.map(({ reason }) => reason.code),
      ["disk-full"],
    )
    assert.equal((await runHarvest(source.id, depsOn(database.db))).status, "done")
    assert.deepEqual(await stateOf(source), undisturbed.before)
  })

  it("that has no room for a second copy of what was read lets the reading begin anew", async (t) => {
    if (!mounted) return t.skip("a small disk can be made by root alone")
    version = "before"
    const source = await aSource()
    const onSmall = { ...depsOn(database.db), spoolFolder: small }
    const failing: HarvestDeps["fetch"] = async (url, options) => {
      if (URL.parse(url)?.searchParams.get("start") === "200") throw new FetchRefused("timeout", "cut")
      return client.fetch(url, options)
    }
    assert.equal((await runHarvest(source.id, { ...onSmall, fetch: failing })).reason?.code, "source-unreachable")
    assert.equal((await spoolsIn(small)).length, 1)
    await assert.rejects(runHarvest(source.id, onSmall), { code: "ENOSPC" })
    assert.deepEqual(await spoolsIn(small), [])
  })
})
