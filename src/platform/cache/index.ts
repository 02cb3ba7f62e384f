/**
 * The page cache: finished pages for anonymous readers, each with what it was made of, evicted when that changes. A route
 * opts in with `config: { pageCache: { params } }`, its handler with `cachePage(reply, { reads })`.
 */
export { evictOnChange, type Follower } from "./follow-changes.ts"
export { cachePage, type PageCacheOptions, registerPageCache } from "./page-cache.ts"
export { createPageStore, type EntityChange, type PageStore, type Read, type StoredPage } from "./page-store.ts"
