import { type Dataset, type DuplicatePair, datasetsByIds, inSpeakingOrder } from "../../../catalogue/index.ts"
import { type StoredSource, sourceById } from "../../../harvest/index.ts"
import { hasRole, mayEverything } from "../../../platform/actor.ts"
import type { Db } from "../../../platform/db.ts"
import type { Viewer } from "../office-route.ts"
import { type Likeness, likenessOf } from "./compare.ts"

/** One of the two, with what is known of its sources, the first to speak first. */
export interface Side {
  readonly dataset: Dataset
  readonly sources: readonly StoredSource[]
}

export interface PairModel {
  readonly pair: DuplicatePair
  readonly sides: readonly [Side, Side]
  readonly likeness: Likeness
  /** The one of the two that speaks: it stays unless somebody chooses otherwise. */
  readonly speaks: string
  /** Both are of bodies for which the viewer answers. */
  readonly mayJoin: boolean
}

/** Pairs whose datasets are gone meanwhile are left out. */
export async function readPairs(db: Db, pairs: readonly DuplicatePair[], viewer: Viewer): Promise<PairModel[]> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const [datasets, order] = await Promise.all([datasetsByIds(db, ids), inSpeakingOrder(db, ids)])
  const sources = await sourcesOf(db, datasets)
  const sides = new Map(
    datasets.map((dataset) => [
      dataset.id,
      { dataset, sources: dataset.sources.flatMap(({ sourceId }) => sources.get(sourceId) ?? []) },
    ]),
  )
  return pairs.flatMap((pair) => {
    const [one, other] = [sides.get(pair.one), sides.get(pair.other)]
    if (!one || !other) return []
    const speaks = order.find((id) => id === pair.one || id === pair.other) ?? pair.one
    const likeness = likenessOf(one.dataset, other.dataset)
    return [{ pair, sides: [one, other] as const, likeness, speaks, mayJoin: mayJoin([one, other], viewer) }]
  })
}

function mayJoin(sides: readonly Side[], { actor }: Viewer): boolean {
  return mayEverything(actor) || sides.every(({ dataset }) => hasRole(actor, dataset.organization.id, "coordinator"))
}

async function sourcesOf(db: Db, datasets: readonly Dataset[]): Promise<Map<string, StoredSource>> {
  const found = new Map<string, StoredSource>()
  for (const { sources } of datasets)
    for (const { sourceId } of sources) {
      const source = found.has(sourceId) ? undefined : await sourceById(db, sourceId)
      if (source) found.set(sourceId, source)
    }
  return found
}
