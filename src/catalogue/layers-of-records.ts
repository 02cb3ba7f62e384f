import type { Tx } from "../platform/db.ts"
import { type DatasetLayers, datasetLayers, datasetsOfRecords } from "./harvested-store.ts"

interface HeldRecord {
  readonly remoteId: string
  readonly datasetId?: string
}

/** Their datasets, locked. Whoever joined one of them to another since the run began has moved its record there. */
export async function layersOfRecords<Held extends HeldRecord>(
  tx: Tx,
  given: readonly Held[],
  sourceId: string,
): Promise<{ records: readonly Held[]; known: ReadonlyMap<string, DatasetLayers> }> {
  const known = new Map<string, DatasetLayers>()
  const asked = new Set<string>()
  for (let records = given; ; ) {
    const ids = records.flatMap(({ datasetId }) => (datasetId === undefined || asked.has(datasetId) ? [] : datasetId))
    if (ids.length === 0) return { records, known }
    for (const id of ids) asked.add(id)
    for (const [id, layers] of await datasetLayers(tx, ids, sourceId)) known.set(id, layers)
    const names = records.filter(({ datasetId }) => datasetId !== undefined).map(({ remoteId }) => remoteId)
    const held = await datasetsOfRecords(tx, names, sourceId)
    records = records.map((record) =>
      record.datasetId === undefined ? record : { ...record, datasetId: held.get(record.remoteId) ?? record.datasetId },
    )
  }
}
