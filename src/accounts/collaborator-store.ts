import { sql } from "kysely"
import type { CollaborationRole } from "../platform/actor.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { Account } from "./account.ts"
import { type AccountRow, accountColumns, accountFromRow } from "./account-store.ts"

export interface Collaborator {
  readonly account: Account
  readonly role: CollaborationRole
  readonly since: Date
}

export async function collaboratorsOf(db: Db, datasetId: string): Promise<Collaborator[]> {
  const { rows } = await sql<AccountRow & { role: CollaborationRole; since: Date }>`
    select ${accountColumns}, dataset_collaborator.role, dataset_collaborator.created_at as since
    from dataset_collaborator join account on account.id = dataset_collaborator.account_id
    where dataset_collaborator.dataset_id = ${datasetId} and account.state <> 'closed'
    order by dataset_collaborator.created_at, account.id
    limit 200
  `.execute(db)
  return rows.map((row) => ({ account: accountFromRow(row), role: row.role, since: row.since }))
}

export async function collaborationOf(
  tx: Tx,
  { datasetId, accountId }: { datasetId: string; accountId: string },
): Promise<CollaborationRole | undefined> {
  const { rows } = await sql<{ role: CollaborationRole }>`
    select role from dataset_collaborator where dataset_id = ${datasetId} and account_id = ${accountId}
  `.execute(tx)
  return rows[0]?.role
}

export async function storeCollaborator(
  tx: Tx,
  row: { datasetId: string; accountId: string; role: CollaborationRole; at: Date },
): Promise<void> {
  await sql`
    insert into dataset_collaborator (dataset_id, account_id, role, created_at)
    values (${row.datasetId}, ${row.accountId}, ${row.role}, ${row.at})
    on conflict (dataset_id, account_id) do update set role = excluded.role
  `.execute(tx)
}

export async function deleteCollaborator(
  tx: Tx,
  { datasetId, accountId }: { datasetId: string; accountId: string },
): Promise<boolean> {
  const { rows } = await sql`
    delete from dataset_collaborator where dataset_id = ${datasetId} and account_id = ${accountId} returning role
  `.execute(tx)
  return rows.length > 0
}
