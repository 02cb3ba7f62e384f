import { Refusal, type RefusalValues } from "../../platform/refusal.ts"

/** What can be wrong with a question; each has its text in three languages and its line in the reference of errors. */
export const queryMistakeCodes = [
  "unknown-column",
  "ambiguous-column",
  "unknown-operator",
  "unknown-query-function",
  "unknown-table",
  "query-value",
  "query-type",
  "query-syntax",
  "query-arguments",
  "query-grouping",
  "query-conflict",
  "query-range",
  "query-too-complex",
  "query-not-read-only",
  "query-impossible",
  "invalid-cursor",
] as const
export type QueryMistakeCode = (typeof queryMistakeCodes)[number]

export interface MistakePlace {
  /** The parameter of the question, as it was written. */
  readonly parameter?: string
  /** Where in its text, in characters from 0. */
  readonly position?: number
  /** What was probably meant. */
  readonly nearest?: string
}

/** The question has a mistake: which, in which parameter, where in its text, and what was probably meant. */
export class QueryMistake extends Refusal {
  readonly code: QueryMistakeCode
  readonly status = 400
  readonly place: MistakePlace
  readonly #said: RefusalValues

  constructor(code: QueryMistakeCode, said: RefusalValues, place: MistakePlace = {}) {
    super(`${code} ${JSON.stringify({ ...said, ...place })}`, { ...said, ...valuesOf(place) })
    this.code = code
    this.place = place
    this.#said = said
  }

  /** The same mistake, where the parameter is known only further out. */
  in(parameter: string): QueryMistake {
    if (this.place.parameter !== undefined) return this
    return new QueryMistake(this.code, this.#said, { ...this.place, parameter })
  }
}

/** Reads something of a parameter, whose name is told with its mistakes. */
export function inParameter<T>(parameter: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof QueryMistake ? error.in(parameter) : error
  }
}

/** Texts mention all of them; what is not known is empty there. */
function valuesOf({ parameter = "", position, nearest = "" }: MistakePlace): RefusalValues {
  return { field: parameter, position: position === undefined ? "" : position + 1, nearest }
}
