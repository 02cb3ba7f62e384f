/** What happened to a dataset, and how it once was: differences walked back from what is shown now. */
import { sql } from "kysely"
import type { Actor } from "../../platform/actor.ts"
import { type Change, changesOf } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { given } from "../../platform/given.ts"
import { WrongState } from "../../platform/refusal.ts"
import { mayOnDataset } from "../dataset-policy.ts"
import type { DatasetDocument, FieldChange } from "../document.ts"
import { DatasetNotFound } from "./errors.ts"
import { undoChanges } from "./field-paths.ts"
import { type Addressed, inOffice } from "./in-office.ts"
import type { OfficeDataset, WriteContext } from "./office-dataset.ts"
import { readOffice } from "./office-store.ts"
import { officeDataset } from "./read-office-dataset.ts"
import { storeDraft } from "./save-draft.ts"

export interface HistoryEntry {
  readonly position: number
  readonly at: Date
  readonly actor: string
  readonly kind: string
  /** Names of what changed; `changes` tells from what to what, where that was kept. */
  readonly fields: readonly string[]
  readonly changes: readonly FieldChange[]
  readonly comment?: string
}

export interface HistoryQuery {
  readonly id: string
  /** Only what was before this position. */
  readonly before?: number
  readonly limit: number
}

/** The newest first. */
export async function datasetHistory(db: Db, query: HistoryQuery, actor: Actor): Promise<HistoryEntry[]> {
  const { id, access } = await officeDataset(db, query.id, actor)
  if (!mayOnDataset(actor, "read-history", access)) throw new DatasetNotFound(query.id)
  const { limit, before } = query
  const changes = await changesOf(db, { entity: "dataset", entityId: id, limit, ...(before ? { before } : {}) })
  const comments = await commentsOfSteps(db, id, changes)
  return changes.map((change) => {
    const comment = comments.get(stepKey({ ...change, step: change.kind, author: change.actor }))
    const { position, at, actor: by, kind, fields } = change
    return { position, at, actor: by, kind, fields, changes: differencesOf(change), ...(comment ? { comment } : {}) }
  })
}

function differencesOf({ diff }: Change): readonly FieldChange[] {
  return Array.isArray(diff) ? (diff as FieldChange[]) : []
}

interface Step {
  readonly at: Date
  readonly author: string
  readonly step: string
}

// Words that were given with a step bear its moment, its author and its name.
async function commentsOfSteps(db: Db, id: string, changes: readonly Change[]): Promise<Map<string, string>> {
  if (changes.length === 0) return new Map()
  // A clock may have been put back between two of them.
  const moments = changes.map(({ at }) => at.getTime())
  const [first, last] = [new Date(Math.min(...moments)), new Date(Math.max(...moments))]
  const { rows } = await sql<Step & { text: string }>`
    select at, author, step, text from dataset_comment
    where dataset_id = ${id} and at between ${first} and ${last}
  `.execute(db)
  return new Map(rows.map((row) => [stepKey(row), row.text]))
}

function stepKey({ at, author, step }: Step): string {
  return `${at.toISOString()} ${author} ${step}`
}

/**
 * The shown document as it was right after the change at this position. Contact points, whose former values are not kept,
 * are those of now. Before the first publication nothing was shown: `undefined`.
 */
export async function documentAt(
  db: Db,
  { id, position }: { readonly id: string; readonly position: number },
): Promise<DatasetDocument | undefined> {
  const office = await readOffice(db, id)
  if (!office) throw new DatasetNotFound(id)
  return office.shown && walkBack(db, { id: office.id, shown: office.shown, position })
}

const readAtOnce = 200
const firstShown = new Set(["published", "created"])

async function walkBack(
  db: Db,
  { id, shown, position }: { id: string; shown: DatasetDocument; position: number },
): Promise<DatasetDocument | undefined> {
  let document = shown
  let before: number | undefined
  for (;;) {
    const changes = await changesOf(db, {
      entity: "dataset",
      entityId: id,
      limit: readAtOnce,
      ...(before ? { before } : {}),
    })
    for (const change of changes) {
      if (change.position <= position) return document
      if (firstShown.has(change.kind)) return undefined
      document = undoChanges(document, differencesOf(change))
    }
    if (changes.length < readAtOnce) return document
    before = changes.at(-1)!.position
  }
}

/** Makes a draft of what was shown then; publishing it is another step. A draft under way would be lost, so it refuses. */
export function restoreVersion(
  db: Db,
  { position, ...addressed }: Addressed & { readonly position: number },
  ctx: WriteContext,
): Promise<OfficeDataset> {
  return inOffice(db, { ...addressed, action: "edit" }, ctx, async (tx, office) => {
    if (office.draft || !office.shown) throw new WrongState("restore-version", office.state)
    const { id, shown } = office
    const then = await walkBack(tx, { id, shown, position })
    if (!then) throw new WrongState("restore-version", "draft")
    // Where it belongs and which way it came are of now: neither is a matter of versions.
    const { otherIdentifiers: _then, ...facts } = then.facts
    const way = given("otherIdentifiers", shown.facts.otherIdentifiers)
    const document = { ...then, organizationId: shown.organizationId, facts: { ...facts, ...way } }
    return storeDraft(tx, { office, document, formerly: document }, ctx)
  })
}
