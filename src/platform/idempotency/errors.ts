import { Refusal } from "../refusal.ts"

/** The key came before with another request: one key is for one request. */
export class IdempotencyKeyReused extends Refusal {
  readonly code = "idempotency-key-reused"
  readonly status = 422

  constructor() {
    super("The Idempotency-Key was used for another request")
  }
}

/** The first request of this key is still being worked on. */
export class IdempotencyKeyInUse extends Refusal {
  readonly code = "idempotency-key-in-use"
  readonly status = 409

  constructor() {
    super("A request with this Idempotency-Key is still under way")
  }
}

export class InvalidIdempotencyKey extends Refusal {
  readonly code = "invalid-idempotency-key"
  readonly status = 400

  constructor() {
    super("An Idempotency-Key has 1 to 255 visible ASCII characters")
  }
}
