/** What is remembered of the readings of a source: when it was read, whether wholly, and what its answers are known by. */
import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { StoredSource } from "./source-store.ts"
import type { KnownAnswer } from "./validators.ts"

/** The next run reads everything of it and compares it anew. */
export async function requireFullReading(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update harvest_source set full_due_since = ${at} where id = ${id}`.execute(tx)
}

/** A run got all it asked for. What was set up otherwise while it ran stays due. */
export async function markRead(
  db: Db,
  { id, fullDueSince }: Pick<StoredSource, "id" | "fullDueSince">,
  { at, everything, validators }: { at: Date; everything: boolean; validators?: SourceValidators | undefined },
): Promise<void> {
  // Compared with what the run knew, not with a clock: that may have jumped.
  const full = sql`
    , last_complete_at = ${at}, validators = ${validators ? JSON.stringify(validators) : null},
    full_due_since = nullif(full_due_since, ${fullDueSince ?? null}::timestamptz)
  `
  await sql`
    update harvest_source set last_read_at = ${at} ${everything ? full : sql``} where id = ${id}
  `.execute(db)
}

/** From now on we hold something else than what the answers of the last full reading made. */
export async function forgetValidators(tx: Tx, sourceId: string): Promise<void> {
  await sql`update harvest_source set validators = null where id = ${sourceId} and validators is not null`.execute(tx)
}

/** What the answers of the last full reading are known by, and all else that the reading depended on (`key`). */
export interface SourceValidators {
  readonly key: string
  /** When everything was really read. */
  readonly readAt: string
  readonly answers: readonly KnownAnswer[]
}

export async function validatorsOf(db: Db, sourceId: string): Promise<SourceValidators | undefined> {
  const { rows } = await sql<{ validators: SourceValidators | null }>`
    select validators from harvest_source where id = ${sourceId}
  `.execute(db)
  return rows[0]?.validators ?? undefined
}
