/** Shows what a change of many datasets would do, row by row, and keeps the plan: applying it needs only its token. */
import { type Db, inTransaction } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { loadVocabularies } from "../../vocabulary/index.ts"
import type { DatasetId } from "../dataset.ts"
import type { FieldChange } from "../document.ts"
import { listOfficeDatasets, type OfficeQuery } from "../publishing/list-office-datasets.ts"
import type { OfficeDataset, WriteContext } from "../publishing/office-dataset.ts"
import { readOffices } from "../publishing/office-store.ts"
import { type BulkChange, readBulkChange } from "./bulk-change.ts"
import { insertWork, type NewLine } from "./bulk-store.ts"
import { type BulkDecision, type BulkRefusal, decideEdit } from "./decide-edit.ts"
import { TooManyDatasets } from "./errors.ts"

export const mostAtOnce = 10_000
const batchSize = 500

export type BulkSelection =
  | { readonly ids: readonly DatasetId[] }
  | { readonly filter: Omit<OfficeQuery, "limit" | "cursor"> }

export interface BulkEdit {
  readonly selection: BulkSelection
  /** As it was sent; it is read here. */
  readonly change: unknown
}

export interface BulkRow {
  readonly id: DatasetId
  readonly slug: string
  readonly title: LocalisedText
  /** Shown at once, kept as a draft, or one step of its way. */
  readonly way: "publish" | "draft" | "step"
  readonly changes: readonly FieldChange[]
}

export interface RefusedRow {
  readonly id: DatasetId
  /** Absent of what the actor may not know of. */
  readonly title?: LocalisedText
  readonly refusal: BulkRefusal
}

export interface BulkPreview {
  readonly token: string
  readonly change: BulkChange
  readonly willChange: readonly BulkRow[]
  readonly unchanged: number
  readonly refused: readonly RefusedRow[]
}

export async function previewBulkEdit(db: Db, edit: BulkEdit, ctx: WriteContext): Promise<BulkPreview> {
  const vocabularies = ctx.vocabularies ?? (await loadVocabularies(db))
  const change = readBulkChange(edit.change, vocabularies)
  const ids = await selectedIds(db, edit.selection, ctx)
  const willChange: BulkRow[] = []
  const refused: RefusedRow[] = []
  const lines: NewLine[] = []
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize)
    const offices = new Map((await readOffices(db, batch.filter(isUuid))).map((office) => [office.id, office]))
    for (const id of batch) {
      const office = offices.get(id)
      const decision = decideEdit(office, change, { by: ctx.by, vocabularies })
      if (decision.kind === "change" && office) willChange.push(rowOf(office, decision))
      if (decision.kind === "refused") refused.push(refusedRow(id, office, decision.refusal))
      if (isUuid(id)) lines.push(lineOf({ id, position: lines.length, office, decision }))
    }
  }
  const token = ctx.newId()
  await inTransaction(db, (tx) =>
    insertWork(tx, { id: token, kind: "edit", actor: ctx.by.id, request: change, at: ctx.at }, lines),
  )
  return { token, change, willChange, unchanged: ids.length - willChange.length - refused.length, refused }
}

async function selectedIds(db: Db, selection: BulkSelection, { by, at }: WriteContext): Promise<readonly string[]> {
  if ("ids" in selection) {
    const ids = [...new Set(selection.ids)]
    if (ids.length > mostAtOnce) throw new TooManyDatasets(mostAtOnce)
    return ids
  }
  const ids: string[] = []
  let cursor: OfficeQuery["cursor"]
  do {
    const query = { now: at, ...selection.filter, limit: batchSize, ...(cursor ? { cursor } : {}) }
    const page = await listOfficeDatasets(db, by, query)
    ids.push(...page.items.map(({ id }) => id))
    if (ids.length > mostAtOnce) throw new TooManyDatasets(mostAtOnce)
    cursor = page.next
  } while (cursor)
  return ids
}

function rowOf({ id, slug, document }: OfficeDataset, decision: Extract<BulkDecision, { kind: "change" }>): BulkRow {
  return { id, slug, title: document.facts.title, way: decision.way, changes: decision.changes }
}

function refusedRow(id: string, office: OfficeDataset | undefined, refusal: BulkRefusal): RefusedRow {
  const known = office && refusal.code !== "dataset-not-found"
  return { id, refusal, ...(known ? { title: office.document.facts.title } : {}) }
}

interface Decided {
  readonly id: string
  readonly position: number
  readonly office: OfficeDataset | undefined
  readonly decision: BulkDecision
}

function lineOf({ id, position, office, decision }: Decided): NewLine {
  const line = { position, datasetId: id, ...(office ? { version: office.version } : {}) }
  if (decision.kind === "refused") return { ...line, verdict: "refused", detail: decision.refusal }
  return decision.kind === "unchanged" ? { ...line, verdict: "unchanged" } : line
}
