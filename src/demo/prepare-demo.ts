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
  sourceByAddress,
} from "../harvest/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { keepDemoAccounts } from "./demo-accounts.ts"
import { type DemoPortals, type DemoSource, startDemoPortals } from "./demo-portals.ts"

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
    for (const source of portals.sources) await keepSource(source, portals.port, deps)
    await keepDemoAccounts(deps)
    return portals
  } catch (error) {
    await portals.close()
    throw error
  }
}

/** Harvests the sources that no run has read to its end since they were added or moved. */
export async function harvestDemo(deps: HarvestDeps, onReport: (report: RunReport) => void): Promise<void> {
  for (const source of await listSources(deps.db)) {
    if (source.lastCompleteAt || !source.active) continue
    const report = await runHarvest(source.id, deps).catch((error: unknown) => {
      // Its schedule came first: the worker is at it.
      if (error instanceof HarvestAlreadyRunning) return undefined
      throw error
    })
    if (!report) continue
    onReport(report)
    if (!isSuccess(report.status)) {
      throw new Error(
        `the demo source ${source.name} could not be harvested: ${report.reason?.message ?? report.status}`,
      )
    }
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

/** A source is known by its path on the listener; at another port it is moved, and harvested anew because its links moved too. */
async function keepSource(source: DemoSource, port: number, { db, clock, newId }: DemoDeps): Promise<void> {
  const url = `http://127.0.0.1:${port}${source.path}`
  if (await sourceByAddress(db, source.kind, url)) return
  const before = (await listSources(db)).find(
    (known) => known.kind === source.kind && isDemoAddress(known.url, source.path),
  )
  if (before) {
    await db.transaction().execute(async (tx) => {
      await moveSource(tx, before.id, url)
      await sql`update harvest_source set last_complete_at = null where id = ${before.id}`.execute(tx)
    })
    return
  }
  const { kind, organizationSlug: organization, organizations, schedule, title } = source
  await addSource(
    db,
    { kind, url, organization, organizations, schedule, name: title.fr ?? source.name, displayName: title },
    { clock, newId, by: systemActor },
  )
}

function isDemoAddress(address: string, path: string): boolean {
  const url = new URL(address)
  return url.hostname === "127.0.0.1" && url.pathname === path
}
