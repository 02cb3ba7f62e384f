/** One batch of a bulk edit, in the caller's transaction: verdicts, layers, drafts, and last its changes of the log. */
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import type { Tx } from "../../platform/db.ts"
import { type InputProblem, InvalidInput, Refusal } from "../../platform/refusal.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { DatasetDocument } from "../document.ts"
import { fieldNameOf, withoutPersonalValues } from "../publishing/field-paths.ts"
import type { OfficeDataset, WriteContext } from "../publishing/office-dataset.ts"
import { lockOffices } from "../publishing/office-store.ts"
import { planPublication } from "../publishing/plan-publication.ts"
import { readLayersOf, unansweredFiles, writeEdits } from "../publishing/publication-store.ts"
import { transferDatasets } from "../publishing/transfer-datasets.ts"
import type { BulkChange } from "./bulk-change.ts"
import { type BulkLine, type LineVerdict, writeVerdicts } from "./bulk-store.ts"
import { writeDrafts, writeShownFacts } from "./bulk-write-store.ts"
import { type BulkDecision, type BulkRefusal, decideEdit } from "./decide-edit.ts"

export type BulkContext = WriteContext & { readonly vocabularies: Vocabularies }

interface Batch {
  readonly workId: string
  readonly lines: readonly BulkLine[]
}

/** Metadata of many. */
export async function editBatch(
  tx: Tx,
  { workId, lines }: Batch,
  { change, ctx }: { change: BulkChange; ctx: BulkContext },
): Promise<void> {
  const decided = await decideLines(tx, lines, { change, ctx })
  const unanswered = await unansweredOf(tx, decided)
  const final = decided.map((one) => withRefusal(one, unanswered.get(one.line.datasetId ?? "")))
  await writeVerdicts(tx, workId, final.map(verdictOf))
  await appendChanges(tx, await writeEdited(tx, final, ctx), ctx.by, ctx.at)
}

/** To another body: all that may go, together. */
export async function moveBatch(
  tx: Tx,
  { workId, lines }: Batch,
  { change, ctx }: { change: Extract<BulkChange, { kind: "move" }>; ctx: BulkContext },
): Promise<void> {
  const decided = await decideLines(tx, lines, { change, ctx })
  const ids = decided.flatMap(({ line, outcome }) => (outcome.kind === "change" ? line.datasetId! : []))
  const refusal = await transferRefusal(tx, { ids, organizationId: change.organizationId }, ctx)
  const final = decided.map((one) => (one.outcome.kind === "change" ? withRefusal(one, refusal) : one))
  await writeVerdicts(tx, workId, final.map(verdictOf))
}

type Outcome = BulkDecision | { readonly kind: "changed-since" }

interface Decided {
  readonly line: BulkLine
  readonly office: OfficeDataset | undefined
  readonly outcome: Outcome
}

async function decideLines(
  tx: Tx,
  lines: readonly BulkLine[],
  { change, ctx }: { change: BulkChange; ctx: BulkContext },
): Promise<Decided[]> {
  const ids = lines.flatMap(({ datasetId }) => datasetId ?? [])
  const offices = new Map((await lockOffices(tx, ids)).map((office) => [office.id, office]))
  return lines.map((line) => {
    const office = offices.get(line.datasetId ?? "")
    return { line, office, outcome: outcomeOf(line, office, { change, ctx }) }
  })
}

/** Of a dataset that changed since it was looked at only that is said, to those who may know of it. */
export function outcomeOf(
  line: BulkLine,
  office: OfficeDataset | undefined,
  { change, ctx }: { change: BulkChange; ctx: BulkContext },
): Outcome {
  const decision = decideEdit(office, change, ctx)
  const isLate = office !== undefined && office.version !== line.version && decision.kind !== "refused"
  return isLate ? { kind: "changed-since" } : decision
}

function verdictOf({ line: { position }, outcome }: Decided): LineVerdict {
  switch (outcome.kind) {
    case "change":
      return { position, verdict: "changed" }
    case "refused":
      return { position, verdict: "refused", detail: outcome.refusal }
    default:
      return { position, verdict: outcome.kind }
  }
}

function withRefusal(one: Decided, refusal: BulkRefusal | undefined): Decided {
  return refusal ? { ...one, outcome: { kind: "refused", refusal } } : one
}

async function transferRefusal(
  tx: Tx,
  transfer: { readonly ids: readonly string[]; readonly organizationId: string },
  ctx: BulkContext,
): Promise<BulkRefusal | undefined> {
  if (transfer.ids.length === 0) return undefined
  try {
    await transferDatasets(tx, transfer, ctx)
    return undefined
  } catch (error) {
    // It refuses before it writes anything: the transaction goes on.
    if (error instanceof Refusal) return refusalOf(error)
    throw error
  }
}

export function refusalOf(error: Refusal): BulkRefusal {
  const problems: readonly InputProblem[] | undefined = error instanceof InvalidInput ? error.problems : undefined
  return { code: error.code, values: error.values, ...(problems ? { problems } : {}) }
}

/** Those that would be shown with files of which nobody has said whether they may name people. */
async function unansweredOf(tx: Tx, decided: readonly Decided[]): Promise<Map<string, BulkRefusal>> {
  const shown = decided.flatMap(({ outcome, office }) =>
    office && outcome.kind === "change" && outcome.way === "publish" ? [{ id: office.id, ...outcome.document }] : [],
  )
  const owners = new Map(shown.flatMap(({ id, distributions }) => distributions.map((file) => [file.id, id] as const)))
  const all = { distributions: shown.flatMap(({ distributions }) => distributions) } as unknown as DatasetDocument
  const files = await unansweredFiles(tx, all)
  return new Map(
    files.map(({ distributionId, name }) => [
      owners.get(distributionId)!,
      { code: "personal-data-unanswered", values: { files: [name] } },
    ]),
  )
}

async function writeEdited(tx: Tx, decided: readonly Decided[], ctx: BulkContext): Promise<NewChange[]> {
  const going = decided.flatMap(({ office, outcome }) =>
    office && outcome.kind === "change" ? [{ office, ...outcome }] : [],
  )
  await writeDrafts(
    tx,
    going
      .filter(({ way }) => way === "draft")
      .map(({ office: { id, draft, shown }, document }) => ({
        id,
        document,
        ...(!draft && shown ? { base: shown } : {}),
      })),
    ctx,
  )
  const published = going.filter(({ way }) => way === "publish")
  const layers = await readLayersOf(
    tx,
    published.map(({ office }) => office.id),
  )
  const plans = published.map(({ office, document }) => ({
    id: office.id,
    facts: document.facts,
    ...planPublication({ ...layers.get(office.id)!, document, ...(office.shown ? { shown: office.shown } : {}) }),
  }))
  await writeEdits(
    tx,
    "",
    plans.flatMap(({ id, edits }) => edits.map((edit) => ({ ...edit, entityId: edit.entityId ?? id }))),
    ctx,
  )
  await writeShownFacts(
    tx,
    plans.map(({ id, facts, editedFields }) => ({ id, facts, editedFields })),
    ctx.at,
  )
  return going.map(({ office, way, changes }) => ({
    entity: "dataset",
    entityId: office.id,
    ...(way === "draft"
      ? { kind: "draft-saved" }
      : {
          kind: "updated",
          fields: [...new Set(changes.map(({ path }) => fieldNameOf(path)))].sort(),
          diff: withoutPersonalValues(changes),
        }),
  }))
}
