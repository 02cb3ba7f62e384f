import { Refusal, type RefusalValues } from "../../platform/refusal.ts"

export class TableNotFound extends Refusal {
  readonly code = "table-not-found"
  readonly status = 404

  constructor(ref: string) {
    super("No table and no distribution has this identifier", { ref: ref.slice(0, 100) })
  }
}

const askAgainSeconds = 10

/** Its file waits to be read, or is being read. */
export class TableNotReady extends Refusal {
  readonly code = "table-not-ready"
  readonly status = 202

  constructor() {
    super("The file has not been read yet", { retryAfterSeconds: askAgainSeconds })
  }
}

/** `reason` has its text among those of tables: what is wrong with the file, and what its publisher does. */
export class NotATable extends Refusal {
  readonly code = "not-a-table"
  readonly status = 409
  readonly reason: string
  readonly detail: RefusalValues

  constructor(reason: string, detail: RefusalValues = {}) {
    super("The file could not become a table", { reason })
    this.reason = reason
    this.detail = detail
  }
}

/** A sheet or layer that the last version of its file has no more. */
export class TableRetired extends Refusal {
  readonly code = "table-retired"
  readonly status = 410

  constructor(distribution: string) {
    super("The last version of the file has this table no more", { distribution })
  }
}
