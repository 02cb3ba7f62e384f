/**
 * Two people, or a person and a harvest, changed the same document from the same beginning. Fields that one of them changed
 * take that change; a field both changed to different values is a conflict. A file that one took away while the other
 * changed it is a conflict as well, and stays whole until a person decides: nothing written is lost.
 */
import type { DatasetDocument, FieldConflict, FieldPath } from "../document.ts"
import { documentFromFields, fieldsOf, orderPath, sameValue } from "./field-paths.ts"

export interface ThreeDocuments {
  readonly base: DatasetDocument
  readonly theirs: DatasetDocument
  readonly mine: DatasetDocument
}

export interface MergedDocument {
  /** Where there is a conflict it holds mine. */
  readonly document: DatasetDocument
  readonly conflicts: readonly FieldConflict[]
}

export function mergeDocuments({ base, theirs, mine }: ThreeDocuments): MergedDocument {
  const before = fieldsOf(base)
  const [theirFields, myFields] = [fieldsOf(theirs), fieldsOf(mine)]
  const files = mergeFiles({ base, theirs, mine })
  const merged = new Map<FieldPath, unknown>([[orderPath, files.order]])
  const conflicts: FieldConflict[] = [...files.conflicts]
  for (const path of new Set([...before.keys(), ...theirFields.keys(), ...myFields.keys()])) {
    if (path === orderPath) continue
    const values = { base: before.get(path), theirs: theirFields.get(path), mine: myFields.get(path) }
    const only = files.whole.get(fileIdOf(path) ?? "")
    if (only) merged.set(path, values[only])
    else {
      const { value, conflict } = mergeValue(values)
      merged.set(path, value)
      if (conflict) conflicts.push({ path, ...defined(values) })
    }
  }
  return { document: documentFromFields(merged), conflicts: conflicts.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

interface ThreeValues {
  readonly base: unknown
  readonly theirs: unknown
  readonly mine: unknown
}

function mergeValue({ base, theirs, mine }: ThreeValues): { value: unknown; conflict: boolean } {
  if (sameValue(theirs, mine) || sameValue(theirs, base)) return { value: mine, conflict: false }
  if (sameValue(mine, base)) return { value: theirs, conflict: false }
  return { value: mine, conflict: true }
}

function fileIdOf(path: FieldPath): string | undefined {
  const [name, id] = path.split(".", 2)
  return name === orderPath ? id : undefined
}

interface MergedFiles {
  readonly order: readonly string[]
  /** Files taken as one of the two has them, since the other took them away. */
  readonly whole: ReadonlyMap<string, "theirs" | "mine">
  readonly conflicts: readonly FieldConflict[]
}

function mergeFiles(documents: ThreeDocuments): MergedFiles {
  const entries = {
    base: entriesOf(documents.base),
    theirs: entriesOf(documents.theirs),
    mine: entriesOf(documents.mine),
  }
  const whole = new Map<string, "theirs" | "mine">()
  const conflicts: FieldConflict[] = []
  for (const [id, base] of entries.base) {
    const [theirs, mine] = [entries.theirs.get(id), entries.mine.get(id)]
    if ((theirs === undefined) === (mine === undefined) || sameValue(theirs ?? mine, base)) continue
    whole.set(id, theirs ? "theirs" : "mine")
    conflicts.push({ path: `${orderPath}.${id}`, ...defined({ base, theirs, mine }) })
  }
  const order = mergeOrder({
    base: idsOf(documents.base),
    theirs: idsOf(documents.theirs),
    mine: idsOf(documents.mine),
  })
  const present = order.order.filter((id) => !isTakenAway(id, entries) || whole.has(id))
  return { order: present, whole, conflicts: [...conflicts, ...order.conflicts] }
}

interface Orders {
  readonly base: readonly string[]
  readonly theirs: readonly string[]
  readonly mine: readonly string[]
}

/** What one of them alone arranged is as that one has it; else the files both have, then those that came new by age. */
function mergeOrder(orders: Orders): { order: readonly string[]; conflicts: readonly FieldConflict[] } {
  const all = new Set([...orders.mine, ...orders.theirs])
  const sets = [orders.base, orders.theirs, orders.mine].map((order) => new Set(order))
  const isEverywhere = (id: string) => sets.every((ids) => ids.has(id))
  const common = {
    base: orders.base.filter(isEverywhere),
    theirs: orders.theirs.filter(isEverywhere),
    mine: orders.mine.filter(isEverywhere),
  }
  const arranged = mergeValue(common)
  const whole = mergeValue(orders)
  const order = (whole.conflict ? arranged.value : whole.value) as readonly string[]
  const placed = new Set(order)
  return {
    order: [...order, ...[...all].filter((id) => !placed.has(id)).sort()],
    conflicts: arranged.conflict ? [{ path: orderPath, ...orders }] : [],
  }
}

type Entries = Readonly<Record<keyof Orders, ReadonlyMap<string, unknown>>>

function isTakenAway(id: string, { base, theirs, mine }: Entries): boolean {
  return base.has(id) && !(theirs.has(id) && mine.has(id))
}

function entriesOf({ distributions }: DatasetDocument): ReadonlyMap<string, unknown> {
  return new Map(distributions.map((one) => [one.id, one]))
}

function idsOf({ distributions }: DatasetDocument): readonly string[] {
  return distributions.map(({ id }) => id)
}

function defined(values: ThreeValues): Omit<FieldConflict, "path"> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
