import { type Dataset, datasetsByIds } from "../catalogue/index.ts"
import { createEntityCache, type EntityCache } from "../platform/cache/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"

/** About 20 MB when full. */
const maxEntries = 2000

/** The date of the last harvest moves without a change of the dataset: so long it may lag. */
const maxAgeMs = 60_000

/** Datasets by id for reading, kept until the change log names them. */
export function cachedDatasets(db: Db, clock: Clock): EntityCache<Dataset> {
  return createEntityCache({
    entity: "dataset",
    shows: ["organization", "series", "service", "harvest-source"],
    load: (ids) => datasetsByIds(db, ids),
    idOf: ({ id }) => id,
    maxEntries,
    // Ten files are common and ten thousand possible.
    weigh: ({ distributions }) => distributions.length / 10,
    maxAgeMs,
    clock,
  })
}
