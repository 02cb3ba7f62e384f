import { RdfSyntaxError } from "./rdf-syntax-error.ts"

/**
 * Each context of JSON-LD is worked out as a copy of the one around it with terms of its own. So a document of a few hundred
 * kilobytes may cost gigabytes; this many terms copied take two seconds and two hundred megabytes.
 */
const mostTerms = 1_000_000

/** Where each object lies in a list, our own limit on nodes comes sooner; the library would run out of stack. */
const deepest = 500

interface Open {
  readonly value: unknown
  readonly depth: number
  /** Terms that the contexts around it have. */
  readonly terms: number
}

/** Throws `RdfSyntaxError` where a document is nested too deep, or its contexts would cost more than any catalogue needs. */
export function assertModestContexts(document: unknown): void {
  const open: Open[] = [{ value: document, depth: 0, terms: 0 }]
  let copied = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (depth > deepest) throw new RdfSyntaxError("rdf-syntax", "Objects are nested too deep.")
    if (typeof value !== "object" || value === null) continue
    let { terms } = next
    for (const context of contextsOf(value)) {
      terms += termsOf(context)
      copied += terms
      if (copied > mostTerms)
        throw new RdfSyntaxError(
          "too-large",
          "The JSON-LD contexts of the document are larger than any catalogue needs.",
        )
    }
    for (const inner of Object.values(value))
      if (typeof inner === "object") open.push({ value: inner, depth: depth + 1, terms })
  }
}

function contextsOf(value: object): readonly unknown[] {
  const context: unknown = "@context" in value ? value["@context"] : []
  return Array.isArray(context) ? context : [context]
}

// One that is named is worked out once.
function termsOf(context: unknown): number {
  return typeof context === "object" && context !== null ? Object.keys(context).length : 1
}
