import { sql } from "kysely"
import type { Db } from "../db.ts"
import { isUuid } from "../ids.ts"
import { StoredFileNotFound } from "./errors.ts"
import type { PersonalDataSign, StoredFile, WarningAnswer } from "./stored-file.ts"

interface Row {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly byte_size: number
  readonly sha256: string
  readonly media_type: string
  readonly declared_type: string | null
  readonly facts: Readonly<Record<string, unknown>> | null
  readonly warnings: readonly PersonalDataSign[]
  readonly answer: WarningAnswer | null
  readonly inspected_at: Date | null
  readonly created_at: Date
}

const columns = sql`
  id, owner, name, byte_size, sha256, media_type, declared_type, facts, warnings, answer, inspected_at, created_at
`

/** In the order of the ids given; those that are not there are left out. */
export async function storedFiles(db: Db, ids: readonly string[]): Promise<StoredFile[]> {
  const known = ids.filter(isUuid)
  if (known.length === 0) return []
  const { rows } = await sql<Row>`
    select ${columns}
    from stored_file
    where id = any(${known}::uuid[])
    order by array_position(${known}::uuid[], id)
  `.execute(db)
  return rows.map(storedFileFromRow)
}

export async function storedFile(db: Db, id: string): Promise<StoredFile | undefined> {
  return (await storedFiles(db, [id]))[0]
}

/** A second save of the same id changes nothing: the first one was finished by a process that did not live to say so. */
export async function saveStoredFile(db: Db, file: NewStoredFile): Promise<void> {
  await sql`
    insert into stored_file (id, owner, name, byte_size, sha256, media_type, declared_type, created_at)
    values (${file.id}, ${file.owner}, ${file.name}, ${file.byteSize}, ${file.sha256}, ${file.mediaType},
      ${file.declaredType ?? null}, ${file.createdAt})
    on conflict (id) do nothing
  `.execute(db)
}

export type NewStoredFile = Omit<StoredFile, "facts" | "warnings" | "answer" | "inspectedAt">

/** What the look inside found. An answer given to other warnings no longer holds. */
export async function storeInspection(
  db: Db,
  id: string,
  found: {
    readonly facts: Readonly<Record<string, unknown>>
    readonly warnings: readonly PersonalDataSign[]
  },
): Promise<void> {
  const warnings = JSON.stringify(found.warnings)
  await sql`
    update stored_file
    set facts = ${JSON.stringify(found.facts)}::jsonb,
      answer = case when warnings = ${warnings}::jsonb then answer end,
      warnings = ${warnings}::jsonb,
      inspected_at = now()
    where id = ${id}
  `.execute(db)
}

/** What a person says of the signs of personal data; whether they may is the caller's question. */
export async function answerWarnings(db: Db, id: string, answer: WarningAnswer): Promise<void> {
  const { numAffectedRows } = await sql`
    update stored_file
    set answer = ${JSON.stringify(answer)}::jsonb
    where id = ${id}
  `.execute(db)
  if (numAffectedRows === 0n) throw new StoredFileNotFound(id)
}

function storedFileFromRow(row: Row): StoredFile {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    byteSize: row.byte_size,
    sha256: row.sha256,
    mediaType: row.media_type,
    ...(row.declared_type === null ? {} : { declaredType: row.declared_type }),
    ...(row.facts === null ? {} : { facts: row.facts }),
    warnings: row.warnings,
    ...(row.answer === null ? {} : { answer: row.answer }),
    ...(row.inspected_at === null ? {} : { inspectedAt: row.inspected_at }),
    createdAt: row.created_at,
  }
}
