/** What needs nobody at once, told once a week: a mail of its own, made by whoever knows the matter. */
import type { Clock } from "../platform/clock.ts"
import type { Db, Tx } from "../platform/db.ts"
import { enqueueMail } from "../platform/mail/index.ts"
import type { Language } from "../texts/index.ts"
import { type Addressee, type LetterLinks, type Summary, summaryLetter } from "./letter.ts"
import { localTime } from "./local-time.ts"
import { signingKeyIfAny } from "./place-store.ts"
import { preferencesOfAll } from "./preferences.ts"
import { claimSummary } from "./summary-store.ts"
import { unsubscribeToken } from "./unsubscribe.ts"

export interface Period {
  readonly from: Date
  readonly to: Date
}

/** One person's, said in her language once she is known. */
export interface PersonalSummary {
  readonly accountId: string
  readonly inLanguage: (language: Language) => Summary
}

export interface SummaryDeps {
  readonly db: Db
  readonly clock: Clock
  /** IANA name: Monday morning is the portal's own. */
  readonly timeZone: string
  readonly links: LetterLinks
  /** Who can be written to now; `undefined` for a closed or blocked account. */
  readonly addressee: (db: Db, accountId: string) => Promise<Addressee | undefined>
  /** Of everybody who has something to hear. */
  readonly summarise: (db: Db, period: Period) => Promise<readonly PersonalSummary[]>
}

const summaryHour = 7

/** Once a week from Monday at seven, also when the portal was down then. All mails are asked for at once, or none. */
export async function sendSummaries(deps: SummaryDeps): Promise<void> {
  const now = deps.clock.now()
  const { day, hour, daysSinceMonday } = localTime(now, deps.timeZone)
  if (daysSinceMonday === 0 && hour < summaryHour) return
  await deps.db.transaction().execute(async (tx) => {
    const period = await claimSummary(tx, { week: mondayOf(day, daysSinceMonday), at: now })
    if (period) await mailSummaries(tx, period, deps)
  })
}

async function mailSummaries(tx: Tx, period: Period, { summarise, addressee, links }: SummaryDeps): Promise<void> {
  const key = await signingKeyIfAny(tx)
  if (key === undefined) return
  const summaries = await summarise(tx, period)
  const preferences = await preferencesOfAll(
    tx,
    summaries.map(({ accountId }) => accountId),
  )
  for (const { accountId, inLanguage } of summaries) {
    if (preferences.get(accountId)?.summaries === "off") continue
    const to = await addressee(tx, accountId)
    if (!to) continue
    const token = unsubscribeToken(key, { accountId, topic: "summaries" })
    await enqueueMail(tx, { to: to.email, ...summaryLetter(inLanguage(to.language), { to, token, links }) })
  }
}

function mondayOf(day: string, daysSinceMonday: number): string {
  return new Date(Date.parse(day) - daysSinceMonday * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
