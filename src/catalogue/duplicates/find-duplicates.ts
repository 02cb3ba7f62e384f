/**
 * Keeps the list of datasets that may be the same current: follows the change log from its own position, a batch and the
 * position after it in one transaction. Of several workers one does it at a time; any of them may die at any moment.
 */
import { sql } from "kysely"
import { readChanges, readHead, workOnChanges } from "../../platform/changes/index.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db, Tx } from "../../platform/db.ts"
import type { Log } from "../../platform/log.ts"
import { sharedValues, sidesOf, storePairs } from "./duplicate-store.ts"
import { type LikelyPair, pairUp } from "./pair-up.ts"

const batch = 500

interface Deps {
  readonly db: Db
  readonly clock: Clock
}

export function followDuplicates(given: Deps & { databaseUrl: string; log: Log }): { close(): Promise<void> } {
  const { databaseUrl, log } = given
  async function work(closing: AbortSignal): Promise<void> {
    try {
      while (!closing.aborted && (await findNextDuplicates(given))) {
        // A batch was looked at, and there may be more.
      }
    } catch (error) {
      log.warn({ error: String(error) }, "duplicates could not follow the changes")
    }
  }
  return workOnChanges(databaseUrl, work, log)
}

/** One batch in one transaction; false when everything is current, or another worker is at it. */
export function findNextDuplicates({ db, clock }: Deps): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const place = await lockProgress(tx)
    if (!place) return false
    const head = await readHead(tx)
    // After a restore all that was found is still true of what was restored.
    const after = place.epoch === head.epoch ? place.position : place.epoch === null ? 0 : head.position
    const changes = await readChanges(tx, { after, limit: batch })
    const ids = [...new Set(changes.filter(({ entity }) => entity === "dataset").map(({ entityId }) => entityId))]
    if (ids.length > 0) await storePairs(tx, await likelyPairs(tx, ids), { ids, at: clock.now() })
    const position = changes.at(-1)?.position ?? after
    if (position !== place.position || place.epoch !== head.epoch)
      await saveProgress(tx, { epoch: head.epoch, position })
    return changes.length === batch
  })
}

/** Questions about these datasets, with whatever is published. */
export async function likelyPairs(db: Db, ids: readonly string[]): Promise<LikelyPair[]> {
  const shared = await sharedValues(db, ids)
  const sides = await sidesOf(db, [...new Set(shared.flatMap((value) => value.ids))])
  return pairUp({ wanted: new Set(ids), shared, sides })
}

async function lockProgress(tx: Tx): Promise<{ epoch: string | null; position: number } | undefined> {
  const { rows } = await sql<{ epoch: string | null; position: number }>`
    select epoch, position from duplicate_progress for update skip locked
  `.execute(tx)
  return rows[0]
}

async function saveProgress(tx: Tx, { epoch, position }: { epoch: string; position: number }): Promise<void> {
  await sql`update duplicate_progress set epoch = ${epoch}, position = ${position}`.execute(tx)
}
