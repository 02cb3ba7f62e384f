/** The places where a dataset holds codes of the reference lists: what is shown, its layers, its draft, its files. */
import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import type { EditableList } from "../../vocabulary/index.ts"
import type { ShownFacts } from "../layers.ts"

export interface CodedDataset {
  readonly id: string
  readonly shown: boolean
  readonly facts: ShownFacts
  readonly parts: readonly CodedPart[]
}

/** One JSON value of one row that belongs to the dataset. */
export interface CodedPart {
  readonly table: keyof typeof partTables
  /** Primary key, as text. */
  readonly key: string
  readonly value: unknown
}

/** Key and value of each table, over `dataset`. */
const partTables = {
  "draft.document": { key: "dataset_id::text", owner: "dataset_id" },
  "draft.base": { key: "dataset_id::text", owner: "dataset_id" },
  "source_record.snapshot": { key: "source_id || ' ' || remote_id", owner: "entity_id" },
  "distribution.facts": { key: "id::text", owner: "dataset_id" },
  "distribution.declared": { key: "id::text", owner: "dataset_id" },
} as const

const pathOf: Readonly<Record<EditableList, string>> = {
  theme: "$.themes[*] ? (@ == $code)",
  licence: "$.licence.code ? (@ == $code)",
  place: "$.spatial[*].code ? (@ == $code)",
}

/** How many datasets have the code, as shown or in their draft. */
export async function countUses(db: Db, { list, code }: { list: EditableList; code: string }): Promise<number> {
  const has = (facts: ReturnType<typeof sql>) =>
    sql`jsonb_path_exists(${facts}, ${pathOf[list]}::jsonpath, ${JSON.stringify({ code })}::jsonb)`
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
    from dataset
    left join draft on draft.dataset_id = dataset.id
    where purged_at is null
      and (${has(sql`dataset.facts`)} or (draft.document is not null and ${has(sql`draft.document -> 'facts'`)}))
  `.execute(db)
  return rows[0]!.count
}

/** The next datasets in which the code is written anywhere, locked; the caller looks whether it is one of the list. */
export async function lockCoded(
  tx: Tx,
  { code, after, limit }: { code: string; after: string | undefined; limit: number },
): Promise<CodedDataset[]> {
  const written = `%${JSON.stringify(code).replace(/[\\%_]/g, "\\$&")}%`
  const parts = sql.join(
    Object.entries(partTables).map(([name, { key, owner }]) => {
      const [table, column] = name.split(".") as [string, string]
      return sql`
        select ${sql.lit(name)} as "table", ${sql.raw(key)} as key, ${sql.ref(column)} as value
        from ${sql.table(table)}
        where ${sql.ref(owner)} = dataset.id and ${sql.ref(column)}::text like ${written}
      `
    }),
    sql` union all `,
  )
  const edits = sql`exists (
    select from field_edit
    where entity_id in (select dataset.id union all select id from distribution where dataset_id = dataset.id)
      and value::text like ${written}
  )`
  const locked = await sql<{ id: string }>`
    select dataset.id
    from dataset
    where dataset.id > ${after ?? "00000000-0000-0000-0000-000000000000"}
      and (dataset.facts::text like ${written} or exists (${parts}) or ${edits})
    order by dataset.id
    limit ${limit}
    for update of dataset
  `.execute(tx)
  // Read once all are locked: what somebody wrote while we waited must not be written over.
  const { rows } = await sql<CodedDataset>`
    select dataset.id, dataset.state <> 'draft' as shown, dataset.facts,
      coalesce((select jsonb_agg(to_jsonb(part)) from (${parts}) as part), '[]') as parts
    from dataset
    where dataset.id = any(${locked.rows.map(({ id }) => id)}::uuid[])
    order by dataset.id
  `.execute(tx)
  return rows
}

export async function writeCodedParts(tx: Tx, parts: readonly CodedPart[]): Promise<void> {
  for (const [name, of] of Map.groupBy(parts, ({ table }) => table)) {
    const [table, column] = name.split(".") as [string, string]
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = new.value
      from jsonb_to_recordset(${JSON.stringify(of)}::jsonb) as new (key text, value jsonb)
      where ${sql.raw(partTables[name].key)} = new.key
    `.execute(tx)
  }
}

export async function writeCodedFacts(
  tx: Tx,
  datasets: readonly { readonly id: string; readonly facts: ShownFacts; readonly shown: boolean }[],
  at: Date,
): Promise<void> {
  if (datasets.length === 0) return
  await sql`
    update dataset
    set facts = new.facts, edit_version = edit_version + 1, touched_at = ${at},
      metadata_modified = case when new.shown then ${at} else metadata_modified end
    from jsonb_to_recordset(${JSON.stringify(datasets)}::jsonb) as new (id uuid, facts jsonb, shown boolean)
    where dataset.id = new.id
  `.execute(tx)
}

export interface CodedEdit {
  readonly entity: string
  readonly entity_id: string
  readonly field: string
  readonly value: unknown
}

/** Corrections of these datasets, and of their files, that speak of a list. */
export async function codedEdits(tx: Tx, ids: readonly string[]): Promise<CodedEdit[]> {
  const { rows } = await sql<CodedEdit>`
    select entity, entity_id, field, value
    from field_edit
    where field in ('themes', 'licence', 'spatial') and language = '' and value is not null
      and entity_id in (
        select unnest(${ids}::uuid[]) union all select id from distribution where dataset_id = any(${ids}::uuid[])
      )
    order by entity, entity_id, field
  `.execute(tx)
  return rows
}

export async function writeCodedEdits(tx: Tx, edits: readonly CodedEdit[]): Promise<void> {
  if (edits.length === 0) return
  await sql`
    update field_edit set value = new.value
    from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb) as new (entity text, entity_id uuid, field text, value jsonb)
    where field_edit.entity = new.entity and field_edit.entity_id = new.entity_id and field_edit.field = new.field
      and field_edit.language = ''
  `.execute(tx)
}
