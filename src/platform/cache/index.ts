/**
 * The page cache: finished pages for anonymous readers, each with what it was made of, evicted when that changes. A route
 * opts in with `config: { pageCache: { params } }`, its handler with `cachePage(reply, { reads })`.
 */
export { createEntityCache, type EntityCache } from "./entity-cache.ts"
export type { Evictable } from "./evictable.ts"
export { evictOnChange } from "./follow-changes.ts"
export { cachePage, registerPageCache } from "./page-cache.ts"
export { createPageStore, type PageStore, type Read } from "./page-store.ts"
