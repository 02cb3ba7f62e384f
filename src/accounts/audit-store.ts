import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { AuditEntry } from "./audit.ts"

/** Part of the transaction of what it tells about. */
export async function writeAudit(db: Db, entry: AuditEntry, { newId, at }: { newId: NewId; at: Date }): Promise<void> {
  await sql`
    insert into audit (id, at, actor, act, subject_kind, subject_id, organization_id, details, network)
    values (
      ${newId()}, ${at}, ${entry.actor}, ${entry.act}, ${entry.subject.kind}, ${entry.subject.id},
      ${entry.organizationId ?? null}, ${JSON.stringify(entry.details ?? {})}::jsonb, ${entry.network ?? null}
    )
  `.execute(db)
}
