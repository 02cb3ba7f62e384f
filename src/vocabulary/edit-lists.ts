/**
 * Editing of the reference lists by administrators. Codes are permanent: an entry is retired, never deleted, and may name
 * the one that replaces it; sources that go on writing it are then understood as meaning that one.
 */
import { isDeepStrictEqual } from "node:util"
import { type Actor, hasScope, mayEverything } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { type InputProblem, InvalidInput, NotAllowed, Refusal, Stale } from "../platform/refusal.ts"
import { uuidOfCode } from "./code-id.ts"
import {
  columnsOf,
  type EditableList,
  type EntryChanges,
  type EntryFields,
  emptyEntry,
  problemsOfCode,
  problemsOfEntry,
} from "./edit-entries.ts"
import {
  type EditableEntry,
  editableEntries,
  entryForUpdate,
  insertEntry,
  updateEntry,
  updateOrder,
  updateRetirement,
} from "./edit-store.ts"

export interface ListContext {
  readonly by: Actor
  readonly at: Date
}

export class EntryNotFound extends Refusal {
  readonly code = "entry-not-found"
  readonly status = 404
  constructor(list: EditableList, code: string) {
    super(`The list "${list}" has no "${code}".`, { list, code })
  }
}

export async function addEntry<List extends EditableList>(
  db: Db,
  { list, code, fields }: { list: List; code: string; fields: EntryChanges<List> },
  context: ListContext,
): Promise<EditableEntry<List>> {
  assertMayEdit(context.by)
  const entry = withChanges(list, emptyEntry[list] as EntryFields[List], fields)
  refuse([...problemsOfCode(list, code), ...problemsOfEntry(list, entry)])
  return inTransaction(db, async (tx) => {
    refuse(await problemsOfParent(tx, list, { code, entry }))
    if (!(await insertEntry(tx, list, { code, fields: entry })))
      throw new InvalidInput([{ path: "code", rule: "taken" }])
    return told(tx, { list, code, kind: "created", before: {} }, context)
  })
}

export async function editEntry<List extends EditableList>(
  db: Db,
  { list, code, version, changes }: { list: List; code: string; version?: number; changes: EntryChanges<List> },
  context: ListContext,
): Promise<EditableEntry<List>> {
  assertMayEdit(context.by)
  return inTransaction(db, async (tx) => {
    const before = await known(tx, { list, code, version })
    const entry = withChanges<List>(list, before, changes)
    refuse([...problemsOfEntry(list, entry), ...(await problemsOfParent(tx, list, { code, entry }))])
    await updateEntry(tx, list, { code, fields: entry })
    return told(tx, { list, code, kind: "updated", before }, context)
  })
}

/** No chooser offers it any more; `replacedBy` is meant instead of it from now on. Datasets keep it until they are recoded. */
export async function retireEntry<List extends EditableList>(
  db: Db,
  { list, code, replacedBy }: { list: List; code: string; replacedBy?: string | undefined },
  context: ListContext,
): Promise<EditableEntry<List>> {
  assertMayEdit(context.by)
  return inTransaction(db, async (tx) => {
    const before = await known(tx, { list, code })
    const heir = replacedBy === undefined ? undefined : await entryForUpdate(tx, list, replacedBy)
    const isHeir = replacedBy === undefined || (heir && !heir.retiredAt && heir.code !== code)
    refuse(isHeir ? [] : [{ path: "replacedBy", rule: "unknown" }])
    await updateRetirement(tx, list, { code, at: before.retiredAt ?? context.at, replacedBy: replacedBy ?? null })
    return told(tx, { list, code, kind: "retired", before }, context)
  })
}

/** It is offered again, and means itself. */
export async function reviveEntry<List extends EditableList>(
  db: Db,
  { list, code }: { list: List; code: string },
  context: ListContext,
): Promise<EditableEntry<List>> {
  assertMayEdit(context.by)
  return inTransaction(db, async (tx) => {
    const before = await known(tx, { list, code })
    await updateRetirement(tx, list, { code, at: null, replacedBy: null })
    return told(tx, { list, code, kind: "revived", before }, context)
  })
}

/** Puts the entries named first, in this order; the others follow as they were. */
export async function orderEntries(
  db: Db,
  { list, codes }: { list: EditableList; codes: readonly string[] },
  { by, at }: ListContext,
): Promise<void> {
  assertMayEdit(by)
  await inTransaction(db, async (tx) => {
    const all = new Set((await editableEntries(tx, list)).map(({ code }) => code))
    refuse(codes.flatMap((code, index) => (all.has(code) ? [] : [{ path: `codes.${index}`, rule: "unknown" }])))
    refuse(new Set(codes).size === codes.length ? [] : [{ path: "codes", rule: "repeated" }])
    await updateOrder(tx, list, codes)
    const first = codes[0]
    if (first === undefined) return
    const change = { entity: list, entityId: uuidOfCode(list, first), kind: "ordered", fields: ["position"] }
    await appendChanges(tx, [change], by, at)
  })
}

function assertMayEdit(by: Actor): void {
  if (!mayEverything(by) || !hasScope(by, "administer")) throw new NotAllowed("edit-lists")
}

function refuse(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems)
}

async function known<List extends EditableList>(
  tx: Tx,
  { list, code, version }: { list: List; code: string; version?: number | undefined },
): Promise<EditableEntry<List>> {
  const entry = await entryForUpdate(tx, list, code)
  if (!entry) throw new EntryNotFound(list, code)
  if (version !== undefined && version !== entry.version) throw new Stale(`v${entry.version}`)
  return entry
}

function withChanges<List extends EditableList>(
  list: List,
  before: EntryFields[List],
  changes: EntryChanges<List>,
): EntryFields[List] {
  const fields = Object.keys(columnsOf[list]) as (keyof EntryFields[List])[]
  const entries = fields.map((field) => [field, changes[field] === undefined ? before[field] : changes[field]])
  const kept = entries.filter(([, value]) => value !== undefined && value !== null)
  return { ...emptyEntry[list], ...Object.fromEntries(kept) } as EntryFields[List]
}

/** A place lies in a place that exists, and not in itself, however far up. */
async function problemsOfParent<List extends EditableList>(
  tx: Tx,
  list: List,
  { code, entry }: { code: string; entry: EntryFields[List] },
): Promise<InputProblem[]> {
  const parentCode = list === "place" ? (entry as EntryFields["place"]).parentCode : undefined
  if (!parentCode) return []
  const parents = new Map((await editableEntries(tx, "place")).map((place) => [place.code, place.parentCode]))
  if (!parents.has(parentCode)) return [{ path: "parentCode", rule: "unknown" }]
  const above = new Set<string>()
  for (let next: string | undefined = parentCode; next && !above.has(next); next = parents.get(next)) above.add(next)
  return above.has(code) ? [{ path: "parentCode", rule: "below-itself" }] : []
}

/** Reads the entry as it is now, and tells the log what of it changed, last in the transaction. */
async function told<List extends EditableList>(
  tx: Tx,
  { list, code, kind, before }: { list: List; code: string; kind: string; before: object },
  { by, at }: ListContext,
): Promise<EditableEntry<List>> {
  const entry = (await entryForUpdate(tx, list, code))!
  const [old, young] = [before as Record<string, unknown>, entry as Record<string, unknown>]
  const changed = Object.keys({ ...old, ...young }).filter(
    (field) => field !== "version" && field !== "code" && !isDeepStrictEqual(old[field], young[field]),
  )
  const diff = [
    { path: "code", before: code, after: code },
    ...changed.map((path) => ({ path, before: old[path], after: young[path] })),
  ]
  const change = { entity: list, entityId: uuidOfCode(list, code), kind, fields: changed, diff }
  if (changed.length > 0) await appendChanges(tx, [change], by, at)
  return entry
}
