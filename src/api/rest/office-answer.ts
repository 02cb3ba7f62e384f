/** A dataset for those who work on it: the same fields as for the public, of the draft where there is one, and where it stands. */
import type { z } from "zod"
import type { OfficeDataset } from "../../catalogue/index.ts"
import { officeAsDataset } from "../office-as-dataset.ts"
import { type AnswerContext, datasetToJson } from "./dataset-answer.ts"
import type { officeDataset } from "./office-schemas.ts"

export type OfficeAnswer = z.infer<typeof officeDataset>

export function officeToJson(office: OfficeDataset, context: AnswerContext): OfficeAnswer {
  const { draft, document } = office
  return {
    ...datasetToJson(officeAsDataset(office), context),
    state: office.state,
    shownState: office.shownState ?? null,
    visibility: document.visibility,
    privateReason: document.privateReason ?? null,
    trashedAt: office.trashedAt?.toISOString() ?? null,
    version: document.facts.version ?? null,
    editVersion: office.version,
    draft: draft
      ? { updatedAt: draft.updatedAt.toISOString(), publishAt: draft.publishAt?.toISOString() ?? null }
      : null,
    editedFields: [...office.editedFields],
  }
}

export function etagOf({ version }: OfficeDataset): string {
  return `"v${version}"`
}
