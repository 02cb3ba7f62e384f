/** What every public page shows of the portal's own words, read once and forgotten when the change log tells of them. */
import type { Evictable } from "../platform/cache/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { type Announcement, announcementState } from "./announcement.ts"
import { announcementsFrom } from "./announcement-store.ts"
import type { FeaturedItem } from "./featured-item.ts"
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
  /** As last read, without asking anybody: for pages made while `current` was awaited before them. */
  latest(): Editorial | undefined
}

/** Entities of the change log that show on any page: what a kept page names among its readings. */
export const editorialEntities = [settingsEntity, announcementEntity, pageEntity] as const

const entities = new Set<string>([...editorialEntities, "featured-item"])
/** For what no notification told of. */
const maxAgeMs = 60_000

type Kept = Omit<Editorial, "announcements"> & { readonly all: readonly Announcement[] }

export function createEditorialCache(db: Db, clock: Clock): EditorialCache {
  let known: { readonly at: number; readonly value: Promise<Kept> } | undefined
  let latest: Kept | undefined

  function read(): Promise<Kept> {
    const at = clock.now()
    if (known && Math.abs(at.getTime() - known.at) < maxAgeMs) return known.value
    const value = readAll(db, at)
    known = { at: at.getTime(), value }
    value.then(
      (kept) => {
        latest = kept
      },
      () => {
        if (known?.value === value) known = undefined
      },
    )
    return value
  }

  return {
    current: async () => atMoment(await read(), clock.now()),
    latest: () => latest && atMoment(latest, clock.now()),
    evict(changes) {
      if (changes.some(({ entity }) => entities.has(entity))) known = undefined
    },
    clear() {
      known = undefined
    },
  }
}

function atMoment({ all, ...editorial }: Kept, now: Date): Editorial {
  return { ...editorial, announcements: all.filter((one) => announcementState(one, now) === "shown") }
}

async function readAll(db: Db, now: Date): Promise<Kept> {
  const [settings, all, pages, featured] = await Promise.all([
    portalSettings(db),
    announcementsFrom(db, now),
    footerPages(db),
    listFeatured(db),
  ])
  return { settings, all, footerPages: pages, featured }
}
