/**
 * One run per source at a time: an advisory lock of PostgreSQL, held by a connection of the run's own. It is let go by the
 * server when that connection dies, so a killed process never leaves a source locked.
 */
import { type Kysely, sql } from "kysely"
import { type Db, isConnectionLost } from "../platform/db.ts"

const lockSpace = 7236402

/** Runs `work` while holding the source's lock; answers undefined, without waiting, when another run holds it. */
export async function withSourceLock<Answer>(
  db: Db,
  sourceId: string,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer } | undefined> {
  return (db as Kysely<unknown>).connection().execute(async (connection) => {
    const { rows } = await sql<{ held: boolean }>`
      select pg_try_advisory_lock(${lockSpace}, hashtext(${sourceId})) as held
    `.execute(connection)
    if (!rows[0]?.held) return undefined
    try {
      return { answer: await work() }
    } finally {
      // Where the connection is gone, so is the lock; what `work` answered or threw matters more.
      const unlock = sql`select pg_advisory_unlock(${lockSpace}, hashtext(${sourceId}))`
      await unlock.execute(connection).catch((error: unknown) => {
        if (!isConnectionLost(error)) throw error
      })
    }
  })
}
