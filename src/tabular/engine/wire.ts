import { QueryMistake, type QueryMistakeCode } from "../query/query-mistake.ts"
import type { AnswerLimits, CompiledQuery, ExportRequest, QueryValue } from "./query-engine.ts"
import { EngineBusy, QueryTookTooLong, QueryTooLarge } from "./refusals.ts"

/** What the web process and the `query` process say to each other, as JSON over a socket that only they can open. */
export interface AskMessage {
  readonly query: WiredQuery
  readonly limits: Omit<AnswerLimits, "signal">
}

export interface ExportMessage {
  readonly query: WiredQuery
  readonly request: Omit<ExportRequest, "signal">
}

export interface ParseMessage {
  readonly sql: string
}

/** Blobs have become paths. */
export interface WiredQuery {
  readonly sql: string
  readonly params: readonly WiredValue[]
  readonly files: Readonly<Record<string, string>>
  readonly plain: boolean
}

export type WiredValue = Exclude<QueryValue, bigint> | { readonly whole: string }

export type WiredRefusal =
  | { readonly kind: "took-too-long"; readonly timeoutMs: number }
  | { readonly kind: "too-large" }
  | { readonly kind: "busy" }
  | {
      readonly kind: "mistake"
      readonly code: QueryMistakeCode
      readonly values: Readonly<Record<string, string>>
      readonly position?: number
      readonly nearest?: string
    }
  /** Not the caller's fault: logged, and a failure. */
  | { readonly kind: "failed"; readonly message: string }

/** Statuses of the answers inside. */
export const wireStatus = { done: 200, refused: 422 } as const

export function wireQuery(query: CompiledQuery, files: Readonly<Record<string, string>>): WiredQuery {
  const params = query.params.map((value) => (typeof value === "bigint" ? { whole: String(value) } : value))
  return { sql: query.sql, params, files, plain: query.plain ?? false }
}

export function unwireValue(value: WiredValue): QueryValue {
  return typeof value === "object" && value !== null ? BigInt(value.whole) : value
}

export function unwireRefusal(refusal: WiredRefusal): Error {
  switch (refusal.kind) {
    case "took-too-long":
      return new QueryTookTooLong(refusal.timeoutMs)
    case "too-large":
      return new QueryTooLarge()
    case "busy":
      return new EngineBusy()
    case "mistake":
      return new QueryMistake(refusal.code, refusal.values, { position: refusal.position, nearest: refusal.nearest })
    case "failed":
      return new Error(`The query process failed: ${refusal.message}`)
  }
}
