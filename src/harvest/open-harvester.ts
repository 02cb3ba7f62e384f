/** Everything a harvest works with, from what a process has: its database, its data folder, its settings. */
import { join } from "node:path"
import { type ReadTable, requestLinkChecks } from "../catalogue/index.ts"
import { type Clock, systemClock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { createGuardedFetch } from "../platform/fetch/index.ts"
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
  /** How long to wait before a source that lost much is read again. */
  readonly secondLookMs?: number
}

/** A data.json of a federal agency is one document; 512 MB holds the largest seen with room to spare. */
const maxCatalogueBytes = 512 * 1024 * 1024

export async function openHarvester(options: HarvesterOptions): Promise<HarvestDeps & { close(): Promise<void> }> {
  const { db, dataDir, log, clock = systemClock } = options
  const client = createGuardedFetch({
    allow: options.fetchAllow,
    log,
    userAgent: `Fihrist (open data harvester; ${options.baseUrl})`,
    limits: { maxBytes: maxCatalogueBytes },
  })
  return {
    db,
    fetch: client.fetch,
    vocabularies: await loadVocabularies(db),
    readTable: options.readTable,
    clock,
    newId,
    log,
    secondLookMs: options.secondLookMs ?? 5_000,
    spoolFolder: join(dataDir, "harvest"),
    checkLinks: requestLinkChecks,
    close: () => client.close(),
  }
}
