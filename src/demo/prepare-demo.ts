import { sql } from "kysely"
import {
  addSource,
  HarvestAlreadyRunning,
  type HarvestDeps,
  isSuccess,
  listSources,
  moveSource,
  type RunReport,
  runHarvest,
} from "../harvest/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { keepDemoAccounts } from "./demo-accounts.ts"
import { type DemoPortals, type DemoSource, startDemoPortals } from "./demo-portals.ts"
import { tellDemoStory } from "./demo-story.ts"

interface DemoDeps {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
}

/**
 * Starts the portals on the port they had before, or on a free one when another program has taken it, and makes sure that
 * each is a source of the catalogue at its present address.
 */
export async function openDemo({ seedsDir, ...deps }: DemoDeps & { readonly seedsDir: string }): Promise<DemoPortals> {
  const portals = await startOnKeptPort(seedsDir, await keptPort(deps.db))
  try {
    await keepPort(deps.db, portals.port)
    for (const source of portals.sources)
      if (await keepSource(source, portals.port, deps)) portals.markRead(source.path)
    await keepDemoAccounts(deps)
    return portals
  } catch (error) {
    await portals.close()
    throw error
  }
}

/**
 * Harvests the sources that no run has read to its end since they were added or moved; the one that then has lost much a
 * second time, so that there is something to decide.
 */
export async function harvestDemo(given: HarvestDeps, onReport: (report: RunReport) => void): Promise<void> {
  // The portals are ours: what one of them lost does not come back a moment later.
  const { secondLookMs: _, ...deps } = given
  for (const source of await listSources(deps.db)) {
    if (source.lastCompleteAt || !source.active) continue
    const report = await harvestUnlessRunning(source.id, deps)
    if (!report) continue
    onReport(report)
    if (!isSuccess(report.status)) {
      throw new Error(
        `the demo source ${source.name} could not be harvested: ${report.reason?.message ?? report.status}`,
      )
    }
    if (new URL(source.url).pathname.startsWith(portalThatLoses)) await harvestUnlessRunning(source.id, deps)
  }
  await tellDemoStory(deps)
}

const portalThatLoses = "/portals/sfax/"

async function harvestUnlessRunning(sourceId: string, deps: HarvestDeps): Promise<RunReport | undefined> {
  try {
    return await runHarvest(sourceId, deps)
  } catch (error) {
    // Its schedule came first: the worker is at it.
    if (error instanceof HarvestAlreadyRunning) return undefined
    throw error
  }
}

async function startOnKeptPort(seedsDir: string, port: number): Promise<DemoPortals> {
  try {
    return await startDemoPortals({ seedsDir, port })
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error
    return startDemoPortals({ seedsDir, port: 0 })
  }
}

async function keptPort(db: Db): Promise<number> {
  const { rows } = await sql<{ port: number }>`
    select value::int as port from instance_fact where name = 'demo-portals-port'
  `.execute(db)
  return rows[0]?.port ?? 0
}

async function keepPort(db: Db, port: number): Promise<void> {
  await sql`
    insert into instance_fact (name, value) values ('demo-portals-port', to_jsonb(${port}::int))
    on conflict (name) do update set value = excluded.value, updated_at = now()
  `.execute(db)
}

/**
 * A source is known by its path on the listener; at another port it is moved, and harvested anew because its links moved too.
 * Answers whether what it shows at this port was read to its end before.
 */
async function keepSource(source: DemoSource, port: number, { db, clock, newId }: DemoDeps): Promise<boolean> {
  const url = `http://127.0.0.1:${port}${source.path}`
  const sources = await listSources(db)
  const known = sources.find((one) => one.kind === source.kind && one.url === url)
  if (known) return known.lastCompleteAt !== undefined
  const before = sources.find((known) => known.kind === source.kind && isDemoAddress(known.url, source.path))
  if (before) {
    await db.transaction().execute(async (tx) => {
      await moveSource(tx, before.id, url)
      await sql`update harvest_source set last_complete_at = null where id = ${before.id}`.execute(tx)
    })
    return false
  }
  const { kind, organizationSlug: organization, organizations, schedule, title } = source
  await addSource(
    db,
    { kind, url, organization, organizations, schedule, name: title.fr ?? source.name, displayName: title },
    { clock, newId, by: systemActor },
  )
  return false
}

function isDemoAddress(address: string, path: string): boolean {
  const url = new URL(address)
  return url.hostname === "127.0.0.1" && url.pathname === path
}
