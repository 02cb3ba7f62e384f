import type { WorkflowState } from "../../../catalogue/index.ts"
import { officeDatasetMessages } from "../../../texts/index.ts"
import { Pill } from "../../components/pill/pill.tsx"
import type { Page } from "../../page.ts"

const tones = {
  draft: "info",
  "in-review": "late",
  "changes-requested": "bad",
  scheduled: "info",
  published: "ok",
  withdrawn: "bad",
} as const

/** Where a dataset stands. */
export function StatePill({ page, state }: { page: Page; state: WorkflowState }) {
  return <Pill tone={tones[state]}>{officeDatasetMessages[page.language].states[state]}</Pill>
}
