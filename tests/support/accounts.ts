import { sql } from "kysely"
import {
  type AccountDeps,
  beginSignUp,
  type Client,
  finishSignUp,
  openSecretBox,
  type SignedIn,
} from "../../src/accounts/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import type { Db } from "../../src/platform/db.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import type { TestDatabase } from "./database.ts"

export const aClient: Client = { address: "196.203.10.20", userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0" }
export const aPassword = "un chameau traverse la nuit"

/** What the use cases of accounts work with, at a fixed moment; mails wait as jobs. */
export async function accountWorld(database: TestDatabase, now = "2026-11-23T08:00:00Z") {
  await migrateJobs(database.url)
  const clock = fixedClock(now)
  const link = (page: string) => (token: string) => `https://portal.test/${page}/${token}`
  const deps: AccountDeps = {
    db: database.db,
    clock,
    newId,
    secrets: openSecretBox({ secret: "a secret of tests, thirty-two long", dataDir: "" }),
    links: {
      signUp: link("sign-up"),
      reset: link("reset"),
      emailChange: link("email-change"),
      invitation: link("invitation"),
      signIn: () => "https://portal.test/sign-in",
    },
    siteName: { ar: "البوابة", fr: "Portail", en: "Portal" },
  }
  return { deps, clock, wait: (minutes: number) => clock.set(new Date(+clock.now() + minutes * 60_000).toISOString()) }
}

export interface WaitingMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

/** Takes the mails that wait to be sent, oldest first. */
export async function takeMails(db: Db): Promise<WaitingMail[]> {
  const { rows } = await sql<{ payload: WaitingMail }>`
    with taken as (
      delete from graphile_worker._private_jobs
      where task_id = (select id from graphile_worker._private_tasks where identifier = 'send-mail')
      returning id, payload
    )
    select payload from taken order by id
  `.execute(db)
  return rows.map(({ payload }) => payload)
}

export function tokenIn(mail: WaitingMail | undefined, page: string): string {
  const token = new RegExp(`https://portal\\.test/${page}/(\\S+)`).exec(mail?.text ?? "")?.[1]
  if (!token) throw new Error(`no link to ${page} in ${mail?.text}`)
  return token
}

/** Somebody who signed up and is signed in. */
export async function signUpPerson(
  deps: AccountDeps,
  { email, name = "Amel Ben Salah", password = aPassword }: { email: string; name?: string; password?: string },
): Promise<SignedIn> {
  await beginSignUp(deps, { email, language: "fr", client: aClient })
  const token = tokenIn((await takeMails(deps.db)).at(-1), "sign-up")
  return finishSignUp(deps, { token, name, password, language: "fr", client: aClient })
}
