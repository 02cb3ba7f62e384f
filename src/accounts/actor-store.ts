import { sql } from "kysely"
import type { Actor, CollaborationRole, OrganizationRole, Scope } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import type { Account, Session } from "./account.ts"
import { type AccountRow, accountColumns, accountFromRow } from "./account-store.ts"
import { hashToken } from "./random-token.ts"
import { isAlive, type SessionRow, sessionColumns, sessionFromRow, touchSession } from "./session-store.ts"

export interface SignedInActor {
  readonly actor: Actor
  readonly account: Account
  readonly session: Session
  /** An administrator without a second factor: acts as a person without that role until it is set up. */
  readonly needsSecondFactor: boolean
}

interface RightsRow {
  grants: Record<string, OrganizationRole> | null
  collaborations: Record<string, CollaborationRole> | null
}

// Roles go down the tree of organisations; of several the strongest holds. The names sort by strength only by chance, so
// they are ranked. `union` drops what was met before, so that a circle of parents ends.
const rights = sql`
  (
    with recursive granted (organization_id, rank) as (
      select membership.organization_id, array_position(array['reader', 'contributor', 'coordinator'], membership.role)
      from membership where membership.account_id = account.id
      union
      select organization.id, granted.rank
      from organization join granted on organization.parent_id = granted.organization_id
    )
    select jsonb_object_agg(organization_id, (array['reader', 'contributor', 'coordinator'])[rank])
    from (select organization_id, max(rank) as rank from granted group by organization_id) strongest
  ) as grants,
  (
    select jsonb_object_agg(dataset_id, role) from dataset_collaborator where account_id = account.id
  ) as collaborations
`

/**
 * Whom a session cookie stands for; one query, by the unique index of the hash. `secondFactorRequired`: administrators
 * are such only with a second factor (not in demos).
 */
export async function actorOfSession(
  db: Db,
  { token, now, secondFactorRequired }: { token: string; now: Date; secondFactorRequired: boolean },
): Promise<SignedInActor | undefined> {
  const { rows } = await sql<AccountRow & SessionRow & RightsRow>`
    select ${sessionColumns}, ${accountColumns}, ${rights}
    from session join account on account.id = session.account_id
    where session.token_hash = ${hashToken(token)} and session.complete and ${isAlive(now)}
      and account.state = 'active'
  `.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const [account, session] = [accountFromRow(row), sessionFromRow(row)]
  if (now.getTime() - session.lastUsedAt.getTime() > 60_000) await touchSession(db, { id: session.id, now })
  const needsSecondFactor = secondFactorRequired && account.administrator && !account.hasSecondFactor
  return { actor: actorFrom(account, row, !needsSecondFactor), account, session, needsSecondFactor }
}

export interface TokenActor {
  readonly actor: Actor
  readonly account: Account
  readonly tokenId: string
}

/** Whom an API token stands for: its owner, within the token's scopes. One query, by the unique index of the hash. */
export async function actorOfToken(
  db: Db,
  { token, now }: { token: string; now: Date },
): Promise<TokenActor | undefined> {
  const { rows } = await sql<AccountRow & RightsRow & { token_id: string; scopes: Scope[]; last_used_at: Date | null }>`
    select api_token.id as token_id, api_token.scopes, api_token.last_used_at, ${accountColumns}, ${rights}
    from api_token join account on account.id = api_token.account_id
    where api_token.hash = ${hashToken(token)} and api_token.revoked_at is null and api_token.expires_at > ${now}
      and account.state = 'active'
  `.execute(db)
  const row = rows[0]
  if (!row) return undefined
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) await touchToken(db, row.token_id, now)
  const account = accountFromRow(row)
  return { actor: { ...actorFrom(account, row, true), scopes: row.scopes }, account, tokenId: row.token_id }
}

/** What an account may at this moment: for work that goes on after its session. Nothing where it may nothing any more. */
export async function actorOfAccount(db: Db, id: string): Promise<Actor | undefined> {
  const { rows } = await sql<AccountRow & RightsRow>`
    select ${accountColumns}, ${rights} from account where account.id = ${id} and account.state = 'active'
  `.execute(db)
  const row = rows[0]
  return row && actorFrom(accountFromRow(row), row, true)
}

async function touchToken(db: Db, id: string, now: Date): Promise<void> {
  await sql`
    update api_token set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')
  `.execute(db)
}

function actorFrom(account: Account, row: RightsRow, mayAdminister: boolean): Actor {
  const grants = row.grants ?? {}
  return {
    id: account.id,
    roles: [
      ...(account.administrator && mayAdminister ? (["administrator"] as const) : []),
      ...new Set(Object.values(grants)),
    ],
    organizationIds: Object.keys(grants),
    grants,
    collaborations: row.collaborations ?? {},
  }
}
