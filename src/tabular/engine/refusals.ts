import { Refusal } from "../../platform/refusal.ts"

/** It was stopped at its limit of time. */
export class QueryTookTooLong extends Refusal {
  readonly code = "query-took-too-long"
  readonly status = 422

  constructor(timeoutMs: number) {
    super(`The question took longer than ${timeoutMs} ms`, { seconds: Math.ceil(timeoutMs / 1000) })
  }
}

/** It needs more memory or disk than a question may. */
export class QueryTooLarge extends Refusal {
  readonly code = "query-too-large"
  readonly status = 422

  constructor() {
    super("The question needs more memory than a question may")
  }
}

/** Too many questions wait already, or the process that answers them does not start. */
export class EngineBusy extends Refusal {
  readonly code = "engine-busy"
  readonly status = 503

  constructor(retryAfterSeconds = 5) {
    super("Too many questions are waiting", { retryAfterSeconds })
  }
}
