import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"

/**
 * Members, open requests and invitations of a body that is merged go to its heir; who is in both keeps the stronger role.
 */
export async function moveMembers(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`
    insert into membership (account_id, organization_id, role, created_at)
    select account_id, ${to}, role, created_at from membership where organization_id = ${from}
    on conflict (account_id, organization_id) do update set role = case
      when array_position(array['reader', 'contributor', 'coordinator'], excluded.role)
        > array_position(array['reader', 'contributor', 'coordinator'], membership.role)
      then excluded.role else membership.role
    end
  `.execute(tx)
  await sql`delete from membership where organization_id = ${from}`.execute(tx)
  await sql`
    update membership_request request set organization_id = ${to}
    where organization_id = ${from} and state = 'open' and not exists (
      select from membership_request other
      where other.account_id = request.account_id and other.organization_id = ${to} and other.state = 'open'
    )
  `.execute(tx)
  await sql`
    update membership_request set state = 'withdrawn' where organization_id = ${from} and state = 'open'
  `.execute(tx)
  await sql`update invitation set organization_id = ${to} where organization_id = ${from} and state = 'open'`.execute(
    tx,
  )
}
