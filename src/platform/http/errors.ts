import { Refusal } from "../refusal.ts"

export { Refusal, type RefusalValues } from "../refusal.ts"

export class BadRequest extends Refusal {
  readonly code = "bad-request"
  readonly status = 400
}

export class NotFound extends Refusal {
  readonly code = "not-found"
  readonly status = 404
}

export class MethodNotAllowed extends Refusal {
  readonly code = "method-not-allowed"
  readonly status = 405
  readonly allowed: readonly string[]

  constructor(method: string, allowed: readonly string[]) {
    super(`${method} is not allowed here`, { method, allowed })
    this.allowed = allowed
  }
}

export class BodyTooLarge extends Refusal {
  readonly code = "body-too-large"
  readonly status = 413
}

export class UriTooLong extends Refusal {
  readonly code = "uri-too-long"
  readonly status = 414
}

export class UnsupportedMediaType extends Refusal {
  readonly code = "unsupported-media-type"
  readonly status = 415
}

/** The request names a host that is not ours (DNS rebinding on a loopback instance). */
export class MisdirectedHost extends Refusal {
  readonly code = "misdirected-host"
  readonly status = 421
}

export class TooManyRequests extends Refusal {
  readonly code = "too-many-requests"
  readonly status = 429
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super("Too many requests from one client", { retryAfterSeconds })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A bug: logged once with the request's id, which is all the reader is told. */
export class InternalError extends Refusal {
  readonly code = "internal-error"
  readonly status = 500
}

/** Something we need (the database) does not answer or took too long; trying again may help. */
export class Unavailable extends Refusal {
  readonly code = "unavailable"
  readonly status = 503
}
