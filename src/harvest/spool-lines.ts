import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"

// readline also breaks lines at these two, which JSON leaves as they are.
const lineBreaks = /[\u2028\u2029]/g
const escaped = (character: string) => (character === "\u2028" ? "\\u2028" : "\\u2029")

/** A line of JSON so that nothing but its end breaks it. */
export function asLine(json: string): string {
  return `${json.replace(lineBreaks, escaped)}\n`
}

export function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })
}
