/**
 * Wants a reading of every file that is new, another one than last time, or said by its host to have changed: follows the
 * change log from its own position, a batch and the position after it in one transaction. Of several workers one does it.
 */
import { sql } from "kysely"
import { readChanges, readHead, workOnChanges } from "../../platform/changes/index.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db, Tx } from "../../platform/db.ts"
import type { Log } from "../../platform/log.ts"
import { candidatesOfDatasets, wantIngestion } from "./ingestion-store.ts"
import { isWorthReading } from "./wanted-files.ts"

const batch = 500
const mostFiles = 50_000

interface Deps {
  readonly db: Db
  readonly clock: Clock
}

export function followFiles(given: Deps & { databaseUrl: string; log: Log }): { close(): Promise<void> } {
  const { databaseUrl, log } = given
  async function work(closing: AbortSignal): Promise<void> {
    try {
      while (!closing.aborted && (await wantNextFiles(given))) {
        // A batch was looked at, and there may be more.
      }
    } catch (error) {
      log.warn({ error: String(error) }, "tables could not follow the changes")
    }
  }
  return workOnChanges(databaseUrl, work, log)
}

/** One batch in one transaction; false when everything is current, or another worker is at it. */
export function wantNextFiles({ db, clock }: Deps): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const place = await lockProgress(tx)
    if (!place) return false
    const head = await readHead(tx)
    const after = place.epoch === head.epoch ? place.position : 0
    const changes = await readChanges(tx, { after, limit: batch })
    const ids = [...new Set(changes.filter(({ entity }) => entity === "dataset").map(({ entityId }) => entityId))]
    const known = ids.length > 0 ? await candidatesOfDatasets(tx, ids, mostFiles) : []
    const wanted = known.filter(({ candidate, last }) => isWorthReading(candidate, last))
    await wantIngestion(
      tx,
      wanted.map(({ candidate }) => candidate),
      { at: clock.now() },
    )
    const position = changes.at(-1)?.position ?? after
    if (position !== place.position || place.epoch !== head.epoch)
      await sql`update table_progress set epoch = ${head.epoch}, position = ${position}`.execute(tx)
    return changes.length === batch
  })
}

async function lockProgress(tx: Tx): Promise<{ epoch: string | null; position: number } | undefined> {
  const { rows } = await sql<{ epoch: string | null; position: number }>`
    select epoch, position from table_progress for update skip locked
  `.execute(tx)
  return rows[0]
}
