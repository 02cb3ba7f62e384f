/** How a value is named in a refusal's text; never an object, so that no page ever shows `[object Object]`. */
export type RefusalValues = Readonly<Record<string, string | number | boolean | readonly string[]>>

/**
 * A refusal is part of the domain: a named class with a stable `code`, the HTTP status it answers with and the values its
 * texts mention. Domain errors extend it; `message` is for logs and the command line, readers of pages and API get the
 * text of the code in their language.
 */
export abstract class Refusal extends Error {
  abstract readonly code: string
  abstract readonly status: number
  readonly values: RefusalValues
  /** What was written on the way to it stands: a larger transaction is to be ended, not undone. */
  readonly keepsWork: boolean = false

  constructor(message: string, values: RefusalValues = {}) {
    super(message)
    this.name = new.target.name
    this.values = values
  }
}

/** The caller is known and may not; or is nobody and would have to sign in. */
export class NotAllowed extends Refusal {
  readonly code = "not-allowed"
  readonly status = 403

  constructor(action: string) {
    super(`Not allowed: ${action}`, { action })
  }
}

/** Nobody is signed in, or the token is unknown, expired or withdrawn. */
export class NotSignedIn extends Refusal {
  readonly code = "not-signed-in"
  readonly status = 401

  constructor() {
    super("Sign in first")
  }
}

/** What was written has mistakes, each at its place; nothing was saved. `path` is `title.fr`, `distributions.2.downloadUrl`. */
export class InvalidInput extends Refusal {
  readonly code = "invalid-input"
  readonly status = 422
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    super(`Invalid input: ${problems.map(({ path, rule }) => `${path} (${rule})`).join(", ")}`)
    this.problems = problems
  }
}

export interface InputProblem {
  readonly path: string
  /** A stable word: `missing`, `too-long`, `not-a-url`, `end-before-start`… each with its text in three languages. */
  readonly rule: string
  readonly values?: RefusalValues
}

/** Somebody else changed it meanwhile (`If-Match`): read it again, and write again. */
export class Stale extends Refusal {
  readonly code = "stale"
  readonly status = 412

  constructor(current: string) {
    super("It was changed meanwhile", { current })
  }
}

/** What is asked does not fit the present state: publishing what is withdrawn, accepting an invitation twice… */
export class WrongState extends Refusal {
  readonly code = "wrong-state"
  readonly status = 409

  constructor(action: string, state: string) {
    super(`Cannot ${action} while ${state}`, { action, state })
  }
}
