/** A portal of its own for a benchmark: embedded PostgreSQL in a temporary folder, filled by a real harvest. */
import { fork } from "node:child_process"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createOrganization, seedCountry } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, openHarvester } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { type Db, openDb } from "../../src/platform/db.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { startPostgres } from "../../src/platform/postgres/index.ts"
import { prepareDb } from "../../src/platform/prepared-db.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

export interface BenchPortal {
  readonly db: Db
  readonly databaseUrl: string
  readonly dataDir: string
  /** Address of the generated CKAN portal. */
  readonly sourceUrl: string
  readonly sourceId: string
  readonly harvester: HarvestDeps
  close(): Promise<void>
}

/** A generated CKAN portal in a process of its own. */
export async function startCkanPortal(records: number): Promise<{ url: string; stop(): void }> {
  const child = fork(join(root, "benchmarks/support/ckan-portal.ts"), [String(records)], {
    execArgv: ["--import", "tsx"],
  })
  const url = await new Promise<string>((done) => child.once("message", (message) => done(String(message))))
  return { url, stop: () => void child.kill() }
}

/** Everything but the harvest itself, which some benchmarks measure. */
export async function openBenchPortal(records: number): Promise<BenchPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), "fihrist-bench-"))
  await chmod(dataDir, 0o755)
  const postgres = await startPostgres({ dataDir, id: newId() })
  const portal = await startCkanPortal(records)
  const db = openDb({ url: postgres.url })
  await prepareDb(db, join(root, "migrations"), "real")
  await migrateJobs(postgres.url)
  await seedCountry(db, "tn", { seedsDir: join(root, "seeds"), clock: systemClock, newId })
  await createOrganization(
    db,
    { slug: "bench", name: { fr: "Banc d'essai" } },
    { newId, by: systemActor, at: new Date() },
  )
  const sourceId = await addSource(
    db,
    { kind: "ckan", url: portal.url, organization: "bench", organizations: "remote" },
    { newId, clock: systemClock, by: systemActor },
  )
  const harvester = await openHarvester({
    db,
    dataDir,
    fetchAllow: ["127.0.0.1/32"],
    baseUrl: "http://bench.example",
    log: silentLog,
  })
  return {
    db,
    databaseUrl: postgres.url,
    dataDir,
    sourceUrl: portal.url,
    sourceId,
    harvester,
    async close() {
      await harvester.close()
      await db.destroy()
      portal.stop()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}
