import { cleanLine, cleanText } from "./clean-text.ts"

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** One value or a list of them, always as a list; null and absent are no value. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** A scalar as clean text, trimmed; nothing for objects, lists, booleans and blanks. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return said(cleanText(value))
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined
}

/** The same on one line. */
export function lineOf(value: unknown): string | undefined {
  if (typeof value === "string") return said(cleanLine(value))
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined
}

// What a careless program upstream wrote in place of an object says as little as an empty text.
function said(text: string): string | undefined {
  return text === "" || text === "[object Object]" ? undefined : text
}

/** A whole number of at least nothing, as totals are, from a number or its digits. */
export function countFrom(value: unknown): number | undefined {
  const digits = /^\d{1,12}$/.exec(lineOf(value) ?? "")?.[0]
  return digits === undefined ? undefined : Number(digits)
}

/** An identifier as it is kept. */
export function idFrom(value: unknown): string | undefined {
  return lineOf(value)?.slice(0, 400)
}

/** The list where it has any entry. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

/** Without what is written the same, the first of each. */
export function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((value) => [JSON.stringify(value), value])).values()]
}

/** Nothing was said: absent, null, an empty text, list or object. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === "string") return value.trim() === ""
  if (Array.isArray(value)) return value.length === 0
  return typeof value === "object" && Object.keys(value).length === 0
}

/** What is written inside a string that holds JSON, as old CKANs do; the value itself otherwise. */
export function unpackJson(value: unknown): unknown {
  if (typeof value !== "string") return value
  const text = value.trim()
  if (!/^[[{"]/.test(text) || text.length > 1_000_000) return value
  return parseOrNothing(text) ?? parseOrNothing(text.replaceAll("&quot;", '"')) ?? value
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The object without its undefined members, so that equal facts are equal JSON. */
export function compact<T extends object>(value: T): T {
  const kept: Partial<T> = {}
  for (const name in value) if (value[name] !== undefined) kept[name] = value[name]
  return kept as T
}
