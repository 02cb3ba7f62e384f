import { CannotBeTable } from "../table-refusal.ts"

/** Whole numbers beyond 2^53 would lose digits: they stay texts. */
const longNumber = /(?<![.\d])\d{16}/
/** What some programs write and JSON does not know; texts are stepped over. */
const noNumbers = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g

type WithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown
const parseWithSource = JSON.parse as WithSource

export function parseJson(text: string): unknown {
  try {
    return parseExactly(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return parseLoosely(text)
  }
}

function parseExactly(text: string): unknown {
  return longNumber.test(text) ? parseWithSource(text, exact) : JSON.parse(text)
}

function exact(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value) || source === undefined) return value
  return /^-?\d+$/.test(source) ? source : value
}

function parseLoosely(text: string): unknown {
  try {
    return parseExactly(text.replace(noNumbers, (found) => (found.startsWith('"') ? found : "null")))
  } catch {
    throw new CannotBeTable("damaged", { reason: "json" })
  }
}
