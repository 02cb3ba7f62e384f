import { sql } from "kysely"
import { z } from "zod"
import type { Db } from "../db.ts"
import type { Job } from "../jobs/index.ts"
import type { Log } from "../log.ts"
import { type Mail, mailSchema, sendMailJob } from "./mail.ts"
import { type Mailer, MailRefused } from "./mailer.ts"

/** Sends what was asked for, so that no request ever waits for a mail server. */
export function mailJobs({ db, mailer, log }: { db: Db; mailer: Mailer; log: Log }): Job[] {
  const send: Job<Mail> = {
    name: sendMailJob,
    payload: mailSchema,
    timeoutMs: 60_000,
    async run(mail) {
      try {
        await mailer.send(mail)
      } catch (error) {
        if (!(error instanceof MailRefused)) throw error
        log.warn({ reason: error.message }, "a mail was refused for good")
      }
    },
  }
  return [send as unknown as Job, { name: "forget-failed-mails", ...forgetting, run: () => forgetFailed(db) }]
}

const forgetting = { payload: z.unknown(), timeoutMs: 60_000, cron: "41 3 * * *" }

/** Mails that could not be sent hold an address and perhaps a link: they are not kept. */
async function forgetFailed(db: Db): Promise<void> {
  await sql`
    delete from graphile_worker._private_jobs as job
    using graphile_worker._private_tasks as task
    where task.id = job.task_id and task.identifier = ${sendMailJob}
      and job.attempts >= job.max_attempts and job.locked_at is null
  `.execute(db)
}
