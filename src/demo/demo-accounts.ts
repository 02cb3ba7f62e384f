import { sql } from "kysely"
import { createAccount, EmailTaken } from "../accounts/index.ts"
import { type Organization, organizationByRef } from "../catalogue/index.ts"
import type { OrganizationRole } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { Language, LocalisedText } from "../texts/index.ts"

/** One of each kind of people, to try the portal as they see it. */
export interface DemoAccount {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: OrganizationRole | "administrator" | "citizen"
  readonly body?: LocalisedText
}

/** Told to everybody, in a portal that holds nothing but examples. */
const password = "jasmin-et-harissa"

const people: readonly (Omit<DemoAccount, "password" | "body"> & {
  readonly language: Language
  readonly bodySlug?: string
})[] = [
  { email: "admin@demo.example", name: "منى الطرابلسي", role: "administrator", language: "ar" },
  {
    email: "ministere@demo.example",
    name: "Amel Ben Salah",
    role: "coordinator",
    bodySlug: "ministere-agriculture",
    language: "fr",
  },
  { email: "onagri@demo.example", name: "Foulen Ben Foulen", role: "contributor", bodySlug: "onagri", language: "fr" },
  {
    email: "commune@demo.example",
    name: "سامي المصمودي",
    role: "coordinator",
    bodySlug: "commune-sfax",
    language: "ar",
  },
  { email: "citoyenne@demo.example", name: "Leïla Haddad", role: "citizen", language: "fr" },
]

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
}

/** Makes the sample accounts of a new demo; who closed or changed one since finds it as it was left. */
export async function keepDemoAccounts(deps: Deps): Promise<void> {
  const { rows } = await sql`select from instance_fact where name = 'demo-accounts'`.execute(deps.db)
  if (rows.length > 0) return
  for (const person of people) await makeAccount(deps, person)
  await sql`insert into instance_fact (name, value) values ('demo-accounts', 'true') on conflict (name) do nothing`.execute(
    deps.db,
  )
}

async function makeAccount(deps: Deps, { role, bodySlug, ...person }: (typeof people)[number]): Promise<void> {
  const body = await bodyOf(deps.db, bodySlug)
  const membership = body && isRole(role) ? { membership: { organizationId: body.id, role } } : {}
  try {
    await createAccount(deps, { ...person, password, administrator: role === "administrator", ...membership })
  } catch (error) {
    // A start that was killed in between made this one already.
    if (!(error instanceof EmailTaken)) throw error
  }
}

/** The sample accounts, to be shown where one signs in and told when the demo is ready. */
export async function demoAccounts(db: Db): Promise<readonly DemoAccount[]> {
  return Promise.all(
    people.map(async ({ email, name, role, bodySlug }) => {
      const body = await bodyOf(db, bodySlug)
      return { email, name, role, password, ...(body ? { body: body.name } : {}) }
    }),
  )
}

async function bodyOf(db: Db, slug: string | undefined): Promise<Organization | undefined> {
  const found = slug ? await organizationByRef(db, slug) : undefined
  return found?.kind === "found" ? found.organization : undefined
}

function isRole(role: DemoAccount["role"]): role is OrganizationRole {
  return role !== "administrator" && role !== "citizen"
}
