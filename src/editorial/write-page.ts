import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { InvalidInput, Stale } from "../platform/refusal.ts"
import { assertMayEditPortal, type EditorialContext, EditorialNotFound } from "./editorial-context.ts"
import { readInput } from "./input.ts"
import { type EditorialPage, type PageInput, pageFields, pageFromFields, pageInput } from "./page.ts"
import { deletePage, insertPage, lockPage, setShown, updatePage } from "./page-store.ts"
import { type Difference, differencesOf, versionsAfter, walkedBack } from "./versions.ts"

export const pageEntity = "editorial-page"

/** A new page is a draft until it is published; answers its id. */
export async function addPage(db: Db, input: unknown, context: EditorialContext): Promise<string> {
  assertMayEditPortal(context.by)
  const page = readInput(pageInput, input)
  const id = context.newId()
  await inTransaction(db, async (tx) => {
    if (!(await insertPage(tx, id, page, context.at))) throw slugTaken()
    await record(tx, { id, kind: "created", differences: differencesOf(new Map(), pageFields(page)) }, context)
  })
  return id
}

/** Writes the working text; readers see it once it is published. `version` is the one that the form was filled from. */
export async function savePage(
  db: Db,
  { id, version, ...input }: { id: string; version: number } & Record<string, unknown>,
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  const page = readInput(pageInput, input)
  await changing(db, id, async (tx, before) => {
    if (before.version !== version) throw new Stale(`v${before.version}`)
    await write(tx, before, page, context)
  })
}

/** Lays an earlier version over the present one; it is written, not yet published. */
export async function restorePage(
  db: Db,
  { id, position }: { id: string; position: number },
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx, before) => {
    const later = await versionsAfter(tx, { entity: pageEntity, entityId: id, position })
    const page = pageFromFields(walkedBack(pageFields(inputOf(before)), later))
    await write(tx, before, readInput(pageInput, page), context)
  })
}

/** What is written becomes what readers see. */
export async function publishPage(db: Db, { id }: { id: string }, context: EditorialContext): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx, page) => {
    await setShown(tx, id, page.written)
    await record(tx, { id, kind: "published", differences: [] }, context)
  })
}

/** Readers no longer see it; a built-in page shows the built-in text again. */
export async function unpublishPage(db: Db, { id }: { id: string }, context: EditorialContext): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx) => {
    await setShown(tx, id, undefined)
    await record(tx, { id, kind: "withdrawn", differences: [] }, context)
  })
}

export async function removePage(db: Db, { id }: { id: string }, context: EditorialContext): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, id, async (tx, page) => {
    await deletePage(tx, id)
    await record(tx, { id, kind: "removed", differences: differencesOf(pageFields(inputOf(page)), new Map()) }, context)
  })
}

async function write(tx: Tx, before: EditorialPage, page: PageInput, context: EditorialContext): Promise<void> {
  const differences = differencesOf(pageFields(inputOf(before)), pageFields(page))
  if (differences.length === 0) return
  if (!(await updatePage(tx, before.id, page, context.at))) throw slugTaken()
  await record(tx, { id: before.id, kind: "updated", differences }, context)
}

async function changing(db: Db, id: string, work: (tx: Tx, page: EditorialPage) => Promise<void>): Promise<void> {
  await inTransaction(db, async (tx) => {
    const page = await lockPage(tx, id)
    if (!page) throw new EditorialNotFound(id)
    await work(tx, page)
  })
}

function inputOf({ slug, written, footer, position }: EditorialPage): PageInput {
  return { slug, title: written.title, body: written.body, position, ...(footer ? { footer } : {}) }
}

function slugTaken(): InvalidInput {
  return new InvalidInput([{ path: "slug", rule: "taken" }])
}

async function record(
  tx: Tx,
  { id, kind, differences }: { id: string; kind: string; differences: readonly Difference[] },
  { by, at }: EditorialContext,
): Promise<void> {
  const fields = differences.map(({ path }) => path)
  await appendChanges(tx, [{ entity: pageEntity, entityId: id, kind, fields, diff: differences }], by, at)
}
