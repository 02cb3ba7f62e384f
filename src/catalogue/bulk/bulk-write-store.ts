/** Writes what was decided for many datasets in one question each. */
import { sql } from "kysely"
import type { Tx } from "../../platform/db.ts"
import type { DatasetDocument } from "../document.ts"
import type { ShownFacts } from "../layers.ts"
import type { WriteContext } from "../publishing/office-dataset.ts"

export interface ShownFactsWrite {
  readonly id: string
  readonly facts: ShownFacts
  readonly editedFields: readonly string[]
}

/** Of published datasets that have no draft. */
export async function writeShownFacts(tx: Tx, writes: readonly ShownFactsWrite[], at: Date): Promise<void> {
  if (writes.length === 0) return
  await sql`
    update dataset
    set facts = new.facts, edited_fields = new."editedFields", identifier = new.facts ->> 'identifier',
      edit_version = edit_version + 1, metadata_modified = ${at}, touched_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) as new (id uuid, facts jsonb, "editedFields" text[])
    where dataset.id = new.id
  `.execute(tx)
}

export interface DraftsWrite {
  readonly id: string
  readonly document: DatasetDocument
  /** What is shown, where the draft begins with this edit. */
  readonly base?: DatasetDocument
}

export async function writeDrafts(tx: Tx, drafts: readonly DraftsWrite[], { at, by }: WriteContext): Promise<void> {
  if (drafts.length === 0) return
  await sql`
    insert into draft (dataset_id, base, document, begun_at, updated_by, updated_at)
    select id, base, document, ${at}, ${by.id}, ${at}
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as new (id uuid, base jsonb, document jsonb)
    on conflict (dataset_id) do update
    set document = excluded.document, updated_by = excluded.updated_by, updated_at = excluded.updated_at
  `.execute(tx)
  await sql`
    update dataset
    set draft_state = coalesce(draft_state, 'draft'), edit_version = edit_version + 1, touched_at = ${at}
    where id = any(${drafts.map(({ id }) => id)}::uuid[])
  `.execute(tx)
}
