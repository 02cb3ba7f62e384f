import { datasetMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import type { DatasetModel } from "./dataset-model.ts"

interface Options {
  readonly page: Page
  readonly model: DatasetModel
  readonly field: string
}

/** Tells those who may edit which fields of a harvested dataset are ours, and no longer its source's. */
export function Corrected({ page, model: { dataset, editHref, sources }, field }: Options) {
  if (!editHref || sources.length === 0 || !dataset.editedFields.includes(field)) return null
  return (
    <>
      {" "}
      <span class="tag">{datasetMessages[page.language].correctedHere}</span>
    </>
  )
}
