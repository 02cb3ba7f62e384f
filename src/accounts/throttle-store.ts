import { sql } from "kysely"
import type { Db } from "../platform/db.ts"

/**
 * Growing waits. The first attempts are free, then each wait doubles up to a limit; an attempt while waiting is refused
 * and not counted, so that a stranger cannot push the end of a wait further away. Attempts are forgotten one by one as time
 * passes, so that a network of many people is not slowed down by the sum of their days.
 */
export interface Throttle {
  readonly key: Buffer
  readonly free: number
  /** After this long one attempt is forgotten. */
  readonly forgetSeconds: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

/** Counts one attempt and sets the wait after it; answers until when to wait where the last one has not passed. */
export async function countAttempt(db: Db, throttle: Throttle, now: Date): Promise<Date | undefined> {
  const { key, free, forgetSeconds, firstWaitSeconds, longestWaitSeconds } = throttle
  const elapsed = sql`extract(epoch from ${now}::timestamptz - throttle.last_at)::float8`
  const attempts = sql`(greatest(0, throttle.attempts - ${elapsed} / ${forgetSeconds}::float8) + 1)`
  const { rows } = await sql<{ counted: boolean }>`
    insert into throttle (key, attempts, last_at, closed_until) values (${key}, 1, ${now}, ${now})
    on conflict (key) do update set
      attempts = ${attempts},
      last_at = ${now},
      closed_until = ${now}::timestamptz + make_interval(secs => case
        when ${attempts} < ${free}::float8 then 0
        else least(${longestWaitSeconds}::float8, ${firstWaitSeconds}::float8 * 2 ^ least(${attempts} - ${free}::float8, 20))
      end)
    where throttle.closed_until <= ${now}
    returning true as counted
  `.execute(db)
  return rows.length > 0 ? undefined : closedUntil(db, key)
}

async function closedUntil(db: Db, key: Buffer): Promise<Date | undefined> {
  const { rows } = await sql<{ closed_until: Date }>`select closed_until from throttle where key = ${key}`.execute(db)
  return rows[0]?.closed_until
}

/** Takes one attempt back: it was no failure. */
export async function forgiveAttempt(db: Db, key: Buffer): Promise<void> {
  await sql`update throttle set attempts = greatest(0, attempts - 1) where key = ${key}`.execute(db)
}

export async function forgetAttempts(db: Db, keys: readonly Buffer[]): Promise<void> {
  await sql`delete from throttle where key = any(${keys}::bytea[])`.execute(db)
}
