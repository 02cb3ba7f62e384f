import {
  countFrom,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  type SourceAnswer,
  stopped,
} from "../../reading/index.ts"

export interface OdsPage {
  readonly entries: readonly unknown[]
  readonly total: number | undefined
}

/** The datasets of an answer of any version: `results` (2.1), `datasets` (2.0 wraps each once more; 1.0), a bare list, one. */
export function pageIn(answer: SourceAnswer): OdsPage {
  const value = soundJson(answer)
  const listed = Array.isArray(value) ? value : isObject(value) ? (value.results ?? value.datasets) : undefined
  if (Array.isArray(listed)) {
    const total = isObject(value) ? countFrom(value.total_count ?? value.nhits) : undefined
    return { entries: listed.map(unwrapped), total }
  }
  const one = unwrapped(value)
  if (isObject(one) && (isObject(one.metas) || "dataset_id" in one || "datasetid" in one))
    return { entries: [one], total: undefined }
  throw stopped("not-a-catalogue", { url: answer.url })
}

function unwrapped(entry: unknown): unknown {
  return isObject(entry) && isObject(entry.dataset) ? entry.dataset : entry
}

function soundJson(answer: SourceAnswer): unknown {
  const value = jsonIn(answer)
  const says = isObject(value) ? wordsOfError(value) : undefined
  if (answer.status >= 400)
    throw stopped("http-error", { url: answer.url, status: answer.status, ...(says ? { says } : {}) })
  if (says && isObject(value) && !("results" in value) && !("datasets" in value))
    throw stopped("success-false", { url: answer.url, says })
  return value
}

/** `{"error_code": "ODSQLError", "message": …}`, and version 1's `{"error": …}`. */
function wordsOfError(value: JsonObject): string | undefined {
  const words = [value.error_code ?? value.errorcode, value.message ?? value.error].map(lineOf).filter(Boolean)
  return words.length > 0 && ("error_code" in value || "errorcode" in value || "error" in value || "message" in value)
    ? words.join(": ").slice(0, 300)
    : undefined
}
