/**
 * Turns changes into notices. Notices, mails asked for and the position are one transaction: a crash anywhere tells
 * nobody twice and forgets nobody.
 */
import { type Change, readChanges, readHead } from "../platform/changes/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { enqueueJob } from "../platform/jobs/index.ts"
import { topicOfKind } from "./notice.ts"
import { forgetSubjects, insertNotices, type NewNotice } from "./notice-store.ts"
import { lockPlace, setPlace } from "./place-store.ts"
import { preferencesOfAll } from "./preferences.ts"
import { type Directory, recipientsOf } from "./recipients.ts"
import { tellOf } from "./tell.ts"

export interface ConsumeDeps {
  readonly directory: Directory
  readonly newId: NewId
}

export const mailNoticesJob = "mail-notices"
const batch = 500

/** Reads on until the end of the log. */
export async function consumeChanges(db: Db, deps: ConsumeDeps): Promise<void> {
  while (await consumeBatch(db, deps)) {
    // The next batch has its own transaction.
  }
}

/** Answers whether there may be more. */
function consumeBatch(db: Db, deps: ConsumeDeps): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const place = await lockPlace(tx)
    const head = await readHead(tx)
    if (place.epoch !== head.epoch || place.position > head.position) {
      // Another life of the database (`restore`): what it tells of happened before.
      await setPlace(tx, head)
      return false
    }
    const changes = await readChanges(tx, { after: place.position, limit: batch })
    const last = changes.at(-1)
    if (!last) return false
    const notices = []
    for (const change of changes) notices.push(...(await noticesOfChange(tx, change, deps)))
    await tellAll(tx, notices)
    const purged = changes.filter(({ entity, kind }) => entity === "dataset" && kind === "purged")
    await forgetSubjects(
      tx,
      purged.map(({ entityId }) => entityId),
    )
    await setPlace(tx, { epoch: head.epoch, position: last.position })
    return changes.length === batch
  })
}

async function noticesOfChange(tx: Tx, change: Change, { directory, newId }: ConsumeDeps): Promise<NewNotice[]> {
  const tell = tellOf(change)
  if (!tell) return []
  const subject = await directory.subject(tx, change.entity, change.entityId)
  if (!subject) return []
  const accounts = await recipientsOf(tx, { change, to: tell.to, subject }, directory)
  const { entity, entityId, actor, position, at } = change
  return accounts.map((accountId) => ({
    id: newId(),
    accountId,
    position,
    kind: tell.kind,
    actor,
    entity,
    entityId,
    facts: subject.facts,
    createdAt: at,
  }))
}

async function tellAll(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  const preferences = await preferencesOfAll(tx, [...new Set(notices.map(({ accountId }) => accountId))])
  const waiting = notices.map((notice): NewNotice => {
    const delivery = preferences.get(notice.accountId)?.[topicOfKind[notice.kind]]
    return delivery === "now" || delivery === "digest" ? { ...notice, mail: delivery } : notice
  })
  await insertNotices(tx, waiting)
  const atOnce = new Set(waiting.filter(({ mail }) => mail === "now").map(({ accountId }) => accountId))
  for (const accountId of atOnce)
    await enqueueJob(tx, { name: mailNoticesJob, payload: { accountId }, key: `${mailNoticesJob} ${accountId}` })
}
