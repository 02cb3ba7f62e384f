import { Refusal } from "../../platform/refusal.ts"
import type { FieldConflict } from "../document.ts"

/** Also of what the reader may not know of: who guesses identifiers learns nothing. */
export class DatasetNotFound extends Refusal {
  readonly code = "dataset-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No dataset has this identifier or slug", { ref })
  }
}

/** What is shown changed meanwhile where the draft changed it too. The draft now lies over what is shown: look, and publish again. */
export class DraftConflicts extends Refusal {
  readonly code = "draft-conflicts"
  readonly status = 409
  override readonly keepsWork = true
  readonly conflicts: readonly FieldConflict[]

  constructor(id: string, conflicts: readonly FieldConflict[]) {
    super("What is shown was changed meanwhile in the same fields", { id, fields: conflicts.map(({ path }) => path) })
    this.conflicts = conflicts
  }
}

export interface UnansweredFile {
  readonly distributionId: string
  readonly fileId: string
  readonly name: string
  readonly columns: readonly string[]
}

/** Files look as if they named people; somebody has to say that they do not, or that the law allows it. */
export class PersonalDataUnanswered extends Refusal {
  readonly code = "personal-data-unanswered"
  readonly status = 409
  readonly files: readonly UnansweredFile[]

  constructor(files: readonly UnansweredFile[]) {
    super("Files with signs of personal data wait for an answer", {
      files: files.map(({ name }) => name),
      columns: [...new Set(files.flatMap(({ columns }) => columns))],
    })
    this.files = files
  }
}
