/**
 * Keeps the stored points current: follows the change log from its own position, 500 datasets a time, each batch and the
 * position after it in one transaction. New rules, or edited lists of themes or licences, have everything measured anew
 * beside that, page by page. Of several workers one does it at a time; any of them may die at any moment.
 */
import { type Dataset, datasetsByIds, publishedDatasets } from "../catalogue/index.ts"
import { readChanges, readHead, workOnChanges } from "../platform/changes/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { Log } from "../platform/log.ts"
import { loadVocabularies } from "../vocabulary/index.ts"
import { measureQuality } from "./measure-quality.ts"
import { rules } from "./measures.ts"
import { forgetAllQuality, lockProgress, type Progress, saveProgress, storeQuality } from "./quality-store.ts"

const batch = 500
const beginning = "00000000-0000-0000-0000-000000000000"
/** Lists whose codes the measures look up. */
const listEntities = new Set(["theme", "licence"])

interface Deps {
  readonly db: Db
  readonly clock: Clock
}

export interface QualityFollower {
  close(): Promise<void>
}

export function keepQualityCurrent(given: Deps & { databaseUrl: string; log: Log }): QualityFollower {
  const { databaseUrl, log } = given
  async function work(closing: AbortSignal): Promise<void> {
    try {
      while (!closing.aborted && (await measureNext(given))) {
        // A batch was measured, and there may be more.
      }
    } catch (error) {
      log.warn({ error: String(error) }, "quality could not follow the changes")
    }
  }
  return workOnChanges(databaseUrl, work, log)
}

/** One batch in one transaction; false when everything is current, or another worker is at it. */
export async function measureNext({ db, clock }: Deps): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const locked = await lockProgress(tx)
    if (!locked) return false
    const progress = await resumed(tx, locked)
    const next = (await measureChanged(tx, progress, clock)) ?? (await measurePage(tx, progress, clock))
    if (next || progress !== locked) await saveProgress(tx, next ?? progress)
    return next !== undefined
  })
}

async function resumed(tx: Tx, progress: Progress): Promise<Progress> {
  const head = await readHead(tx)
  if (progress.epoch !== head.epoch || progress.position > head.position) {
    await forgetAllQuality(tx)
    return { rules, epoch: head.epoch, position: head.position, allAfter: beginning }
  }
  return progress.rules === rules ? progress : { ...progress, rules, allAfter: beginning }
}

async function measureChanged(tx: Tx, progress: Progress, clock: Clock): Promise<Progress | undefined> {
  const changes = await readChanges(tx, { after: progress.position, limit: batch })
  if (changes.length === 0) return undefined
  const ids = [...new Set(changes.filter(({ entity }) => entity === "dataset").map(({ entityId }) => entityId))]
  await measure(tx, await datasetsByIds(tx, ids), { ids, clock })
  const listsChanged = changes.some(({ entity }) => listEntities.has(entity))
  return { ...progress, position: changes.at(-1)!.position, allAfter: listsChanged ? beginning : progress.allAfter }
}

async function measurePage(tx: Tx, progress: Progress, clock: Clock): Promise<Progress | undefined> {
  if (progress.allAfter === null) return undefined
  const page = await publishedDatasets(tx, { afterId: progress.allAfter, limit: batch })
  await measure(tx, page, { ids: [], clock })
  return { ...progress, allAfter: page.at(-1)?.id ?? null }
}

async function measure(
  tx: Tx,
  datasets: readonly Dataset[],
  { ids, clock }: { ids: readonly string[]; clock: Clock },
): Promise<void> {
  if (datasets.length === 0 && ids.length === 0) return
  const lists = await loadVocabularies(tx)
  const published = datasets.filter(({ state }) => state === "published")
  const measured = published.map((dataset) => ({ id: dataset.id, quality: measureQuality(dataset, lists) }))
  await storeQuality(tx, measured, { ids, at: clock.now() })
}
