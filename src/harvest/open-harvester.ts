/** Everything a harvest works with, from what a process has: its database, its data folder, its settings. */
import { join } from "node:path"
import { type ReadTable, requestLinkChecks } from "../catalogue/index.ts"
import { type Clock, systemClock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { createGuardedFetch, type GuardedClient, type HostQueue } from "../platform/fetch/index.ts"
import { newId } from "../platform/ids.ts"
import type { Log } from "../platform/log.ts"
import { loadVocabularies } from "../vocabulary/index.ts"
import type { HarvestDeps } from "./run-harvest.ts"

export interface HarvesterOptions {
  readonly db: Db
  readonly dataDir: string
  readonly fetchAllow: readonly string[]
  /** Public address of the portal, told to those we visit. */
  readonly baseUrl: string
  readonly log: Log
  /** Of the module that knows tables, for inventories kept as CSV files and workbooks. */
  readonly readTable?: ReadTable
  readonly clock?: Clock
  /** Shared with other harvests of the process, so that together they are polite to a host; else one of its own. */
  readonly client?: GuardedClient
  /** Shared with whatever else of the process goes out. */
  readonly hosts?: HostQueue
  /** How long to wait before a source that lost much is read again. */
  readonly secondLookMs?: number
}

/** A data.json of a federal agency is one document; 512 MB holds the largest seen with room to spare. */
const maxCatalogueBytes = 512 * 1024 * 1024

/** What visits sources, and is known to them by name. */
export function openHarvestClient({
  fetchAllow,
  baseUrl,
  log,
  hosts,
}: Pick<HarvesterOptions, "fetchAllow" | "baseUrl" | "log" | "hosts">): GuardedClient {
  return createGuardedFetch({
    allow: fetchAllow,
    log,
    ...(hosts ? { hosts } : {}),
    userAgent: `Fihrist (open data harvester; ${baseUrl})`,
    limits: { maxBytes: maxCatalogueBytes },
  })
}

export async function openHarvester(options: HarvesterOptions): Promise<HarvestDeps & { close(): Promise<void> }> {
  const { db, dataDir, log, clock = systemClock } = options
  const client = options.client ?? openHarvestClient(options)
  return {
    db,
    fetch: client.fetch,
    fetchFor: ({ id, extraCa }) => client.visitorFor({ key: id, extraCa }).fetch,
    vocabularies: await loadVocabularies(db),
    readTable: options.readTable,
    clock,
    newId,
    log,
    secondLookMs: options.secondLookMs ?? 5_000,
    spoolFolder: join(dataDir, "harvest"),
    checkLinks: requestLinkChecks,
    close: async () => {
      if (!options.client) await client.close()
    },
  }
}
