import { type DatasetSeries, listOrganizations, type Organization, publishedSeries } from "../catalogue/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"

/** A portal we harvest, as anyone may know it. */
export interface PublicSource {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly displayName?: LocalisedText
  readonly url: string
  readonly organization: { readonly id: string; readonly slug: string; readonly name: LocalisedText }
  readonly active: boolean
  readonly schedule?: string | undefined
  readonly lastCompleteAt?: string | undefined
  readonly lastReadAt?: string | undefined
  readonly datasets: number
}

/** Names of bodies and portals, which every page shows and which hardly change: read again after a few seconds. */
export interface Directory {
  organizations(): Promise<Organizations>
  sources(): Promise<readonly PublicSource[]>
  /** Those that a dataset may be put into: as many as a list to choose from bears. */
  series(): Promise<readonly DatasetSeries[]>
}

export interface Organizations {
  readonly all: readonly Organization[]
  readonly bySlug: ReadonlyMap<string, Organization>
  readonly byId: ReadonlyMap<string, Organization>
  readonly names: ReadonlyMap<string, LocalisedText>
}

const keepMs = 5000
const batch = 1000
const mostSeries = 300

export function createDirectory(given: {
  db: Db
  clock: Clock
  publicSources: (db: Db) => Promise<readonly PublicSource[]>
}): Directory {
  const { db, clock, publicSources } = given
  return {
    organizations: remembered(clock, () => readOrganizations(db)),
    sources: remembered(clock, () => publicSources(db)),
    series: remembered(clock, () => publishedSeries(db, { limit: mostSeries })),
  }
}

async function readOrganizations(db: Db): Promise<Organizations> {
  const all: Organization[] = []
  let after: { sortKey: string; id: string } | undefined
  do {
    const page = await listOrganizations(db, { language: "fr", limit: batch, ...(after ? { after } : {}) })
    all.push(...page.organizations)
    after = page.next
  } while (after)
  return {
    all,
    bySlug: new Map(all.map((one) => [one.slug, one])),
    byId: new Map(all.map((one) => [one.id, one])),
    names: new Map(all.map(({ slug, name }) => [slug, name])),
  }
}

/** One reading serves all who ask while it runs and for a few seconds after; a failed one is not kept. */
function remembered<Value>(clock: Clock, read: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly at: number; readonly value: Promise<Value> } | undefined
  return () => {
    const now = clock.now().getTime()
    if (known && Math.abs(now - known.at) < keepMs) return known.value
    const value = read()
    known = { at: now, value }
    value.catch(() => {
      if (known?.value === value) known = undefined
    })
    return value
  }
}
