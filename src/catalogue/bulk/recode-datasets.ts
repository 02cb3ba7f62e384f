/**
 * One entry of a reference list takes the place of another in every dataset: in what is shown, what sources said, what was
 * corrected, drafts and files, so that no later harvest or publication brings the old one back. In batches, each with its
 * changes of the log; called again, it finds what is left.
 */
import { isDeepStrictEqual } from "node:util"
import { type Actor, hasScope, mayEverything } from "../../platform/actor.ts"
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import { type EditableList, EntryNotFound, editableEntries } from "../../vocabulary/index.ts"
import type { WriteContext } from "../publishing/office-dataset.ts"
import {
  type CodedDataset,
  codedEdits,
  lockCoded,
  writeCodedEdits,
  writeCodedFacts,
  writeCodedParts,
} from "./recode-store.ts"

const batchSize = 200

export interface Recoding {
  readonly list: EditableList
  readonly from: string
  readonly to: string
  readonly signal?: AbortSignal | undefined
}

/** Answers how many datasets had it. The old entry is retired first, so that nothing new gets it meanwhile. */
export async function recodeDatasets(
  db: Db,
  { list, from, to, signal }: Recoding,
  { by, at }: Pick<WriteContext, "by" | "at">,
): Promise<number> {
  assertMayRecode(by)
  const codes = new Set((await editableEntries(db, list)).map(({ code }) => code))
  for (const code of [from, to]) if (!codes.has(code)) throw new EntryNotFound(list, code)
  let after: string | undefined
  let count = 0
  for (;;) {
    signal?.throwIfAborted()
    const coded = await inTransaction(db, async (tx) => {
      const found = await lockCoded(tx, { code: from, after, limit: batchSize })
      const changes = await recodeBatch(tx, found, { replace: (facts) => recoded(facts, { list, from, to }), list, at })
      await appendChanges(tx, changes, by, at)
      count += changes.length
      return found
    })
    after = coded.at(-1)?.id
    if (coded.length < batchSize) return count
  }
}

export function assertMayRecode(by: Actor): void {
  if (!mayEverything(by) || !hasScope(by, "administer")) throw new NotAllowed("edit-lists")
}

const fieldOf = { theme: "themes", licence: "licence", place: "spatial" } as const

type Replace = (facts: unknown) => unknown

async function recodeBatch(
  tx: Tx,
  found: readonly CodedDataset[],
  { replace, list, at }: { replace: Replace; list: EditableList; at: Date },
): Promise<NewChange[]> {
  if (found.length === 0) return []
  const field = fieldOf[list]
  const after = found.map((one) => ({ ...one, before: one.facts, facts: replace(one.facts) as CodedDataset["facts"] }))
  const parts = found.flatMap((one) =>
    one.parts.flatMap((part) => {
      const value = inDocument(part.value, replace)
      return isDeepStrictEqual(value, part.value) ? [] : [{ id: one.id, part: { ...part, value } }]
    }),
  )
  const edits = (
    await codedEdits(
      tx,
      found.map(({ id }) => id),
    )
  ).flatMap((edit) => {
    const value = (replace({ [edit.field]: edit.value }) as Record<string, unknown>)[edit.field]
    return isDeepStrictEqual(value, edit.value) ? [] : [{ ...edit, value }]
  })
  const touched = new Set(parts.map(({ id }) => id))
  const changed = after.filter(({ id, facts, before }) => touched.has(id) || !isDeepStrictEqual(facts, before))
  await writeCodedParts(
    tx,
    parts.map(({ part }) => part),
  )
  await writeCodedEdits(tx, edits)
  await writeCodedFacts(
    tx,
    changed.map(({ id, facts, shown }) => ({ id, facts, shown })),
    at,
  )
  return changed.map(({ id, before, facts }) => ({
    entity: "dataset",
    entityId: id,
    kind: "updated",
    fields: [field],
    ...(isDeepStrictEqual(before[field], facts[field])
      ? {}
      : { diff: [{ path: field, before: before[field], after: facts[field] }] }),
  }))
}

/** A draft has its facts one step down, a snapshot and a file have them at the top. */
function inDocument(value: unknown, replace: Replace): unknown {
  const document = replace(value) as { facts?: unknown }
  return document.facts === undefined ? document : { ...document, facts: replace(document.facts) }
}

/** Facts with one code in the place of another: themes once each, licences of files too. Pure. */
export function recoded(facts: unknown, { list, from, to }: Recoding): unknown {
  const before = facts as Record<string, unknown>
  const after: Record<string, unknown> = { ...before }
  const field = fieldOf[list]
  const value = before[field]
  if (list === "licence" && isCoded(value, from)) after.licence = { ...(value as object), code: to }
  if (list === "theme" && Array.isArray(value)) {
    after.themes = [...new Set(value.map((code: unknown) => (code === from ? to : code)))]
  }
  if (list === "place" && Array.isArray(value)) after.spatial = recodedPlaces(value, { from, to })
  if (list === "licence" && Array.isArray(before.distributions)) {
    after.distributions = before.distributions.map((file: unknown) => recoded(file, { list, from, to }))
  }
  return after
}

function recodedPlaces(places: readonly unknown[], { from, to }: { from: string; to: string }): unknown[] {
  const hasBoth = places.some((place) => isCoded(place, to))
  return places.flatMap((place) => {
    if (!isCoded(place, from)) return [place]
    return hasBoth ? [] : [{ ...(place as object), code: to }]
  })
}

function isCoded(value: unknown, code: string): boolean {
  return typeof value === "object" && value !== null && "code" in value && value.code === code
}
