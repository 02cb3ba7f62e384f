import { z } from "zod"
import type { Tx } from "../db.ts"
import { enqueueJob } from "../jobs/index.ts"

/** One address, no display name: what a mail may be sent to. */
export const mailSchema = z.object({
  to: z
    .string()
    .max(320)
    .regex(/^[^\s<>,;:"()[\]\\\p{Cc}]+@[^\s<>,;:"()[\]\\\p{Cc}@]+$/u),
  subject: z.string().min(1).max(400),
  text: z.string().min(1).max(100_000),
  html: z.string().max(400_000).optional(),
})
export type Mail = z.infer<typeof mailSchema>

export const sendMailJob = "send-mail"

// With the queue's growing waits, 12 attempts take a mail over a server that is away for most of a day.
const attempts = 12

/** Asks for a mail in the caller's transaction: it is sent after the commit, and never when it is rolled back. */
export function enqueueMail(tx: Tx, mail: Mail): Promise<void> {
  return enqueueJob(tx, { name: sendMailJob, payload: mailSchema.parse(mail), attempts })
}
