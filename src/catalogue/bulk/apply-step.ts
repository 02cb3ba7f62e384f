import type { Tx } from "../../platform/db.ts"
import type { DatasetId } from "../dataset.ts"
import { lockOffices } from "../publishing/office-store.ts"
import { publishDataset } from "../publishing/publish-dataset.ts"
import { restoreDataset, trashDataset, withdrawDataset } from "../publishing/shelve-dataset.ts"
import { submitDataset } from "../publishing/workflow.ts"
import { type BulkContext, outcomeOf } from "./apply-batch.ts"
import type { BulkChange } from "./bulk-change.ts"
import type { BulkLine, LineVerdict } from "./bulk-store.ts"

export type StepChange = Exclude<BulkChange, { readonly kind: "edit" | "move" }>

/** One step of one dataset's way, if it still is as it was previewed. */
export async function stepLine(
  tx: Tx,
  line: BulkLine,
  { change, ctx }: { readonly change: StepChange; readonly ctx: BulkContext },
): Promise<Omit<LineVerdict, "position">> {
  const id = line.datasetId ?? ""
  const [office] = await lockOffices(tx, [id])
  const outcome = outcomeOf(line, office, { change, ctx })
  if (outcome.kind === "refused") return { verdict: "refused", detail: outcome.refusal }
  if (outcome.kind !== "change") return { verdict: outcome.kind }
  await step(tx, id, { change, ctx })
  return { verdict: "changed" }
}

function step(tx: Tx, id: DatasetId, { change, ctx }: { change: StepChange; ctx: BulkContext }): Promise<unknown> {
  switch (change.kind) {
    case "publish":
      return publishDataset(tx, { id, ...commented(change) }, ctx)
    case "submit":
      return submitDataset(tx, { id, ...commented(change) }, ctx)
    case "withdraw":
      return withdrawDataset(tx, { id, reason: change.reason, ...(change.note ? { note: change.note } : {}) }, ctx)
    case "trash":
      return trashDataset(tx, { id }, ctx)
    case "restore":
      return restoreDataset(tx, { id }, ctx)
  }
}

function commented({ comment }: { readonly comment?: string | undefined }): { comment?: string } {
  return comment === undefined ? {} : { comment }
}
