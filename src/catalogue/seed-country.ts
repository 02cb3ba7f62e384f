import { sql } from "kysely"
import { systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { readConventions, seedVocabularies, storeConventions } from "../vocabulary/index.ts"
import { type PackOrganization, type PortalFacts, readCountryPack } from "./country-pack.ts"
import { insertOrganization } from "./organization-store.ts"

export interface SeedCountryDeps {
  readonly seedsDir: string
  readonly clock: Clock
  readonly newId: NewId
}

/**
 * Puts the reference data of a country into a database that has none, in one transaction. A database keeps the country it
 * was first given: later calls bring its conventions up to date, change nothing else and answer that country.
 */
export async function seedCountry(
  db: Db,
  country: string,
  { seedsDir, clock, newId }: SeedCountryDeps,
): Promise<{ readonly country: string; readonly seeded: boolean }> {
  const before = await countryOf(db)
  if (before) {
    await storeConventions(db, await readConventions(seedsDir, before))
    return { country: before, seeded: false }
  }
  const pack = await readCountryPack(seedsDir, country)
  return db.transaction().execute(async (tx) => {
    // Of two processes that start together the second waits here, then finds the country.
    await sql`lock table instance_fact in share row exclusive mode`.execute(tx)
    const meanwhile = await countryOf(tx)
    if (meanwhile) return { country: meanwhile, seeded: false }
    await sql`insert into instance_fact (name, value) values ('country', ${JSON.stringify(country)}::jsonb)`.execute(tx)
    await sql`insert into instance_fact (name, value) values ('portal', ${JSON.stringify(pack.portal)}::jsonb)`.execute(
      tx,
    )
    await seedVocabularies(tx, pack)
    const ids = await seedOrganizations(tx, pack.organizations, newId)
    const changes = ids.map((entityId) => ({ entity: "organization", entityId, kind: "created" }))
    await appendChanges(tx, changes, systemActor, clock.now())
    return { country, seeded: true }
  })
}

/** What this portal calls itself, and the clock of its schedules; given by its country pack. */
export async function portalFacts(db: Db): Promise<PortalFacts> {
  const { rows } = await sql<{ value: PortalFacts }>`select value from instance_fact where name = 'portal'`.execute(db)
  if (!rows[0]) throw new Error("the database has no country pack: prepare it first")
  return rows[0].value
}

async function countryOf(db: Db | Tx): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from instance_fact where name = 'country'`.execute(db)
  return rows[0]?.value
}

/** Parents and successors come in before those that name them. */
async function seedOrganizations(
  tx: Tx,
  bodies: readonly PackOrganization[],
  newId: NewId,
): Promise<readonly string[]> {
  const bySlug = new Map(bodies.map((body) => [body.slug, body]))
  const ids = new Map<string, string>()
  async function insert(slug: string): Promise<string> {
    const known = ids.get(slug)
    if (known) return known
    const body = bySlug.get(slug)
    if (!body) throw new Error(`the country pack names an organisation that it does not have: ${slug}`)
    const parentId = body.parent ? await insert(body.parent) : undefined
    const successorId = body.successor ? await insert(body.successor) : undefined
    const id = newId()
    ids.set(slug, id)
    const { slug: _slug, parent: _parent, successor: _successor, theme: _theme, ...facts } = body
    await insertOrganization(tx, { id, slug, ...facts, parentId, successorId })
    return id
  }
  for (const { slug } of bodies) await insert(slug)
  return [...ids.values()]
}
