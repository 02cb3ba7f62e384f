import { LRUCache } from "lru-cache"
import type { Clock } from "../clock.ts"
import type { Evictable } from "./evictable.ts"

/** What a page was made of: one entity (`dataset:UUID`), or the list of all entities of a kind (`dataset`). */
export type Read = { readonly entity: string; readonly id: string } | { readonly list: string }

export interface StoredPage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface Storing {
  readonly reads: readonly Read[]
  readonly maxAgeMs: number
  /** Answer of `begin` when the page began to be made. */
  readonly begun: number
}

/** Finished pages, bounded in bytes, thrown away when what they were made of changes. */
export interface PageStore extends Evictable {
  /** To be asked before anything is read for a page: what changes after it keeps the page from being stored. */
  begin(): number
  get(key: string): StoredPage | undefined
  put(key: string, page: StoredPage, how: Storing): void
  readonly size: { readonly pages: number; readonly bytes: number }
}

interface Entry extends StoredPage {
  readonly tags: readonly string[]
  readonly until: number
}

const entryOverhead = 500
/** Evictions remembered, to refuse pages that were being made while they happened. */
const rememberedEvictions = 20_000

export function createPageStore({ maxBytes, clock }: { maxBytes: number; clock: Clock }): PageStore {
  const keysByTag = new Map<string, Set<string>>()
  const pages = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    maxEntrySize: Math.max(1, Math.floor(maxBytes / 10)),
    sizeCalculation: ({ body }) => body.length + entryOverhead,
    dispose: (entry, key) => forget(keysByTag, key, entry.tags),
  })
  let moment = 0
  // Everything up to here counts as evicted: their own moments are no longer remembered.
  let forgotten = 0
  const evictedAt = new LRUCache<string, number>({
    max: rememberedEvictions,
    dispose: (at, _tag, reason) => {
      if (reason === "evict") forgotten = Math.max(forgotten, at)
    },
  })

  return {
    begin: () => moment,
    get(key) {
      const entry = pages.get(key)
      if (!entry) return undefined
      if (entry.until > clock.now().getTime()) return entry
      pages.delete(key)
      return undefined
    },
    put(key, { headers, body }, { reads, maxAgeMs, begun }) {
      const tags = reads.map(tagOf)
      if (begun < forgotten || tags.some((tag) => (evictedAt.get(tag) ?? 0) > begun)) return
      pages.set(key, { headers, body, tags, until: clock.now().getTime() + maxAgeMs })
      if (!pages.has(key)) return
      for (const tag of tags) remember(keysByTag, tag, key)
    },
    evict(changes) {
      moment += 1
      for (const tag of new Set(changes.flatMap(({ entity, entityId }) => [entity, `${entity}:${entityId}`]))) {
        evictedAt.set(tag, moment)
        for (const key of [...(keysByTag.get(tag) ?? [])]) pages.delete(key)
      }
    },
    clear() {
      moment += 1
      forgotten = moment
      pages.clear()
    },
    get size() {
      return { pages: pages.size, bytes: pages.calculatedSize }
    },
  }
}

function tagOf(read: Read): string {
  return "list" in read ? read.list : `${read.entity}:${read.id}`
}

function remember(keysByTag: Map<string, Set<string>>, tag: string, key: string): void {
  const keys = keysByTag.get(tag)
  if (keys) keys.add(key)
  else keysByTag.set(tag, new Set([key]))
}

function forget(keysByTag: Map<string, Set<string>>, key: string, tags: readonly string[]): void {
  for (const tag of tags) {
    const keys = keysByTag.get(tag)
    keys?.delete(key)
    if (keys?.size === 0) keysByTag.delete(tag)
  }
}
