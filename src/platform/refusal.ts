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

  constructor(message: string, values: RefusalValues = {}) {
    super(message)
    this.name = new.target.name
    this.values = values
  }
}
