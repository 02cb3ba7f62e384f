import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { Stale } from "../platform/refusal.ts"
import { type Announcement, announcementFields, announcementFromFields, announcementInput } from "./announcement.ts"
import { deleteAnnouncement, lockAnnouncement, putAnnouncement } from "./announcement-store.ts"
import { assertMayEditPortal, type EditorialContext, EditorialNotFound } from "./editorial-context.ts"
import { readInput } from "./input.ts"
import { type Difference, differencesOf, type Fields, versionsAfter, walkedBack } from "./versions.ts"

export const announcementEntity = "announcement"
const none: Fields = new Map()

export async function addAnnouncement(db: Db, input: unknown, context: EditorialContext): Promise<string> {
  assertMayEditPortal(context.by)
  const announcement = readInput(announcementInput, input)
  const id = context.newId()
  await inTransaction(db, async (tx) => {
    await putAnnouncement(tx, id, announcement)
    await record(
      tx,
      { id, kind: "created", differences: differencesOf(none, announcementFields(announcement)) },
      context,
    )
  })
  return id
}

export async function saveAnnouncement(
  db: Db,
  { id, version, ...input }: { id: string; version: number } & Record<string, unknown>,
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  const announcement = readInput(announcementInput, input)
  await changing(db, id, async (tx, before) => {
    if (before.version !== version) throw new Stale(`v${before.version}`)
    await write(tx, { id, before: announcementFields(before), after: announcementFields(announcement) }, context)
  })
}

export async function restoreAnnouncement(
  db: Db,
  { id, position }: { id: string; position: number },
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx, now) => {
    const later = await versionsAfter(tx, { entity: announcementEntity, entityId: id, position })
    const before = announcementFields(now)
    await write(tx, { id, before, after: walkedBack(before, later) }, context)
  })
}

export async function removeAnnouncement(db: Db, { id }: { id: string }, context: EditorialContext): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx, before) => {
    await deleteAnnouncement(tx, id)
    await record(tx, { id, kind: "removed", differences: differencesOf(announcementFields(before), none) }, context)
  })
}

async function write(
  tx: Tx,
  { id, before, after }: { id: string; before: Fields; after: Fields },
  context: EditorialContext,
): Promise<void> {
  const differences = differencesOf(before, after)
  if (differences.length === 0) return
  await putAnnouncement(tx, id, readInput(announcementInput, announcementFromFields(after)))
  await record(tx, { id, kind: "updated", differences }, context)
}

async function changing(db: Db, id: string, work: (tx: Tx, now: Announcement) => Promise<void>): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = await lockAnnouncement(tx, id)
    if (!now) throw new EditorialNotFound(id)
    await work(tx, now)
  })
}

async function record(
  tx: Tx,
  { id, kind, differences }: { id: string; kind: string; differences: readonly Difference[] },
  { by, at }: EditorialContext,
): Promise<void> {
  const fields = differences.map(({ path }) => path)
  await appendChanges(tx, [{ entity: announcementEntity, entityId: id, kind, fields, diff: differences }], by, at)
}
