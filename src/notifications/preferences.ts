import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { type Delivery, defaultDelivery, deliveriesOf, type NoticeTopic, noticeTopics } from "./notice.ts"

export type Preferences = Readonly<Record<NoticeTopic, Delivery>>

export async function preferencesOf(db: Db, accountId: string): Promise<Preferences> {
  return (await preferencesOfAll(db, [accountId])).get(accountId) ?? defaultDelivery
}

export async function preferencesOfAll(db: Db, accountIds: readonly string[]): Promise<Map<string, Preferences>> {
  const { rows } = await sql<{ account_id: string; topic: NoticeTopic; delivery: Delivery }>`
    select account_id, topic, delivery from notification_preference where account_id = any(${accountIds}::uuid[])
  `.execute(db)
  const byAccount = Map.groupBy(rows, (row) => row.account_id)
  return new Map(
    accountIds.map((id) => [
      id,
      { ...defaultDelivery, ...Object.fromEntries((byAccount.get(id) ?? []).map((row) => [row.topic, row.delivery])) },
    ]),
  )
}

/** Topics that are not named stay as they are; what is no topic and no way of delivery is left out. */
export async function savePreferences(
  db: Db,
  accountId: string,
  wanted: Readonly<Partial<Record<string, string>>>,
): Promise<void> {
  const lines = noticeTopics.flatMap((topic) => {
    const delivery = deliveriesOf(topic).find((one) => one === wanted[topic])
    return delivery ? [{ topic, delivery }] : []
  })
  await sql`
    insert into notification_preference (account_id, topic, delivery)
    select ${accountId}, topic, delivery
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (topic text, delivery text)
    on conflict (account_id, topic) do update set delivery = excluded.delivery
  `.execute(db)
}
