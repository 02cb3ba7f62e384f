import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { columnsOf, type EditableList, type EntryFields } from "./edit-entries.ts"

/** An entry as the office sees it. */
export type EditableEntry<List extends EditableList = EditableList> = EntryFields[List] & {
  readonly code: string
  readonly version: number
  /** Since when no chooser offers it; what has it keeps it. */
  readonly retiredAt?: Date
  /** What is meant instead of it wherever a source writes it. */
  readonly replacedBy?: string
}

/** All of a list in its order, the retired ones too: lists are short enough to be read whole. */
export async function editableEntries<List extends EditableList>(db: Db, list: List): Promise<EditableEntry<List>[]> {
  return selectEntries(db, list, sql`order by position, code`)
}

export async function entryForUpdate<List extends EditableList>(
  tx: Tx,
  list: List,
  code: string,
): Promise<EditableEntry<List> | undefined> {
  const [entry] = await selectEntries(tx, list, sql`where code = ${code} for update`)
  return entry
}

async function selectEntries<List extends EditableList>(
  db: Db,
  list: List,
  rest: RawBuilder<unknown>,
): Promise<EditableEntry<List>[]> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(list)} ${rest}`.execute(db)
  return rows.map((row) => entryFromRow(list, row))
}

function entryFromRow<List extends EditableList>(list: List, row: Record<string, unknown>): EditableEntry<List> {
  const columns = {
    ...columnsOf[list],
    code: "code",
    version: "version",
    retiredAt: "retired_at",
    replacedBy: "replaced_by",
  }
  const values = Object.entries(columns).map(([field, column]) => [field, row[column as string]])
  return Object.fromEntries(values.filter(([, value]) => value !== null)) as unknown as EditableEntry<List>
}

/** Answers false where the code is taken. */
export async function insertEntry<List extends EditableList>(
  tx: Tx,
  list: List,
  { code, fields }: { code: string; fields: EntryFields[List] },
): Promise<boolean> {
  const columns = Object.values<string>(columnsOf[list]).map((column) => sql.ref(column))
  const table = sql.table(list)
  const { rows } = await sql`
    insert into ${table} (code, position, ${sql.join(columns)})
    select ${code}, coalesce((select max(position) + 1 from ${table}), 0), ${sql.join(columns)}
    from jsonb_populate_record(null::${table}, ${JSON.stringify(rowOf(list, fields))}::jsonb)
    on conflict (code) do nothing
    returning code
  `.execute(tx)
  return rows.length > 0
}

export async function updateEntry<List extends EditableList>(
  tx: Tx,
  list: List,
  { code, fields }: { code: string; fields: EntryFields[List] },
): Promise<void> {
  const columns = Object.values<string>(columnsOf[list]).map((column) => sql.ref(column))
  await sql`
    update ${sql.table(list)}
    set (${sql.join(columns)}, version) = (
      select ${sql.join(columns.map((column) => sql`line.${column}`))}, ${sql.table(list)}.version + 1
      from jsonb_populate_record(null::${sql.table(list)}, ${JSON.stringify(rowOf(list, fields))}::jsonb) as line
    )
    where code = ${code}
  `.execute(tx)
}

export async function updateRetirement(
  tx: Tx,
  list: EditableList,
  { code, at, replacedBy }: { code: string; at: Date | null; replacedBy: string | null },
): Promise<void> {
  await sql`
    update ${sql.table(list)} set retired_at = ${at}, replaced_by = ${replacedBy}, version = version + 1
    where code = ${code}
  `.execute(tx)
  if (replacedBy === null) return
  // One step always suffices: what led here leads on.
  await sql`update ${sql.table(list)} set replaced_by = ${replacedBy} where replaced_by = ${code}`.execute(tx)
}

/** Codes named come first, in their order; the others keep theirs behind them. */
export async function updateOrder(tx: Tx, list: EditableList, codes: readonly string[]): Promise<void> {
  await sql`
    update ${sql.table(list)} as entry set position = arranged.position
    from (
      select code, (row_number() over (order by array_position(${codes}::text[], code) nulls last, position, code) - 1)::int
        as position
      from ${sql.table(list)}
    ) as arranged
    where entry.code = arranged.code and entry.position <> arranged.position
  `.execute(tx)
}

function rowOf<List extends EditableList>(list: List, fields: EntryFields[List]): Record<string, unknown> {
  const values = fields as Record<string, unknown>
  return Object.fromEntries(
    Object.entries<string>(columnsOf[list]).map(([field, column]) => [column, values[field] ?? null]),
  )
}
