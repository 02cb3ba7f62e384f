import { Refusal } from "../../platform/http/index.ts"

/** What CKAN's envelope says of an error; clients decide by `__type`, whose strings are exact. */
export type CkanErrorType =
  | "Not Found Error"
  | "Validation Error"
  | "Authorization Error"
  | "Search Query Error"
  | "Search Error"
  | "Internal Server Error"

const statuses: Record<CkanErrorType, number> = {
  "Not Found Error": 404,
  "Validation Error": 409,
  "Authorization Error": 403,
  "Search Query Error": 400,
  "Search Error": 409,
  "Internal Server Error": 500,
}

export class CkanRefusal extends Refusal {
  readonly code = "ckan-refusal"
  readonly status: number
  readonly type: CkanErrorType
  /** For validation errors: field → messages; and what else CKAN says of them. */
  readonly fields: Readonly<Record<string, unknown>>

  constructor(type: CkanErrorType, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.type = type
    this.status = statuses[type]
    this.fields = fields
  }
}

/** Answered with a bare JSON string, as CKAN does for calls it cannot even read. */
export class CkanBadRequest extends Refusal {
  readonly code = "ckan-bad-request"
  readonly status = 400
}

export function notFound(what: string): CkanRefusal {
  return new CkanRefusal("Not Found Error", `Not found: ${what}`)
}

export function invalid(field: string, message: string): CkanRefusal {
  return new CkanRefusal("Validation Error", `${field}: ${message}`, { [field]: [message] })
}
