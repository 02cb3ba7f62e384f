/** How values stand in cells. Pure. */
import type { DatasetDocument } from "../../document.ts"
import type { ShownFacts } from "../../layers.ts"
import type { Column, Written } from "./column.ts"

const separator = "|"
const otherSeparators = /[;؛,،\n]/

/** `a | b`; one value that holds a comma ends in a bar, so that it stays one. */
export function listCell(values: readonly string[]): string {
  const cell = values.join(` ${separator} `)
  return values.length === 1 && otherSeparators.test(cell) ? `${cell} ${separator}` : cell
}

export function listFrom(cell: string): string[] {
  const parts = cell.includes(separator) ? cell.split(separator) : cell.split(otherSeparators)
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))]
}

/** Values that stand beside those of other columns: empty places are kept, repeated values too. */
export function alignedCell(values: readonly (string | undefined)[]): string {
  const cell = values.map((value) => value ?? "").join(` ${separator} `)
  return /[^|\s]/.test(cell) ? cell.trim() : ""
}

export function alignedFrom(cell: string): string[] {
  return cell.split(separator).map((part) => part.trim())
}

export function withFact(document: DatasetDocument, name: keyof ShownFacts, value: unknown): Written {
  const { [name]: _before, ...others } = document.facts
  const facts = { ...others, ...(value === undefined ? {} : { [name]: value }) } as unknown as ShownFacts
  return { kind: "document", document: { ...document, facts } }
}

export function problem(rule: string, values?: { readonly [name: string]: string | number }): Written {
  return { kind: "problem", rule, ...(values ? { values } : {}) }
}

/** A column of one fact that is a line of text; `valid` answers the rule it breaks. */
export function lineColumn(
  name: string,
  fact: "landingPage" | "version" | "issued" | "modified" | "sourceLanguage",
  read: (cell: string) => { value: string } | { rule: string } = (value) => ({ value }),
): Column {
  return {
    name,
    read: ({ facts }) => facts[fact] ?? "",
    write: (document, cell) => {
      if (cell === "") return withFact(document, fact, undefined)
      const found = read(cell)
      return "rule" in found ? problem(found.rule) : withFact(document, fact, found.value)
    },
  }
}

/** A column of a list of codes: each word is looked up as a source's would be. */
export function codesFrom(
  cell: string,
  find: (word: string) => { readonly code: string } | undefined,
): { codes: string[] } | { unknown: string } {
  const codes: string[] = []
  for (const word of listFrom(cell)) {
    const found = find(word)
    if (!found) return { unknown: word }
    if (!codes.includes(found.code)) codes.push(found.code)
  }
  return { codes }
}
