import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { type AccountDeps, createAccount, signIn } from "../../src/accounts/index.ts"
import type { OrganizationRole } from "../../src/platform/actor.ts"
import type { Db } from "../../src/platform/db.ts"
import { aClient, aPassword } from "./accounts.ts"
import { type Visitor, visitor } from "./visitor.ts"

interface Portal {
  readonly app: FastifyInstance
  readonly db: Db
  readonly accounts: AccountDeps
}

export interface Colleague extends Visitor {
  readonly id: string
  readonly email: string
  readonly name: string
}

let made = 0

/** Somebody with these rights, signed in with a browser of her own. */
export async function aColleague(
  portal: Portal,
  rights: { role?: OrganizationRole; at?: string; administrator?: boolean; name?: string } = {},
): Promise<Colleague> {
  made += 1
  const { role, at, administrator = false, name = `Collègue ${made}` } = rights
  const email = `collegue.${made}@exemple.tn`
  const membership = role && at ? { membership: { organizationId: await bodyId(portal.db, at), role } } : {}
  const given = { email, password: aPassword, name, administrator, ...membership }
  const id = await createAccount(portal.accounts, given)
  const client = { ...aClient, address: `10.${made >> 8}.${made & 255}.9` }
  const { token } = await signIn(portal.accounts, { email, password: aPassword, client })
  const me = visitor(portal.app, { remoteAddress: client.address })
  me.cookies.set("fihrist_session", token)
  return { ...me, id, email, name }
}

export async function bodyId(db: Db, slug: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organization where slug = ${slug}`.execute(db)
  if (!rows[0]) throw new Error(`no organisation ${slug}`)
  return rows[0].id
}
