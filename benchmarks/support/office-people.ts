/** Coordinators with their sessions, written straight into the database: hashing their passwords would take minutes. */
import { createHash, randomBytes } from "node:crypto"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import type { Db } from "../../src/platform/db.ts"
import { newId } from "../../src/platform/ids.ts"

export interface Coordinator {
  readonly accountId: string
  readonly cookie: string
}

/** A municipality with so many coordinators, signed in. */
export async function municipality(db: Db, slug: string, people: number): Promise<readonly Coordinator[]> {
  const creation = { newId, by: systemActor, at: new Date() }
  const organizationId = await createOrganization(db, { slug, name: { fr: `Commune ${slug}` } }, creation)
  return Promise.all(Array.from({ length: people }, () => coordinatorOf(db, organizationId)))
}

export async function coordinatorOf(db: Db, organizationId: string): Promise<Coordinator> {
  const accountId = newId()
  const token = randomBytes(32).toString("base64url")
  const hash = createHash("sha256").update(token).digest()
  await sql`
    with person as (
      insert into account (id, email, name, language, created_at)
      values (${accountId}, ${`${accountId}@bench.example`}, 'Amel', 'fr', now())
      returning id
    ), role as (
      insert into membership (account_id, organization_id, role, created_at)
      select id, ${organizationId}, 'coordinator', now() from person
    )
    insert into session (
      id, token_hash, account_id, complete, csrf_secret, device, network, created_at, proved_at, last_used_at, expires_at
    )
    select ${newId()}, ${hash}, id, true, ${randomBytes(32)}, '', '127.0.0.0/24', now(), now(), now(), now() + interval '1 day'
    from person
  `.execute(db)
  return { accountId, cookie: `fihrist_session=${token}` }
}
