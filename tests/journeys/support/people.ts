import type { Browser, Page } from "playwright-core"
import {
  type AccountDeps,
  actorOfSession,
  beginSecondFactor,
  confirmSecondFactor,
  createAccount,
  openSecretBox,
  type Session,
  signIn,
} from "../../../src/accounts/index.ts"
import { codeAt, stepOf } from "../../../src/accounts/totp.ts"
import {
  createOrganization,
  organizationByRef,
  type PublishingRule,
  setPublishingRule,
} from "../../../src/catalogue/index.ts"
import { type OrganizationRole, systemActor } from "../../../src/platform/actor.ts"
import { systemClock } from "../../../src/platform/clock.ts"
import { newId } from "../../../src/platform/ids.ts"
import type { Language } from "../../../src/texts/index.ts"
import { aClient, aPassword } from "../../support/accounts.ts"
import { openSeat, type Seat } from "./browser.ts"
import type { LivePortal } from "./live-portal.ts"

/** A body of its own for one journey, below one of the country's. */
export async function aBody(
  { db }: LivePortal,
  given: { slug: string; ar: string; fr: string; parent: string; rule: PublishingRule },
): Promise<string> {
  const { slug, ar, fr, parent, rule } = given
  const context = { newId, by: systemActor, at: systemClock.now() }
  const parentId = await idOfBody({ db }, parent)
  const id = await createOrganization(db, { slug, name: { ar, fr }, level: "municipality", parentId }, context)
  await setPublishingRule(db, { id, rule }, context)
  return id
}

async function idOfBody({ db }: Pick<LivePortal, "db">, slug: string): Promise<string> {
  const found = await organizationByRef(db, slug)
  if (found.kind !== "found") throw new Error(`no body ${slug}`)
  return found.organization.id
}

export interface Person {
  readonly name: string
  readonly email: string
  readonly page: Page
}

interface Newcomer extends Seat {
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly at?: { readonly body: string; readonly role: OrganizationRole }
  /** With her second factor, as a real portal asks. */
  readonly administrator?: boolean
}

/** Somebody who has worked here for a while, signed in at a browser of her own. */
export async function aPerson(portal: LivePortal, browser: Browser, who: Newcomer): Promise<Person> {
  const { name, email, language, at, administrator = false, ...seat } = who
  const deps = accountDeps(portal)
  const membership = at && { organizationId: await idOfBody(portal, at.body), role: at.role }
  const account = { name, email, language, administrator, password: aPassword, ...(membership ? { membership } : {}) }
  await createAccount(deps, account)
  const { token } = await signIn(deps, { email, password: aPassword, client: aClient })
  const page = await openSeat(browser, seat)
  const value = administrator ? await withSecondFactor(deps, token) : token
  await page.context().addCookies([{ name: "fihrist_session", value, url: portal.url }])
  return { name, email, page }
}

async function withSecondFactor(deps: AccountDeps, token: string): Promise<string> {
  const session = await sessionOf(deps, token)
  const { secret } = await beginSecondFactor(deps, { session })
  const code = codeAt(secret, stepOf(systemClock.now()))
  return (await confirmSecondFactor(deps, { session, code })).token
}

async function sessionOf({ db, clock }: AccountDeps, token: string): Promise<Session> {
  const found = await actorOfSession(db, { token, now: clock.now(), secondFactorRequired: true })
  if (!found) throw new Error("no session for this token")
  return found.session
}

function accountDeps({ db, dataDir, url }: LivePortal): AccountDeps {
  const page = () => url
  return {
    db,
    clock: systemClock,
    newId,
    secrets: openSecretBox({ dataDir, secret: undefined }),
    links: { signUp: page, reset: page, emailChange: page, invitation: page, signIn: page },
    siteName: { fr: "Portail" },
  }
}
