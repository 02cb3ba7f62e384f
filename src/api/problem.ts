import type { ErrorFormat, Refusal, RefusalValues } from "../platform/http/index.ts"
import { InvalidInput } from "../platform/refusal.ts"
import { QueryMistake } from "../tabular/index.ts"
import { inputRuleText, type Language, tableRefusalText } from "../texts/index.ts"
import { corsHeaders } from "./cors.ts"
import { errorTexts, isErrorCode } from "./error-texts.ts"
import { type FieldProblem, InvalidCursor, InvalidParameter, UnknownParameter, Withdrawn } from "./errors.ts"
import { readerLanguage } from "./reader-language.ts"
import { NotATable } from "./tables/errors.ts"

/** Problem details (RFC 9457) with our stable `code`, in the reader's language. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly errors?: readonly FieldProblem[]
  readonly withdrawal?: Withdrawn["withdrawal"]
  /** Of a mistake in a question to a table: where it stands, in characters from 0, and what was probably meant. */
  readonly parameter?: string
  readonly position?: number
  readonly nearest?: string
  /** Why a file is no table: a stable word, and a sentence. */
  readonly reason?: string
  readonly explanation?: string
}

export function problemFormat(baseUrl: string): ErrorFormat {
  return (refusal, request) => {
    const language = readerLanguage(request)
    const problem = problemFromRefusal(refusal, { language, baseUrl, requestId: request.id })
    return {
      contentType: "application/problem+json",
      body: JSON.stringify(problem),
      headers: { ...corsHeaders, "content-language": language, vary: "accept-language" },
    }
  }
}

export function problemFromRefusal(
  refusal: Refusal,
  { language, baseUrl, requestId }: { language: Language; baseUrl: string; requestId: string },
): Problem {
  const text = isErrorCode(refusal.code) ? errorTexts[refusal.code] : undefined
  const detail = text ? fillIn(text.detail[language], refusal.values) : refusal.message
  const errors = fieldProblems(refusal, { detail, language })
  return {
    type: `${baseUrl}/api/v1/errors#${refusal.code}`,
    title: text?.title[language] ?? refusal.message,
    status: refusal.status,
    code: refusal.code,
    detail,
    requestId,
    ...(errors ? { errors } : {}),
    ...(refusal instanceof Withdrawn ? { withdrawal: refusal.withdrawal } : {}),
    ...(refusal instanceof QueryMistake ? refusal.place : {}),
    ...(refusal instanceof NotATable ? explained(refusal, language) : {}),
  }
}

function explained({ reason, detail }: NotATable, language: Language): Pick<Problem, "reason" | "explanation"> {
  return { reason, explanation: tableRefusalText(language, reason, detail) }
}

function fieldProblems(
  refusal: Refusal,
  { detail, language }: { detail: string; language: Language },
): readonly FieldProblem[] | undefined {
  if (refusal instanceof InvalidParameter) return refusal.problems
  if (refusal instanceof InvalidInput) {
    return refusal.problems.map(({ path, rule, values }) => ({
      field: path,
      rule,
      message: inputRuleText(language, rule, values),
    }))
  }
  if (refusal instanceof UnknownParameter || refusal instanceof InvalidCursor) {
    return [{ field: refusal.field, message: detail }]
  }
  if (refusal instanceof QueryMistake && refusal.place.parameter !== undefined) {
    return [{ field: refusal.place.parameter, message: detail }]
  }
  if (refusal.code === "harvest-source-invalid") {
    const { field, problem, rule } = refusal.values
    return [{ field: String(field), ...(rule ? { rule: String(rule) } : {}), message: String(problem) }]
  }
  return undefined
}

function fillIn(template: string, values: RefusalValues): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name]
    return Array.isArray(value) ? value.join(", ") : String(value ?? "")
  })
}
