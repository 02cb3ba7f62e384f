import { sql } from "kysely"
import type { Actor } from "../actor.ts"
import type { Db, Tx } from "../db.ts"

export interface NewChange {
  /** `dataset`, `organization`, `distribution`, `theme`, `harvest-source`… */
  readonly entity: string
  readonly entityId: string
  /** What happened, in the past tense: `created`, `updated`, `published`, `withdrawn`, `purged`… */
  readonly kind: string
  /** Names of the fields that changed; never their values when these are personal. */
  readonly fields?: readonly string[]
  /** Small before/after of public fields, for the history page. Never whole snapshots. */
  readonly diff?: unknown
}

export interface Change extends Required<Omit<NewChange, "diff">> {
  readonly position: number
  readonly at: Date
  readonly actor: string
  readonly diff?: unknown
}

/** How far the log is, and which life of the database that counts for (`restore` renews the epoch). */
export interface Head {
  readonly epoch: string
  readonly position: number
}

export const changeChannel = "fihrist_change"

/**
 * Appends changes; call it as the LAST statement of the writing transaction. Taking positions from `change_head` locks it
 * until commit, so positions appear in commit order: a reader at position p has seen all changes up to p, for ever.
 * Answers the last position given.
 */
export async function appendChanges(tx: Tx, changes: readonly NewChange[], by: Actor, at: Date): Promise<number> {
  if (changes.length === 0) return (await readHead(tx)).position
  const rows = changes.map((change) => ({
    entity: change.entity,
    entity_id: change.entityId,
    kind: change.kind,
    fields: change.fields ?? [],
    diff: change.diff ?? null,
  }))
  const { rows: answer } = await sql<{ position: number }>`
    with head as (
      update change_head set position = position + ${rows.length}::bigint returning position
    ), appended as (
      insert into change (position, at, actor, entity, entity_id, kind, fields, diff)
      select
        head.position - ${rows.length}::bigint + line.ordinality,
        ${at}, ${by.id},
        line.value ->> 'entity',
        (line.value ->> 'entity_id')::uuid,
        line.value ->> 'kind',
        array(select jsonb_array_elements_text(line.value -> 'fields')),
        nullif(line.value -> 'diff', 'null'::jsonb)
      from head, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as line
    )
    select position, pg_notify(${changeChannel}, position::text) from head
  `.execute(tx)
  return answer[0]!.position
}

export async function readHead(db: Db): Promise<Head> {
  const { rows } = await sql<Head>`select epoch, position from change_head`.execute(db)
  return rows[0]!
}

/** Changes after a position, oldest first; served by the primary key. */
export async function readChanges(
  db: Db,
  { after, limit, entity }: { after: number; limit: number; entity?: string },
): Promise<readonly Change[]> {
  const ofEntity = entity ? sql`and entity = ${entity}` : sql``
  const { rows } = await sql<ChangeRow>`
    select position, at, actor, entity, entity_id, kind, fields, diff
    from change
    where position > ${after} ${ofEntity}
    order by position
    limit ${limit}
  `.execute(db)
  return rows.map(changeFromRow)
}

export interface ChangesQuery {
  readonly entity: string
  readonly entityId: string
  readonly limit: number
  readonly before?: number
  readonly exceptKinds?: readonly string[]
}

/** What happened to one entity, newest first; served by `change_of_entity`. */
export async function changesOf(
  db: Db,
  { entity, entityId, limit, before, exceptKinds = [] }: ChangesQuery,
): Promise<readonly Change[]> {
  const { rows } = await sql<ChangeRow>`
    select position, at, actor, entity, entity_id, kind, fields, diff
    from change
    where entity = ${entity} and entity_id = ${entityId} and position < ${before ?? Number.MAX_SAFE_INTEGER}
      and kind <> all(${exceptKinds}::text[])
    order by position desc
    limit ${limit}
  `.execute(db)
  return rows.map(changeFromRow)
}

interface ChangeRow {
  position: number
  at: Date
  actor: string
  entity: string
  entity_id: string
  kind: string
  fields: string[]
  diff: unknown
}

function changeFromRow(row: ChangeRow): Change {
  const { entity_id, diff, ...rest } = row
  return { ...rest, entityId: entity_id, ...(diff === null ? {} : { diff }) }
}
