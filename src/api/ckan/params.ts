/** Parameters arrive as JSON values or, in a query or a form, as strings and lists of strings: each is read as what it must be. */
import { invalid } from "./errors.ts"

export type Params = Readonly<Record<string, unknown>>

const missing = "Missing value"

export function textOf(params: Params, name: string): string | undefined {
  const value = params[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "string") return value
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  throw invalid(name, "Must be a string")
}

export function requiredText(params: Params, ...names: [string, ...string[]]): string {
  for (const name of names) {
    const value = textOf(params, name)
    if (value) return value
  }
  throw invalid(names[0], missing)
}

const maxInteger = 2_000_000_000

export function integerOf(params: Params, name: string, otherwise: number, min = 0): number {
  const text = textOf(params, name)?.trim()
  if (text === undefined || text === "") return otherwise
  if (!/^-?\d{1,12}$/.test(text)) throw invalid(name, "Invalid integer")
  const value = Number(text)
  if (value < min) throw invalid(name, `Must be at least ${min}`)
  return Math.min(value, maxInteger)
}

const trueWords = new Set(["true", "t", "yes", "y", "on", "1"])

export function booleanOf(params: Params, name: string, otherwise: boolean): boolean {
  const text = textOf(params, name)
  return text === undefined || text === "" ? otherwise : trueWords.has(text.toLowerCase())
}

/** A list, a JSON list in a string (`["a","b"]`), or one value; with `separator`, also `a,b`. */
export function listOf(params: Params, name: string, separator?: string): string[] {
  const value = params[name]
  if (value === undefined || value === null || value === "") return []
  const values = typeof value === "string" && value.trim().startsWith("[") ? parsedList(value, name) : [value].flat()
  const texts = values.map((one) => (typeof one === "number" ? String(one) : one))
  if (!texts.every((one) => typeof one === "string")) throw invalid(name, "Must be a list of strings")
  const split = separator === undefined ? texts : texts.flatMap((one) => one.split(separator))
  return split.map((one) => one.trim()).filter((one) => one !== "")
}

function parsedList(text: string, name: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : [parsed]
  } catch {
    throw invalid(name, "Could not parse as valid JSON")
  }
}
