/** Mails of notices: what needs a person at once, the rest in one mail each morning; and forgetting. */
import { z } from "zod"
import type { Db } from "../platform/db.ts"
import { enqueueJob, type Job } from "../platform/jobs/index.ts"
import { enqueueMail } from "../platform/mail/index.ts"
import type { Language } from "../texts/index.ts"
import { mailNoticesJob } from "./consume.ts"
import { letterOf, type ToldNotice } from "./letter.ts"
import { localTime } from "./local-time.ts"
import { type Notice, topicOfKind } from "./notice.ts"
import { accountsWithDigest, claimDigest, forgetNotices, takeNoticesToMail } from "./notice-store.ts"
import { signingKey } from "./place-store.ts"
import { type SummaryDeps, sendSummaries } from "./summaries.ts"
import { unsubscribeToken } from "./unsubscribe.ts"

export interface NoticeJobDeps extends SummaryDeps {
  /** What the doer said along with it; read when the mail is written, so that notices keep nobody's words. */
  readonly wordsWith: (db: Db, notice: Notice) => Promise<string | undefined>
  /** What the portal has to say besides the sentence: why, and what to do. */
  readonly explain: (db: Db, notice: Notice, language: Language) => Promise<readonly string[]>
}

const minutes = 60_000
const days = 24 * 60 * minutes
const digestHour = 7
const keptReadMs = 90 * days
const keptUnreadMs = 365 * days

const mailPayload = z.object({ accountId: z.uuid(), digest: z.boolean().optional() })

export function noticeJobs(deps: NoticeJobDeps): Job[] {
  const { db, clock } = deps
  const mail: Job<z.infer<typeof mailPayload>> = {
    name: mailNoticesJob,
    payload: mailPayload,
    timeoutMs: minutes,
    run: ({ accountId, digest }) => mailNotices(accountId, { digest: digest ?? false }, deps),
  }
  return [
    mail as unknown as Job,
    {
      name: "send-digests",
      payload: z.unknown(),
      timeoutMs: 5 * minutes,
      cron: "*/10 * * * *",
      run: () => sendDigests(deps),
    },
    {
      name: "send-summaries",
      payload: z.unknown(),
      timeoutMs: 5 * minutes,
      cron: "*/10 * * * *",
      run: () => sendSummaries(deps),
    },
    {
      name: "forget-notices",
      payload: z.unknown(),
      timeoutMs: 10 * minutes,
      cron: "17 2 * * *",
      run: () => {
        const now = clock.now().getTime()
        return forgetNotices(db, { readBefore: new Date(now - keptReadMs), before: new Date(now - keptUnreadMs) })
      },
    },
  ]
}

/** Taking the notices and asking for the mail is one transaction: none is mailed twice, none is lost. */
export async function mailNotices(
  accountId: string,
  { digest }: { digest: boolean },
  deps: Pick<NoticeJobDeps, "db" | "links" | "addressee" | "wordsWith" | "explain">,
): Promise<void> {
  const { db, links, addressee, wordsWith, explain } = deps
  await db.transaction().execute(async (tx) => {
    const notices = await takeNoticesToMail(tx, accountId, digest ? ["now", "digest"] : ["now"])
    const to = notices.length > 0 ? await addressee(tx, accountId) : undefined
    if (!to) return
    const token = unsubscribeToken(await signingKey(tx), { accountId, topic: commonTopic(notices) })
    const told: ToldNotice[] = []
    for (const notice of notices) {
      const details = await explain(tx, notice, to.language)
      told.push({ ...notice, words: await wordsWith(tx, notice), details })
    }
    await enqueueMail(tx, { to: to.email, ...letterOf(told, { to, token, links }) })
  })
}

/** Once a day from seven in the morning, also when the portal was down at seven. */
export async function sendDigests({
  db,
  clock,
  timeZone,
}: Pick<NoticeJobDeps, "db" | "clock" | "timeZone">): Promise<void> {
  const now = clock.now()
  const { day, hour } = localTime(now, timeZone)
  if (hour < digestHour) return
  await db.transaction().execute(async (tx) => {
    if (!(await claimDigest(tx, day, now))) return
    for (const accountId of await accountsWithDigest(tx)) {
      const payload = { accountId, digest: true }
      await enqueueJob(tx, { name: mailNoticesJob, payload, key: `${mailNoticesJob} digest ${accountId}` })
    }
  })
}

function commonTopic(notices: readonly Notice[]) {
  const [topic, ...others] = new Set(notices.map(({ kind }) => topicOfKind[kind]))
  return topic && others.length === 0 ? topic : "all"
}
