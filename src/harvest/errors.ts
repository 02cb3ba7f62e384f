import { Refusal } from "../platform/refusal.ts"

export class HarvestSourceNotFound extends Refusal {
  readonly code = "harvest-source-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no harvest source ${id}. "fihrist harvest list" shows them all.`, { id })
  }
}

export class HarvestAlreadyRunning extends Refusal {
  readonly code = "harvest-already-running"
  readonly status = 409
  constructor(source: string) {
    super(`A run over "${source}" is under way. Wait for its end, then run again.`, { source })
  }
}

/** A run that lost its lock found another one at work. */
export class HarvestRunSuperseded extends Refusal {
  readonly code = "harvest-run-superseded"
  readonly status = 409
  constructor(id: string) {
    super(`Run ${id} lost its connection to the database, and another run over the same source has taken over.`, { id })
  }
}

/** Previews are kept for a day, for who asked for them. */
export class HarvestPreviewNotFound extends Refusal {
  readonly code = "harvest-preview-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no preview ${id}, or no longer. Ask for it again.`, { id })
  }
}

export class HarvestRunNotHeld extends Refusal {
  readonly code = "harvest-run-not-held"
  readonly status = 409
  constructor(id: string) {
    super(`Run ${id} does not wait for a confirmation.`, { id })
  }
}

export class HarvestSourceInvalid extends Refusal {
  readonly code = "harvest-source-invalid"
  readonly status = 400
  /** `rule`: which of the rules of the field it breaks, where it has several. */
  constructor(field: string, problem: string, rule?: string) {
    super(`The source cannot be kept: ${field}: ${problem}`, { field, problem, ...(rule ? { rule } : {}) })
  }
}

export class HarvestSourceExists extends Refusal {
  readonly code = "harvest-source-exists"
  readonly status = 409
  constructor(id: string, url: string) {
    super(`A source of this kind with the address ${url} exists already: ${id}.`, { id, url })
  }
}
