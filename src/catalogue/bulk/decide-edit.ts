/**
 * What a change would do to one dataset, and why not where it would do nothing: the preview and the application ask the
 * same question, the second of what is true then. Pure.
 */
import type { InputProblem, RefusalValues } from "../../platform/refusal.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { type DatasetAction, mayOnDataset, mayOnOrganization } from "../dataset-policy.ts"
import type { DatasetDocument, FieldChange } from "../document.ts"
import { freshProblems } from "../publishing/check-document.ts"
import { diffDocuments } from "../publishing/field-paths.ts"
import { mayReadOffice, type OfficeDataset, type WriteContext } from "../publishing/office-dataset.ts"
import { type BulkChange, changedDocument, type FactsChange } from "./bulk-change.ts"

/** As a refusal says it: a code with its values, and the places where something is wrong. */
export interface BulkRefusal {
  readonly code: string
  readonly values?: RefusalValues
  readonly problems?: readonly InputProblem[]
}

export type BulkDecision =
  | { readonly kind: "refused"; readonly refusal: BulkRefusal }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "change"
      readonly changes: readonly FieldChange[]
      /** `publish`: shown at once; `draft`: for somebody to publish; `step`: through the use case of its name. */
      readonly way: "publish" | "draft" | "step"
      readonly document: DatasetDocument
    }

type Deciding = Pick<WriteContext, "by"> & { readonly vocabularies: Vocabularies }

export function decideEdit(office: OfficeDataset | undefined, change: BulkChange, ctx: Deciding): BulkDecision {
  if (!office || !mayReadOffice(ctx.by, office.access)) return refused({ code: "dataset-not-found" })
  if (office.trashedAt && change.kind !== "restore") return wrongState(change.kind, "trashed")
  if (!mayOnDataset(ctx.by, actionOf[change.kind], office.access)) return notAllowed(actionOf[change.kind])
  return change.kind === "edit" ? decideFacts(office, change.facts, ctx) : decideStep(office, change, ctx)
}

const actionOf: Readonly<Record<BulkChange["kind"], DatasetAction>> = {
  edit: "edit",
  move: "transfer",
  publish: "publish",
  submit: "submit",
  withdraw: "withdraw",
  trash: "trash",
  restore: "restore",
}

function decideFacts(office: OfficeDataset, change: FactsChange, { by, vocabularies }: Deciding): BulkDecision {
  const { draft, shown, shownState, state, access } = office
  const document = changedDocument(office.document, change)
  const changes = diffDocuments(office.document, document)
  if (changes.length === 0) return { kind: "unchanged" }
  const mayPublish = mayOnDataset(by, "publish", access)
  if (state === "scheduled" && !mayPublish) return wrongState("edit", "scheduled")
  if (draft || !shown || shownState !== "published" || !mayPublish) {
    return { kind: "change", changes, way: "draft", document }
  }
  const problems = freshProblems(document, shown, vocabularies)
  if (problems.length > 0) return refused({ code: "invalid-input", problems })
  return { kind: "change", changes, way: "publish", document }
}

function decideStep(
  office: OfficeDataset,
  change: Exclude<BulkChange, { kind: "edit" }>,
  { by, vocabularies }: Deciding,
): BulkDecision {
  const { state, shownState, trashedAt, draft, shown, document, organization } = office
  const step = (path: string, before: unknown, after: unknown): BulkDecision => ({
    kind: "change",
    changes: [{ path, before, after }],
    way: "step",
    document,
  })
  switch (change.kind) {
    case "move": {
      if (organization.id === change.organizationId) return { kind: "unchanged" }
      if (!mayOnOrganization(by, "add-dataset", change.organizationId)) return notAllowed("add-dataset")
      return step("organizationId", organization.id, change.organizationId)
    }
    case "publish": {
      if (!draft) return shownState === "published" ? { kind: "unchanged" } : wrongState("publish", state)
      const problems = freshProblems(document, shown, vocabularies)
      return problems.length > 0 ? refused({ code: "invalid-input", problems }) : step("state", state, "published")
    }
    case "submit": {
      if (state === "in-review") return { kind: "unchanged" }
      if (state !== "draft" && state !== "changes-requested") return wrongState("submit", state)
      return step("state", state, "in-review")
    }
    case "withdraw": {
      if (shownState === "withdrawn") return { kind: "unchanged" }
      return shownState === "published" ? step("state", state, "withdrawn") : wrongState("withdraw", state)
    }
    case "trash":
      return step("trash", false, true)
    case "restore": {
      if (trashedAt) return step("trash", true, false)
      return shownState === "withdrawn" ? step("state", state, draft?.state ?? "published") : { kind: "unchanged" }
    }
  }
}

function refused(refusal: BulkRefusal): BulkDecision {
  return { kind: "refused", refusal }
}

function notAllowed(action: string): BulkDecision {
  return refused({ code: "not-allowed", values: { action } })
}

function wrongState(action: string, state: string): BulkDecision {
  return refused({ code: "wrong-state", values: { action, state } })
}
