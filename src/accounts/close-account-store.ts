import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"

/** Everything that hangs on an account and is not its id. The audit keeps the id and loses the network. */
export async function eraseTraces(tx: Tx, { accountId, email }: { accountId: string; email: string }): Promise<void> {
  for (const table of [
    "session",
    "api_token",
    "mail_token",
    "recovery_code",
    "account_identity",
    "membership",
    "membership_request",
    "dataset_collaborator",
  ]) {
    await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(tx)
  }
  await sql`delete from mail_token where email = ${email}`.execute(tx)
  await sql`
    update invitation set email = '', state = case state when 'open' then 'withdrawn' else state end
    where email = ${email} or accepted_by = ${accountId}
  `.execute(tx)
  await sql`
    update audit set network = null
    where network is not null and (actor = ${accountId} or subject_id = ${accountId})
  `.execute(tx)
}

/** For the export: identities at providers, datasets shared with her, and what she did. */
export async function tracesOf(db: Db, accountId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const identities = await sql`
    select issuer, subject, created_at as "createdAt" from account_identity where account_id = ${accountId}
    order by created_at limit 100
  `.execute(db)
  const collaborations = await sql`
    select dataset_id as "datasetId", role, created_at as "since" from dataset_collaborator
    where account_id = ${accountId} order by created_at limit 10000
  `.execute(db)
  const acts = await sql`
    select at, act, subject_kind as "subjectKind", subject_id as "subjectId", organization_id as "organizationId",
      details, network
    from audit where actor = ${accountId} order by at desc limit 10000
  `.execute(db)
  const changes = await sql`
    select at, entity, entity_id as "entityId", kind, fields from change
    where actor = ${accountId} and actor ~ '^[0-9a-f]{8}-' order by at desc limit 10000
  `.execute(db)
  return {
    identities: identities.rows,
    collaborations: collaborations.rows,
    acts: acts.rows,
    changes: changes.rows,
  }
}
