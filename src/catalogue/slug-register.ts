/**
 * Slugs are given once: the register holds every slug ever used, current or former, so an old address leads to its owner
 * for ever and never to another.
 */
import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { nextFreeSlug } from "./slug.ts"

const lockSpace = 7236404

export type SluggedEntity = "dataset" | "series" | "service" | "organization"

/**
 * Gives each wanted slug, or the next free one (`prix`, `prix-2`…), and writes it to the register. Concurrent givers meet
 * on the register's primary key; the loser's transaction is tried again.
 */
export async function giveSlugs(
  tx: Tx,
  entity: SluggedEntity,
  wanted: readonly { readonly id: string; readonly slug: string }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  const taken = await takenSlugs(tx, entity, [...new Set(wanted.map((one) => one.slug))])
  const given = new Map<string, string>()
  for (const { id, slug } of wanted) {
    const free = nextFreeSlug(slug, taken)
    taken.add(free)
    given.set(id, free)
  }
  await sql`
    insert into slug_history (entity, slug, entity_id)
    select ${entity}, slug, id
    from unnest(${[...given.values()]}::text[], ${[...given.keys()]}::uuid[]) as given (slug, id)
  `.execute(tx)
  return given
}

async function takenSlugs(tx: Tx, entity: SluggedEntity, wanted: readonly string[]): Promise<Set<string>> {
  const exact = await sql<{ slug: string }>`
    select slug from slug_history where entity = ${entity} and slug = any(${wanted}::text[])
  `.execute(tx)
  if (exact.rows.length === 0) return new Set()
  // Who counts on from the same name does so one after another; otherwise a catalogue of equal titles loses every race.
  await sql`select pg_advisory_xact_lock(${lockSpace}, hashtext(${entity}))`.execute(tx)
  // Only for slugs that clash: their numbered siblings, so that the next number is found in one question.
  const clashing = exact.rows.map((row) => row.slug)
  const siblings = await sql<{ slug: string }>`
    select slug
    from slug_history
    join unnest(${clashing}::text[]) as base (stem) on slug like stem || '-%'
    where entity = ${entity}
  `.execute(tx)
  return new Set([...clashing, ...siblings.rows.map((row) => row.slug)])
}

const tables = {
  dataset: "dataset",
  series: "dataset_series",
  service: "data_service",
  organization: "organization",
} as const

const visible = {
  dataset: sql`owner.state <> 'draft' and owner.visibility = 'public'`,
  series: sql`owner.state <> 'draft'`,
  service: sql`owner.state <> 'draft'`,
  organization: sql`true`,
} as const

/** Whose former slug this is, and where its owner lives now; drafts are not public. */
export async function ownerOfFormerSlug(
  db: Db,
  entity: SluggedEntity,
  slug: string,
): Promise<{ readonly id: string; readonly slug: string } | undefined> {
  const isVisible = visible[entity]
  const { rows } = await sql<{ id: string; slug: string }>`
    select owner.id, owner.slug
    from slug_history
    join ${sql.table(tables[entity])} as owner on owner.id = slug_history.entity_id
    where slug_history.entity = ${entity} and slug_history.slug = ${slug} and ${isVisible}
  `.execute(db)
  return rows[0]
}
