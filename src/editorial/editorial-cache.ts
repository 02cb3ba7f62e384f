/** What every public page shows of the portal's own words, read once and forgotten when the change log tells of them. */
import type { Evictable } from "../platform/cache/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { type Announcement, announcementState } from "./announcement.ts"
import { announcementsFrom } from "./announcement-store.ts"
import type { FeaturedItem } from "./featured.ts"
import { listFeatured } from "./featured-store.ts"
import { type FooterPage, footerPages } from "./page-store.ts"
import type { PortalSettings } from "./settings.ts"
import { portalSettings } from "./settings-store.ts"
import { announcementEntity } from "./write-announcement.ts"
import { pageEntity } from "./write-page.ts"
import { settingsEntity } from "./write-settings.ts"

export interface Editorial {
  readonly settings: PortalSettings
  /** Those of this moment. */
  readonly announcements: readonly Announcement[]
  readonly footerPages: readonly FooterPage[]
  readonly featured: readonly FeaturedItem[]
}

export interface EditorialCache extends Evictable {
  current(): Promise<Editorial>
}

/** Entities of the change log that show on any page: what a kept page names among its readings. */
export const editorialEntities = [settingsEntity, announcementEntity, pageEntity] as const

const entities = new Set<string>([...editorialEntities, "featured-item"])
/** For what no notification told of. */
const maxAgeMs = 60_000

export function createEditorialCache(db: Db, clock: Clock): EditorialCache {
  let known:
    | { readonly at: number; readonly value: Promise<Omit<Editorial, "announcements"> & { all: Announcement[] }> }
    | undefined

  function read() {
    const at = clock.now()
    if (known && Math.abs(at.getTime() - known.at) < maxAgeMs) return known.value
    const value = readAll(db, at)
    known = { at: at.getTime(), value }
    value.catch(() => {
      if (known?.value === value) known = undefined
    })
    return value
  }

  return {
    async current() {
      const { all, ...editorial } = await read()
      const now = clock.now()
      return { ...editorial, announcements: all.filter((one) => announcementState(one, now) === "shown") }
    },
    evict(changes) {
      if (changes.some(({ entity }) => entities.has(entity))) known = undefined
    },
    clear() {
      known = undefined
    },
  }
}

async function readAll(db: Db, now: Date) {
  const [settings, all, pages, featured] = await Promise.all([
    portalSettings(db),
    announcementsFrom(db, now),
    footerPages(db),
    listFeatured(db),
  ])
  return { settings, all, footerPages: pages, featured }
}
