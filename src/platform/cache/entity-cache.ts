import { LRUCache } from "lru-cache"
import type { Clock } from "../clock.ts"
import type { EntityChange, Evictable } from "./evictable.ts"

export interface EntityCacheOptions<Value extends object> {
  readonly entity: string
  readonly load: (ids: readonly string[]) => Promise<readonly Value[]>
  readonly idOf: (value: Value) => string
  /** Other kinds of entity that show in a value: a change of one empties the cache. */
  readonly shows?: readonly string[]
  readonly maxEntries: number
  /** How much a value counts of `maxEntries`; 1 where it is not said. */
  readonly weigh?: (value: Value) => number
  /** For what no change tells of. */
  readonly maxAgeMs: number
  readonly clock: Clock
}

export interface EntityCache<Value> extends Evictable {
  /** In the order asked; what does not exist is left out. */
  byIds(ids: readonly string[]): Promise<Value[]>
}

/** Entities as last read, thrown away when the change log says that they changed. */
export function createEntityCache<Value extends object>(options: EntityCacheOptions<Value>): EntityCache<Value> {
  const { clock, weigh = () => 1 } = options
  const kept = new LRUCache<string, { value: Value; until: number }>({
    maxSize: options.maxEntries,
    sizeCalculation: ({ value }) => Math.max(1, Math.ceil(weigh(value))),
  })
  // What was read before a change of anything may be stale by the time it arrives, so it is answered but not kept.
  let moment = 0

  async function load(ids: readonly string[]): Promise<readonly Value[]> {
    const begun = moment
    const values = await options.load(ids)
    const until = clock.now().getTime() + options.maxAgeMs
    if (begun === moment) for (const value of values) kept.set(options.idOf(value), { value, until })
    return values
  }

  return {
    async byIds(ids) {
      const now = clock.now().getTime()
      const found = new Map<string, Value>()
      for (const id of ids) {
        const entry = kept.get(id)
        if (entry && entry.until > now) found.set(id, entry.value)
      }
      const missing = ids.filter((id) => !found.has(id))
      if (missing.length > 0) for (const value of await load(missing)) found.set(options.idOf(value), value)
      return ids.flatMap((id) => found.get(id) ?? [])
    },
    evict(changes: readonly EntityChange[]) {
      moment += 1
      for (const { entity, entityId } of changes) {
        if (entity === options.entity) kept.delete(entityId)
        else if (options.shows?.includes(entity)) return kept.clear()
      }
    },
    clear() {
      moment += 1
      kept.clear()
    },
  }
}
