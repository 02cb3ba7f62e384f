/** Series and data services as harvested: few per source, so they are written one by one. */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges, type NewChange } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { DataServiceFacts, SeriesFacts } from "./facts.ts"
import { upsertSourceRecords } from "./harvested-store.ts"
import { changedFields } from "./layers.ts"
import { presentBodies } from "./organizations/present-bodies.ts"
import { slugFromTitle } from "./slug.ts"
import { giveSlugs } from "./slug-register.ts"

export interface HarvestedRelated {
  readonly kind: "series" | "service"
  readonly remoteId: string
  readonly hash: Uint8Array
  readonly facts: SeriesFacts | DataServiceFacts
  readonly problems: readonly unknown[]
  readonly organizationId: string
  readonly entityId?: string
}

export interface RelatedContext {
  readonly sourceId: string
  readonly at: Date
  readonly by: Actor
  readonly newId: NewId
}

export interface SavedRelated {
  readonly remoteId: string
  readonly entityId: string
  readonly verdict: "created" | "updated" | "unchanged"
}

const tables = { series: "dataset_series", service: "data_service" } as const

export async function saveRelated(
  tx: Tx,
  given: readonly HarvestedRelated[],
  context: RelatedContext,
): Promise<SavedRelated[]> {
  const present = await presentBodies(
    tx,
    given.map(({ organizationId }) => organizationId),
  )
  const records = given.map((one) => ({
    ...one,
    organizationId: present.get(one.organizationId) ?? one.organizationId,
  }))
  const saved: SavedRelated[] = []
  const changes: NewChange[] = []
  for (const record of records) {
    const entityId = record.entityId ?? context.newId()
    const fields = record.entityId ? await updateRelated(tx, record, record.entityId, context.at) : []
    if (!record.entityId) await insertRelated(tx, record, entityId, context.at)
    const verdict = !record.entityId ? "created" : fields.length > 0 ? "updated" : "unchanged"
    if (verdict !== "unchanged") changes.push({ entity: record.kind, entityId, kind: verdict, fields })
    saved.push({ remoteId: record.remoteId, entityId, verdict })
  }
  const written = records.map((record, index) => ({
    sourceId: context.sourceId,
    remoteId: record.remoteId,
    kind: record.kind,
    entityId: saved[index]!.entityId,
    hash: record.hash,
    snapshot: record.facts,
    problems: record.problems,
  }))
  await upsertSourceRecords(tx, written, context.at)
  await appendChanges(tx, changes, context.by, context.at)
  return saved
}

async function insertRelated(tx: Tx, record: HarvestedRelated, id: string, at: Date): Promise<void> {
  const slugs = await giveSlugs(tx, record.kind, [{ id, slug: slugFromTitle(record.facts.title) }])
  await sql`
    insert into ${sql.table(tables[record.kind])} (id, slug, organization_id, facts, metadata_modified, created_at)
    values (${id}, ${slugs.get(id)}, ${record.organizationId}, ${JSON.stringify(record.facts)}, ${at}, ${at})
  `.execute(tx)
}

async function updateRelated(tx: Tx, record: HarvestedRelated, id: string, at: Date): Promise<string[]> {
  const table = sql.table(tables[record.kind])
  const { rows } = await sql<{ facts: object; state: string }>`
    select facts, state from ${table} where id = ${id} for update
  `.execute(tx)
  const fields = changedFields(rows[0]?.facts ?? {}, record.facts)
  if (rows[0]?.state !== "published") fields.push("state")
  if (fields.length === 0) return fields
  await sql`
    update ${table}
    set facts = ${JSON.stringify(record.facts)}, organization_id = ${record.organizationId}, state = 'published',
      withdrawal = null, metadata_modified = ${at}
    where id = ${id}
  `.execute(tx)
  return fields
}
