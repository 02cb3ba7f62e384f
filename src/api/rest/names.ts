import { sql } from "kysely"
import { LRUCache } from "lru-cache"
import type { Clock } from "../../platform/clock.ts"
import type { Db } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"

/** Names of what facets count. They hardly change, and every list asks for them: remembered for a few seconds. */
export interface Names {
  organizations(slugs: readonly string[]): Promise<ReadonlyMap<string, LocalisedText>>
  sources(ids: readonly string[]): Promise<ReadonlyMap<string, LocalisedText>>
}

const rememberedNames = 20_000
const keepMs = 5000

export function createNames({ db, clock }: { db: Db; clock: Clock }): Names {
  return {
    organizations: remembered(clock, (slugs) => namesOfOrganizations(db, slugs)),
    sources: remembered(clock, (ids) => namesOfSources(db, ids)),
  }
}

type Ask = (keys: readonly string[]) => Promise<ReadonlyMap<string, LocalisedText>>

function remembered(clock: Clock, ask: Ask): Ask {
  const known = new LRUCache<string, { name: LocalisedText; until: number }>({ max: rememberedNames })
  return async (keys) => {
    const now = clock.now().getTime()
    const stale = keys.filter((key) => (known.get(key)?.until ?? 0) <= now)
    if (stale.length > 0) {
      for (const [key, name] of await ask(stale)) known.set(key, { name, until: now + keepMs })
    }
    return new Map(keys.flatMap((key) => (known.has(key) ? [[key, known.get(key)!.name] as const] : [])))
  }
}

async function namesOfOrganizations(db: Db, slugs: readonly string[]): Promise<Map<string, LocalisedText>> {
  const { rows } = await sql<{ slug: string; name: LocalisedText }>`
    select slug, name from organization where slug = any(${slugs}::text[])
  `.execute(db)
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

async function namesOfSources(db: Db, ids: readonly string[]): Promise<Map<string, LocalisedText>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from harvest_source where id::text = any(${ids}::text[])
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, { und: name }]))
}
