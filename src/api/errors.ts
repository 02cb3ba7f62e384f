import type { Withdrawal } from "../catalogue/index.ts"
import { Refusal } from "../platform/http/index.ts"

/** One mistake in the request, in the reader's language. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
  /** The stable word of the mistake, of a written field. */
  readonly rule?: string
}

export class InvalidParameter extends Refusal {
  readonly code = "invalid-parameter"
  readonly status = 400
  readonly problems: readonly FieldProblem[]

  constructor(problems: readonly FieldProblem[]) {
    super("A parameter has a value that it cannot have", { field: problems[0]?.field ?? "" })
    this.problems = problems
  }
}

export class UnknownParameter extends Refusal {
  readonly code = "unknown-parameter"
  readonly status = 400
  readonly field: string

  constructor(field: string, known: readonly string[]) {
    super("There is no such parameter", { field, known })
    this.field = field
  }
}

/** The cursor is damaged, or belongs to another query. */
export class InvalidCursor extends Refusal {
  readonly code = "invalid-cursor"
  readonly status = 400
  readonly field: string

  constructor(field = "cursor") {
    super("The cursor does not belong to this query", { field })
    this.field = field
  }
}

export class DatasetNotFound extends Refusal {
  readonly code = "dataset-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No dataset has this identifier or slug", { ref })
  }
}

/** It was public, and is no more; the answer says since when and why. */
export abstract class Withdrawn extends Refusal {
  readonly status = 410
  readonly withdrawal: Withdrawal

  constructor(id: string, withdrawal: Withdrawal) {
    super("The record was withdrawn", { id, at: withdrawal.at.slice(0, 10), reason: withdrawal.reason })
    this.withdrawal = withdrawal
  }
}

export class DatasetWithdrawn extends Withdrawn {
  readonly code = "dataset-withdrawn"
}

export class SeriesNotFound extends Refusal {
  readonly code = "series-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No series has this identifier or slug", { ref })
  }
}

export class SeriesWithdrawn extends Withdrawn {
  readonly code = "series-withdrawn"
}

export class ServiceNotFound extends Refusal {
  readonly code = "service-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No data service has this identifier or slug", { ref })
  }
}

export class ServiceWithdrawn extends Withdrawn {
  readonly code = "service-withdrawn"
}

export class DistributionNotFound extends Refusal {
  readonly code = "distribution-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No distribution has this identifier", { ref })
  }
}

export class DistributionVanished extends Refusal {
  readonly code = "distribution-vanished"
  readonly status = 410

  constructor(id: string, at: Date, datasetSlug: string) {
    super("The distribution is no longer offered", { id, at: at.toISOString().slice(0, 10), dataset: datasetSlug })
  }
}

export class OrganizationNotFound extends Refusal {
  readonly code = "organization-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No organization has this identifier or slug", { ref })
  }
}

/** The change log was restored from a backup: positions given before count for another life of the database. */
export class ChangesStartAgain extends Refusal {
  readonly code = "changes-start-again"
  readonly status = 410

  constructor() {
    super("The token belongs to an earlier change log")
  }
}

/** Nobody asked about these two, or not this caller. */
export class DuplicateNotFound extends Refusal {
  readonly code = "duplicate-not-found"
  readonly status = 404

  constructor(id: string) {
    super("There is no question about these two", { id })
  }
}

/** What is no id names no preview. */
export class PreviewNotFound extends Refusal {
  readonly code = "harvest-preview-not-found"
  readonly status = 404

  constructor(id: string) {
    super("There is no such preview, or no longer", { id })
  }
}

export class RunNotFound extends Refusal {
  readonly code = "harvest-run-not-found"
  readonly status = 404

  constructor(id: string) {
    super("There is no such harvest run", { id })
  }
}
