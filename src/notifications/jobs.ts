/** Mails of notices: what needs a person at once, the rest in one mail each morning; and forgetting. */
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { enqueueJob, type Job } from "../platform/jobs/index.ts"
import { enqueueMail } from "../platform/mail/index.ts"
import { mailNoticesJob } from "./consume.ts"
import { type Addressee, type LetterLinks, letterOf, type ToldNotice } from "./letter.ts"
import { type Notice, topicOfKind } from "./notice.ts"
import { accountsWithDigest, claimDigest, forgetNotices, takeNoticesToMail } from "./notice-store.ts"
import { signingKey } from "./place-store.ts"
import { unsubscribeToken } from "./unsubscribe.ts"

export interface NoticeJobDeps {
  readonly db: Db
  readonly clock: Clock
  /** IANA name: mornings are the portal's own. */
  readonly timeZone: string
  readonly links: LetterLinks
  /** Who can be written to now; `undefined` for a closed or blocked account. */
  readonly addressee: (db: Db, accountId: string) => Promise<Addressee | undefined>
  /** What the doer said along with it; read when the mail is written, so that notices keep nobody's words. */
  readonly wordsWith: (db: Db, notice: Notice) => Promise<string | undefined>
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
  { db, links, addressee, wordsWith }: Pick<NoticeJobDeps, "db" | "links" | "addressee" | "wordsWith">,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const notices = await takeNoticesToMail(tx, accountId, digest ? ["now", "digest"] : ["now"])
    const to = notices.length > 0 ? await addressee(tx, accountId) : undefined
    if (!to) return
    const token = unsubscribeToken(await signingKey(tx), { accountId, topic: commonTopic(notices) })
    const told: ToldNotice[] = []
    for (const notice of notices) told.push({ ...notice, words: await wordsWith(tx, notice) })
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

function localTime(moment: Date, timeZone: string): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ""
  return { day: `${of("year")}-${of("month")}-${of("day")}`, hour: Number(of("hour")) }
}
