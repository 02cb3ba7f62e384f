import { Refusal } from "../../platform/refusal.ts"

/** There is none, it is another's, or it was forgotten. */
export class BulkWorkNotFound extends Refusal {
  readonly code = "bulk-work-not-found"
  readonly status = 404

  constructor() {
    super("There is no such work on many datasets; it may have been forgotten")
  }
}

/** Whoever plans changes of so many datasets at once does it in parts. */
export class TooManyDatasets extends Refusal {
  readonly code = "too-many-datasets"
  readonly status = 422

  constructor(max: number) {
    super(`More than ${max} datasets at once; choose fewer`, { max })
  }
}
