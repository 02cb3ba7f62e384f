import type { OfficeComment, OfficeDataset } from "../../../../catalogue/index.ts"
import type { StoredFile } from "../../../../platform/uploads/index.ts"
import type { DiffLine } from "../../../components/diff/diff-line.tsx"
import type { FieldProblem, FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage } from "../../office-route.ts"

export interface ReviewModel {
  readonly page: OfficePage
  readonly office: OfficeDataset
  /** From what is shown to the draft; absent where one of them is. */
  readonly differences?: readonly DiffLine[] | undefined
  /** All of a dataset that was never shown. */
  readonly everything?: readonly DiffLine[] | undefined
  readonly missing: readonly FieldProblem[]
  readonly files: readonly StoredFile[]
  readonly comments: readonly OfficeComment[]
  readonly people: ReadonlyMap<string, string>
  readonly may: {
    readonly publish: boolean
    readonly requestChanges: boolean
    readonly comment: boolean
    readonly edit: boolean
  }
  readonly refusal?: FormRefusal | undefined
}
