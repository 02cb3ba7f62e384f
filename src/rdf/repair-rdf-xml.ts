/**
 * RDF/XML as portals write it is sometimes not RDF/XML. One pass over the tags, before the parser, (1) repairs what has one
 * plain meaning, each with a problem: text beside `rdf:resource` becomes the label of that resource, text between elements is
 * dropped, a bare `&` is escaped; (2) refuses, with line and column, what the parser would let pass or refuse without a place:
 * elements never closed (a page cut in transit), tags that do not match, undeclared prefixes, entities.
 */
import { namespaces } from "./namespaces.ts"
import { placeOf, RdfSyntaxError } from "./rdf-syntax-error.ts"
import type { RdfProblem } from "./term.ts"
import { truncated, type XmlToken, xmlTokens } from "./xml-scanner.ts"

interface OpenElement {
  readonly name: string
  /** RDF/XML alternates: a node holds properties, a property holds text or nodes. */
  readonly role: "node" | "property" | "literal"
  readonly prefixes: ReadonlySet<string>
  /** IRI of the node, or value of `rdf:resource` of the property, as written. */
  readonly about?: string
  readonly tag: XmlToken
  textStart?: number
  hasChildren: boolean
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const deepest = 200
const declaredPrefix = /\sxmlns:([^\s=]+)\s*=/g
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g
const resourceAttribute = /\s[\w.-]+:resource\s*=\s*(?:"([^"]*)"|'([^']*)')/
const aboutAttribute = /\s[\w.-]+:about\s*=\s*(?:"([^"]*)"|'([^']*)')/
const parseType = /\s[\w.-]+:parseType\s*=\s*["'](\w+)["']/

export interface RepairedRdfXml {
  readonly text: string
  readonly problems: readonly RdfProblem[]
}

export function repairRdfXml(text: string): RepairedRdfXml {
  const repair = new Repair(text)
  for (const token of xmlTokens(text)) repair.take(token)
  return repair.finish()
}

class Repair {
  readonly #text: string
  readonly #open: OpenElement[] = []
  readonly #edits: Edit[] = []
  readonly #problems: RdfProblem[] = []
  #closedRoot = false

  constructor(text: string) {
    this.#text = text
  }

  take(token: XmlToken): void {
    if (token.kind === "start") this.#start(token)
    else if (token.kind === "end") this.#end(token)
    else if (token.kind === "text") this.#textBetween(token)
    else if (this.#text.startsWith("<![CDATA[", token.start)) this.#textBetween(token)
  }

  finish(): RepairedRdfXml {
    if (this.#open.length > 0 || !this.#closedRoot) throw truncated(this.#text)
    return { text: edited(this.#text, this.#edits), problems: this.#problems }
  }

  #start(tag: XmlToken): void {
    const parent = this.#open.at(-1)
    const attributes = this.#text.slice(tag.start + 1 + tag.name.length, tag.end)
    const prefixes = prefixesWith(parent?.prefixes ?? new Set(["xml"]), attributes)
    this.#checkPrefix(tag, prefixes)
    this.#escapeAmpersands(tag.start, tag.end, parent)
    if (parent) this.#childOf(parent)
    if (tag.empty) {
      if (!parent) this.#closedRoot = true
      return
    }
    if (this.#open.length >= deepest) this.#fail("Elements are nested too deep.", tag.start)
    this.#open.push({
      name: tag.name,
      role: roleOf(parent, attributes),
      prefixes,
      tag,
      ...nodeOf(attributes),
    })
  }

  #end(tag: XmlToken): void {
    const element = this.#open.pop()
    if (element?.name !== tag.name) this.#fail(`</${tag.name}> closes no open element.`, tag.start)
    if (this.#open.length === 0) this.#closedRoot = true
    if (element?.textStart !== undefined && element.about !== undefined) this.#labelResource(element, tag)
  }

  #textBetween(token: XmlToken): void {
    const element = this.#open.at(-1)
    if (!/\S/.test(this.#text.slice(token.start, token.end))) return
    if (!element) this.#fail("Text stands outside the document's element.", token.start)
    if (token.kind === "text") this.#escapeAmpersands(token.start, token.end, element)
    if (element.role === "literal") return
    if (element.role === "node" || element.hasChildren) this.#dropText(element, token.start, token.end)
    else element.textStart ??= token.start
  }

  #childOf(parent: OpenElement): void {
    if (parent.role === "property" && parent.textStart !== undefined) {
      this.#dropText(parent, parent.textStart, this.#text.indexOf("<", parent.textStart))
      parent.textStart = undefined
    }
    parent.hasChildren = true
  }

  /** `<dcat:theme rdf:resource="X">Water</dcat:theme>` → the theme X, whose label is "Water". */
  #labelResource(element: OpenElement, end: XmlToken): void {
    if (element.role !== "property") return
    const value = this.#text.slice(element.tag.end, end.start)
    const quote = element.about!.includes('"') ? "'" : '"'
    const named = this.#text.slice(element.tag.start, element.tag.end).replace(resourceAttribute, "")
    const about = `<f:Description xmlns:f="${namespaces.rdf}" f:about=${quote}${element.about}${quote}>`
    const label = `<l:label xmlns:l="${namespaces.rdfs}">${value}</l:label></f:Description>`
    const text = (named + about + label).replace(bareAmpersand, "&amp;")
    this.#edits.push({ start: element.tag.start, end: end.start, text })
    this.#report("text-beside-resource", element, value)
  }

  #dropText(element: OpenElement, start: number, end: number): void {
    this.#edits.push({ start, end, text: "" })
    this.#report("stray-text", element, this.#text.slice(start, end))
  }

  /** Browsers and publishers write `&` in addresses; XML wants `&amp;`. */
  #escapeAmpersands(start: number, end: number, element: OpenElement | undefined): void {
    const slice = this.#text.slice(start, end)
    for (const { index } of slice.matchAll(bareAmpersand)) {
      this.#edits.push({ start: start + index, end: start + index + 1, text: "&amp;" })
      if (element) this.#report("bare-ampersand", element, slice)
    }
  }

  #report(code: RdfProblem["code"], element: OpenElement, value: string): void {
    const subject = this.#open.findLast((open) => open.role === "node" && open.about)?.about
    const about = subject?.replaceAll("&amp;", "&")
    this.#problems.push({ code, subject: about, field: element.name, value: value.trim().slice(0, 200) })
  }

  #checkPrefix(tag: XmlToken, prefixes: ReadonlySet<string>): void {
    const prefix = tag.name.includes(":") ? tag.name.split(":")[0]! : undefined
    if (prefix && !prefixes.has(prefix)) this.#fail(`The prefix ${prefix}: is not declared.`, tag.start)
  }

  #fail(message: string, offset: number): never {
    throw new RdfSyntaxError("rdf-syntax", message, placeOf(this.#text, offset))
  }
}

function prefixesWith(known: ReadonlySet<string>, attributes: string): ReadonlySet<string> {
  if (!attributes.includes("xmlns:")) return known
  return new Set([...known, ...[...attributes.matchAll(declaredPrefix)].map(([, prefix]) => prefix!)])
}

function roleOf(parent: OpenElement | undefined, attributes: string): OpenElement["role"] {
  if (parent?.role === "literal") return "literal"
  if (!parent) return "node"
  if (parent.role === "property" || /(?:^|:)RDF$/.test(parent.name)) return "node"
  const type = parseType.exec(attributes)?.[1]
  if (type === "Literal") return "literal"
  return type === "Resource" ? "node" : "property"
}

function nodeOf(attributes: string): { about?: string; hasChildren: false } {
  const [, double, single] = resourceAttribute.exec(attributes) ?? aboutAttribute.exec(attributes) ?? []
  const about = double ?? single
  return about === undefined ? { hasChildren: false } : { about, hasChildren: false }
}

/** Edits come in the order their elements close, and never overlap but by nesting: the outer one was made from the raw text. */
function edited(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text
  const ordered = [...edits].sort((a, b) => a.start - b.start || b.end - a.end)
  const pieces: string[] = []
  let at = 0
  for (const edit of ordered) {
    if (edit.start < at) continue
    pieces.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return pieces.join("") + text.slice(at)
}
