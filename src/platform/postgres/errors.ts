import { OperatorError } from "../operator-error.ts"

/** PostgreSQL cannot be started or used; the message tells the operator what to do. */
export class PostgresUnusable extends OperatorError {
  override readonly name = "PostgresUnusable"
  readonly code: PostgresRefusal
  constructor(code: PostgresRefusal, message: string) {
    super(message)
    this.code = code
  }
}

export type PostgresRefusal =
  | "no-binaries"
  | "init-failed"
  | "start-failed"
  | "other-version"
  | "still-running"
  | "unreachable"
  | "too-old"
  | "wrong-encoding"
  | "wrong-locale"
