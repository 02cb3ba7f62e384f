/** The link at the foot of each mail: signed, so that it needs no signing in and stops nobody else's mails. */
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Db } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import { Refusal } from "../platform/refusal.ts"
import { type NoticeTopic, noticeTopics } from "./notice.ts"
import { signingKeyIfAny } from "./place-store.ts"
import { savePreferences } from "./preferences.ts"

/** The link is not one of ours, or was cut on its way. */
export class UnsubscribeLinkInvalid extends Refusal {
  readonly code = "unsubscribe-link-invalid"
  readonly status = 404

  constructor() {
    super("This link stops no mails")
  }
}

export interface Unsubscribing {
  readonly accountId: string
  readonly topic: NoticeTopic | "all"
}

export function unsubscribeToken(key: string, { accountId, topic }: Unsubscribing): string {
  const said = `${accountId}.${topic}`
  return `${said}.${signatureOf(key, said)}`
}

/** What a link stops, without stopping it: mail programs follow links by themselves. */
export async function readUnsubscribeToken(db: Db, token: string): Promise<Unsubscribing> {
  const [accountId = "", topic = "", signature = ""] = token.split(".")
  const known = topic === "all" ? topic : noticeTopics.find((one) => one === topic)
  const key = known && isUuid(accountId) ? await signingKeyIfAny(db) : undefined
  if (!known || key === undefined) throw new UnsubscribeLinkInvalid()
  const expected = Buffer.from(signatureOf(key, `${accountId}.${topic}`))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new UnsubscribeLinkInvalid()
  return { accountId, topic: known }
}

export async function unsubscribe(db: Db, token: string): Promise<Unsubscribing> {
  const asked = await readUnsubscribeToken(db, token)
  const topics = asked.topic === "all" ? noticeTopics : [asked.topic]
  await savePreferences(db, asked.accountId, Object.fromEntries(topics.map((topic) => [topic, "off"])))
  return asked
}

function signatureOf(key: string, said: string): string {
  return createHmac("sha256", key).update(`unsubscribe ${said}`).digest("base64url")
}
