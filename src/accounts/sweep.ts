import { sql } from "kysely"
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { Job } from "../platform/jobs/index.ts"
import { idleMs } from "./session-store.ts"

const day = 24 * 60 * 60 * 1000
/** Who signed in when is of use for a year; who got which role stays. */
const signInsKeptMs = 365 * day

export function accountJobs({ db, clock }: { db: Db; clock: Clock }): Job[] {
  return [
    {
      name: "sweep-accounts",
      payload: z.unknown(),
      timeoutMs: 60_000,
      cron: "17 * * * *",
      run: () => sweepAccounts(db, clock.now()),
    },
  ]
}

/** Takes away what has run out: sessions, links of mails, counts of attempts, traces of sign-ins. */
export async function sweepAccounts(db: Db, now: Date): Promise<void> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  await sql`delete from session where expires_at <= ${now} or last_used_at <= ${ago(idleMs)}`.execute(db)
  await sql`delete from mail_token where expires_at <= ${now}`.execute(db)
  await sql`delete from throttle where last_at <= ${ago(day)} and closed_until <= ${now}`.execute(db)
  await sql`
    delete from invitation where state <> 'accepted' and expires_at <= ${ago(30 * day)}
  `.execute(db)
  await sql`
    delete from audit
    where act in ('signed-in', 'sign-in-refused', 'signed-out', 'session-ended') and at <= ${ago(signInsKeptMs)}
  `.execute(db)
}
