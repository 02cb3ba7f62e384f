/** How a source calls publishers, and which of our organisations each is: shown, suggested, and said otherwise. */
import { sql } from "kysely"
import {
  assertMayOnOrganization,
  type OrganizationRef,
  organizationAliases,
  organizationNames,
  organizationsById,
  type PublisherFacts,
  setAlias,
} from "../../catalogue/index.ts"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import { fold } from "../../vocabulary/index.ts"
import { organizationOf } from "../add-source.ts"
import { type Doing, sourceFor } from "../manage-source.ts"
import { publisherKey } from "../resolve-organizations.ts"
import { requireFullReading } from "../source-reading-store.ts"

export interface SourcePublisher {
  readonly key: string
  readonly publisher: PublisherFacts
  readonly datasets: number
  /** What it is here, once a run has met it or a person has said so. */
  readonly organization?: OrganizationRef
  /** Others whose names are alike, the likest first. */
  readonly suggestions: readonly OrganizationRef[]
}

const most = 500
const mostSuggested = 3
const leastLikeness = 0.4

/** Those of what is harvested now, the most frequent first; at most five hundred. */
export async function publishersOfSource(db: Db, sourceId: string): Promise<SourcePublisher[]> {
  const [found, aliases, names] = await Promise.all([
    publishersFound(db, sourceId),
    organizationAliases(db, sourceId),
    organizationNames(db),
  ])
  const bodies = names.map((body) => ({ id: body.id, threes: body.names.map((name) => threes(fold(name))) }))
  const likes = found.map(({ publisher }) => likely(publisher, bodies))
  const keys = found.map(({ publisher }) => publisherKey(publisher))
  const ids = new Set([...likes.flat(), ...keys.flatMap((key) => aliases.get(key) ?? [])])
  const refs = new Map((await organizationsById(db, [...ids])).map(({ id, slug, name }) => [id, { id, slug, name }]))
  return found.map((one, at) => {
    const organization = refs.get(aliases.get(keys[at]!) ?? "")
    const suggestions = likes[at]!.filter((id) => id !== organization?.id).flatMap((id) => refs.get(id) ?? [])
    return { ...one, key: keys[at]!, suggestions, ...(organization ? { organization } : {}) }
  })
}

async function publishersFound(db: Db, sourceId: string): Promise<{ publisher: PublisherFacts; datasets: number }[]> {
  const { rows } = await sql<{ publisher: PublisherFacts; datasets: number }>`
    select snapshot -> 'publisher' as publisher, count(*) as datasets
    from source_record
    where source_id = ${sourceId} and gone_at is null and kind = 'dataset' and snapshot ? 'publisher'
    group by 1
    order by datasets desc, 1
    limit ${most}
  `.execute(db)
  return rows
}

interface Body {
  readonly id: string
  readonly threes: readonly ReadonlySet<string>[]
}

/** By the letters in threes that two names share, in whatever language they are alike the most. */
function likely(publisher: PublisherFacts, bodies: readonly Body[]): string[] {
  const wanted = Object.values(publisher.name).map((name) => threes(fold(name)))
  const scored = bodies.map(({ id, threes: names }) => ({
    id,
    likeness: Math.max(0, ...names.flatMap((name) => wanted.map((one) => shared(one, name)))),
  }))
  const likes = scored.filter(({ likeness }) => likeness >= leastLikeness).sort((a, b) => b.likeness - a.likeness)
  return [...new Set(likes.map(({ id }) => id))].slice(0, mostSuggested)
}

function threes(text: string): ReadonlySet<string> {
  const padded = ` ${text} `
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)))
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((part) => other.has(part)).length
  return both / (one.size + other.size - both || 1)
}

/**
 * From the next run on, which reads everything, its datasets are those of this body (slug or id). Nobody gives a body datasets
 * whose sources she may not manage.
 */
export async function setPublisher(
  db: Db,
  { sourceId, key, organization }: { sourceId: string; key: string; organization: string },
  { by, at }: Doing,
): Promise<void> {
  await sourceFor(db, sourceId, by)
  const organizationId = await organizationOf(db, organization)
  assertMayOnOrganization(by, "manage-sources", organizationId)
  await inTransaction(db, async (tx) => {
    await setAlias(tx, { sourceId, alias: key, organizationId })
    await requireFullReading(tx, sourceId, at)
    const change = { entity: "harvest-source", entityId: sourceId, kind: "updated", fields: ["publishers"] }
    await appendChanges(tx, [change], by, at)
  })
}
