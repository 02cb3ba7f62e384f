/** What the home page puts forward: datasets and series, in an order, with a word why. */
import { z } from "zod"
import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { InvalidInput } from "../platform/refusal.ts"
import type { LocalisedText } from "../texts/index.ts"
import { assertMayEditPortal, type EditorialContext, EditorialNotFound } from "./editorial-context.ts"
import { type FeaturedItem, featuredEntities } from "./featured-item.ts"
import {
  deleteFeatured,
  insertFeatured,
  listFeatured,
  lockFeatured,
  mostFeatured,
  placeFeatured,
  setNote,
} from "./featured-store.ts"
import { readInput, textIn } from "./input.ts"
import { differencesOf, type Fields, textFields } from "./versions.ts"

const featuredEntity = "featured-item"
const input = z.strictObject({
  entity: z.enum(featuredEntities, "unknown"),
  entityId: z.uuid("not-found"),
  note: textIn(200).optional(),
})
const noteInput = z.strictObject({ note: textIn(200) })

/** Puts one forward, behind those that are there. */
export async function addFeatured(db: Db, given: unknown, context: EditorialContext): Promise<string> {
  assertMayEditPortal(context.by)
  const item = readInput(input, given)
  const id = context.newId()
  await changing(db, async (tx, items) => {
    if (items.length >= mostFeatured)
      throw new InvalidInput([{ path: "entityId", rule: "too-many", values: { max: mostFeatured } }])
    if (!(await insertFeatured(tx, { id, ...item, position: items.length })))
      throw new InvalidInput([{ path: "entityId", rule: "taken" }])
    await record(tx, { id, kind: "created", before: new Map(), after: fieldsOf(item) }, context)
  })
  return id
}

export async function noteFeatured(
  db: Db,
  { id, ...given }: { id: string } & Record<string, unknown>,
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  const { note } = readInput(noteInput, given)
  await changing(db, async (tx, items) => {
    const { note: _old, ...rest } = itemIn(items, id)
    await setNote(tx, id, note)
    const after = { ...rest, ...(note ? { note } : {}) }
    await record(tx, { id, kind: "updated", before: fieldsOf(itemIn(items, id)), after: fieldsOf(after) }, context)
  })
}

/** One place towards the beginning (`-1`) or the end (`1`). */
export async function moveFeatured(
  db: Db,
  { id, by }: { id: string; by: -1 | 1 },
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, async (tx, items) => {
    const from = items.indexOf(itemIn(items, id))
    const to = from + by
    if (to < 0 || to >= items.length) return
    const order = items.map((item) => item.id)
    order.splice(to, 0, ...order.splice(from, 1))
    await placeFeatured(tx, order)
    await record(
      tx,
      { id, kind: "moved", before: new Map([["position", from]]), after: new Map([["position", to]]) },
      context,
    )
  })
}

export async function removeFeatured(db: Db, { id }: { id: string }, context: EditorialContext): Promise<void> {
  assertMayEditPortal(context.by)
  await changing(db, async (tx, items) => {
    const item = itemIn(items, id)
    await deleteFeatured(tx, id)
    await placeFeatured(
      tx,
      items.filter((one) => one !== item).map((one) => one.id),
    )
    await record(tx, { id, kind: "removed", before: fieldsOf(item), after: new Map() }, context)
  })
}

function itemIn(items: readonly FeaturedItem[], id: string): FeaturedItem {
  const item = items.find((one) => one.id === id)
  if (!item) throw new EditorialNotFound(id)
  return item
}

async function changing(db: Db, work: (tx: Tx, items: readonly FeaturedItem[]) => Promise<void>): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockFeatured(tx)
    await work(tx, await listFeatured(tx))
  })
}

function fieldsOf({
  entity,
  entityId,
  note,
}: Omit<FeaturedItem, "id" | "note"> & { note?: LocalisedText | undefined }): Fields {
  return new Map<string, unknown>([["entity", entity], ["entityId", entityId], ...textFields("note", note)])
}

async function record(
  tx: Tx,
  { id, kind, before, after }: { id: string; kind: string; before: Fields; after: Fields },
  { by, at }: EditorialContext,
): Promise<void> {
  const diff = differencesOf(before, after)
  await appendChanges(
    tx,
    [{ entity: featuredEntity, entityId: id, kind, fields: diff.map(({ path }) => path), diff }],
    by,
    at,
  )
}
