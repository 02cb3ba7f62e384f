import type { RdfStatement, RdfTerm } from "./term.ts"

const escapes: Readonly<Record<string, string>> = {
  t: "\t",
  b: "\b",
  n: "\n",
  r: "\r",
  f: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
}
const xsdString = "http://www.w3.org/2001/XMLSchema#string"

/**
 * One statement as the parser prints it, `<s> <p> "o"@en`, with the graph's name possibly after it. One string per
 * statement crosses from WebAssembly: asking each term for its parts costs twice as much. Nothing for statements about
 * statements (RDF-star), which no catalogue needs.
 */
export function statementFromLine(line: string): RdfStatement | undefined {
  const subjectEnd = line[0] === "<" ? line.indexOf("> <") + 1 : line.indexOf(" ")
  const predicateEnd = line.indexOf("> ", subjectEnd + 2)
  if (line.startsWith("<<") || subjectEnd <= 0 || predicateEnd === -1) return undefined
  const object = objectFrom(line, predicateEnd + 2)
  if (!object) return undefined
  return { subject: nodeName(line.slice(0, subjectEnd)), predicate: line.slice(subjectEnd + 2, predicateEnd), object }
}

function nodeName(printed: string): string {
  return printed[0] === "<" ? printed.slice(1, -1) : printed
}

function objectFrom(line: string, start: number): RdfTerm | undefined {
  if (line[start] === '"') return literalFrom(line, start)
  if (line[start] === "_") return { kind: "blank", value: wordFrom(line, start) }
  if (line[start] !== "<" || line[start + 1] === "<") return undefined
  const end = line.indexOf("> <", start)
  return { kind: "iri", value: line.slice(start + 1, end === -1 ? line.lastIndexOf(">") : end) }
}

function literalFrom(line: string, start: number): RdfTerm | undefined {
  let end = line.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(line, end)) end = line.indexOf('"', end + 1)
  if (end === -1) return undefined
  const value = unescaped(line.slice(start + 1, end))
  if (line[end + 1] === "@") {
    const language = wordFrom(line, end + 2)
      .split("--")[0]!
      .toLowerCase()
    return language === "" ? { kind: "literal", value } : { kind: "literal", value, language }
  }
  if (line[end + 1] !== "^") return { kind: "literal", value }
  const close = line.indexOf(">", end + 4)
  return literal(value, line.slice(end + 4, close === -1 ? undefined : close))
}

export function literal(value: string, datatype?: string): RdfTerm {
  return datatype && datatype !== xsdString ? { kind: "literal", value, datatype } : { kind: "literal", value }
}

function wordFrom(line: string, start: number): string {
  const end = line.indexOf(" ", start)
  return line.slice(start, end === -1 ? undefined : end)
}

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0
  while (line[at - 1 - backslashes] === "\\") backslashes++
  return backslashes % 2 === 1
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (whole, four, eight, one) => {
    if (one !== undefined) return escapes[one] ?? whole
    const code = Number.parseInt(four ?? eight, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ""
  })
}
