/** Imports a table of metadata: previewed line by line, kept as a plan, then applied as drafts or, where asked, published. */
import { type Db, inTransaction, type Tx } from "../../../platform/db.ts"
import type { Language, LocalisedText } from "../../../texts/index.ts"
import { loadVocabularies, type Vocabularies } from "../../../vocabulary/index.ts"
import { mayOnDataset } from "../../dataset-policy.ts"
import type { DatasetDocument, FieldChange } from "../../document.ts"
import { checkDocument } from "../../publishing/check-document.ts"
import type { OfficeDataset, WriteContext } from "../../publishing/office-dataset.ts"
import { lockOffices } from "../../publishing/office-store.ts"
import { patchDataset, publishDataset } from "../../publishing/publish-dataset.ts"
import { beginDataset, type DocumentPatch, saveDraft } from "../../publishing/save-draft.ts"
import { type Application, bulkWork, eachWaitingLine } from "../apply-bulk-edit.ts"
import {
  type BulkLine,
  type BulkWork,
  insertWork,
  type LineVerdict,
  markFinished,
  markStarted,
  type NewLine,
  readWork,
} from "../bulk-store.ts"
import { readKnown, readWords } from "./metadata-store.ts"
import { type CellProblem, type ImportOptions, type PlannedLine, planImport } from "./plan-import.ts"
import { type ReadTable, readImport } from "./read-import.ts"

export interface ImportRequest extends ImportOptions {
  readonly file: { readonly bytes: Uint8Array; readonly name: string }
  /** Of headers that name none. */
  readonly language: Language
  /** What is complete, and may be published by whoever imports it, is; everything else becomes a draft. */
  readonly publish?: boolean
}

export interface ImportPreview {
  readonly token: string
  readonly lines: readonly PreviewLine[]
  readonly counts: Readonly<Record<PlannedLine["kind"], number>>
  readonly unknownColumns: readonly string[]
}

export interface PreviewLine {
  readonly row: number
  readonly kind: PlannedLine["kind"]
  readonly title: LocalisedText
  readonly datasetId?: string
  readonly changes?: readonly FieldChange[]
  readonly problems?: readonly CellProblem[]
}

export async function previewImport(
  db: Db,
  { file, language, publish = false, organizationId }: ImportRequest,
  { readTable, ...ctx }: WriteContext & { readonly readTable: ReadTable },
): Promise<ImportPreview> {
  const vocabularies = ctx.vocabularies ?? (await loadVocabularies(db))
  const table = await readImport(file, { readTable, language })
  const words = await readWords(db, { vocabularies, newId: ctx.newId })
  const lines = planImport(table, await readKnown(db, table), { words, by: ctx.by, organizationId })
  const token = ctx.newId()
  const work = { id: token, kind: "import" as const, actor: ctx.by.id, request: { publish }, at: ctx.at }
  await inTransaction(db, (tx) => insertWork(tx, work, lines.map(keptLine)))
  const count = (kind: PlannedLine["kind"]) => lines.filter((line) => line.kind === kind).length
  return {
    token,
    lines: lines.map(previewLine),
    counts: {
      create: count("create"),
      update: count("update"),
      unchanged: count("unchanged"),
      refused: count("refused"),
    },
    unknownColumns: table.unknownColumns,
  }
}

function previewLine(line: PlannedLine): PreviewLine {
  const { row, kind } = line
  switch (line.kind) {
    case "create":
      return { row, kind, title: line.document.facts.title }
    case "update":
      return { row, kind, title: line.document.facts.title, datasetId: line.office.id, changes: line.changes }
    case "unchanged":
      return { row, kind, title: line.office.document.facts.title, datasetId: line.office.id }
    case "refused":
      return { row, kind, title: {}, problems: line.problems }
  }
}

/** The number of the row is the position of the line. */
function keptLine(line: PlannedLine): NewLine {
  const position = line.row
  switch (line.kind) {
    case "create":
      return { position, given: line.document }
    case "update":
      return { position, given: line.document, datasetId: line.office.id, version: line.office.version }
    case "unchanged":
      return { position, datasetId: line.office.id, verdict: "unchanged" }
    case "refused":
      return { position, verdict: "refused", detail: { code: "invalid-input", problems: line.problems } }
  }
}

/** Answers how it ended; called again, it does what was left. */
export async function applyImport(db: Db, { token, signal }: Application, ctx: WriteContext): Promise<BulkWork> {
  const work = await bulkWork(db, { id: token, kind: "import" }, ctx)
  const { publish } = work.request as { publish: boolean }
  const vocabularies = ctx.vocabularies ?? (await loadVocabularies(db))
  const applying = { publish, ctx: { ...ctx, vocabularies } }
  await markStarted(db, work.id, ctx.at)
  await eachWaitingLine(db, { workId: work.id, signal }, (tx, line) =>
    line.datasetId ? updateFrom(tx, line, applying) : createFrom(tx, line, applying),
  )
  await markFinished(db, work.id, ctx.at)
  return (await readWork(db, work.id))!
}

interface Applying {
  readonly publish: boolean
  readonly ctx: WriteContext & { readonly vocabularies: Vocabularies }
}

type Outcome = Omit<LineVerdict, "position">

async function createFrom(tx: Tx, line: BulkLine, { publish, ctx }: Applying): Promise<Outcome> {
  const document = line.given as DatasetDocument
  const { organizationId, facts, distributions } = document
  const begun = await beginDataset(tx, { organizationId, facts, distributions }, ctx)
  const outcome = { verdict: "created", datasetId: begun.id } as const
  return publish ? { ...outcome, ...(await publishIfComplete(tx, begun, ctx)) } : outcome
}

async function updateFrom(tx: Tx, line: BulkLine, { publish, ctx }: Applying): Promise<Outcome> {
  const id = line.datasetId!
  const [office] = await lockOffices(tx, [id])
  if (office && office.version !== line.version) return { verdict: "changed-since" }
  const document = line.given as DatasetDocument
  if (!publish) {
    await saveDraft(tx, { id, base: office?.document ?? document, document }, ctx)
    return { verdict: "changed" }
  }
  const changed = await patchDataset(tx, { id, patch: patchFrom(document, office?.document) }, ctx)
  return { verdict: "changed", ...(await publishIfComplete(tx, changed, ctx)) }
}

/** A patch that makes the whole document: what it no longer has is taken away. */
function patchFrom(document: DatasetDocument, before: DatasetDocument | undefined): DocumentPatch {
  const gone = Object.keys(before?.facts ?? {}).map((name) => [name, null])
  return {
    organizationId: document.organizationId,
    facts: { ...Object.fromEntries(gone), ...document.facts },
    distributions: document.distributions,
  }
}

/** What is not complete, or not theirs to publish, stays a draft, and says what it lacks. */
async function publishIfComplete(
  tx: Tx,
  { id, draft, access, shownState }: OfficeDataset,
  ctx: Applying["ctx"],
): Promise<{ detail?: unknown }> {
  if (!draft) return {}
  if (!mayOnDataset(ctx.by, "publish", access)) return { detail: { draft: true, code: "not-allowed" } }
  const problems = shownState === "withdrawn" ? [] : checkDocument(draft.document, ctx.vocabularies)
  if (shownState === "withdrawn" || problems.length > 0) {
    return { detail: { draft: true, code: shownState === "withdrawn" ? "wrong-state" : "invalid-input", problems } }
  }
  await publishDataset(tx, { id }, ctx)
  return {}
}
