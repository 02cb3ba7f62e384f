import { sql } from "kysely"
import type { Tx } from "../db.ts"

const lockOfBlobs = 7236404

/** Whoever names a blob holds it shared, whoever removes blobs that nobody names holds it alone: neither sees half of the other. */
export async function holdBlobs(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockOfBlobs}::bigint)`.execute(tx)
}

export async function holdBlobsAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockOfBlobs}::bigint)`.execute(tx)
}
