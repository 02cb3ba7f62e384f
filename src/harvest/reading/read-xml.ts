/**
 * XML of catalogues as a tree of elements known by namespace and local name, whatever prefixes a source chose. Entities of a
 * document type are never expanded: a document that declares any stops the run.
 */
import sax, { type QualifiedTag } from "sax"
import type { ReadContext } from "../connector.ts"
import { cutAt } from "./clean-text.ts"
import { inTurns } from "./in-turns.ts"
import { type SourceAnswer, stopped } from "./read-json.ts"

export interface XmlElement {
  /** Namespace; empty for none. */
  readonly ns: string
  /** Local name. */
  readonly name: string
  /** By local name, those of a namespace as `{namespace}name`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Text directly in it, CDATA included, as written. */
  readonly text: string
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[]
  text: string
}

const deepest = 200
// A tree of so many takes half a gigabyte; a thousand long ISO records are half of it.
const elementLimit = 2_000_000

// Read in slices, so that others have their turns; handing a tree over from a thread costs two thirds of what reading it does.
const sliceLength = 64 * 1024
// The parser compares each attribute of a tag with those before it.
const longestTag = 256 * 1024
const longestMs = 5 * 60_000

/**
 * The root of an answer, or the stop that says what came instead. A large answer is read in turns with whatever else the process
 * has to do, until the signal or the time ends that. Throws `HarvestStopped`.
 */
export async function xmlIn(answer: SourceAnswer, { signal }: Pick<ReadContext, "signal">): Promise<XmlElement> {
  const text = answer.text.replace(/^\ufeff/, "").trim()
  const detail = { url: answer.url, status: answer.status, start: cutAt(text, 200) }
  if (text === "") throw stopped(answer.status >= 400 ? "http-error" : "truncated", detail)
  if (/^(<!doctype html|<html)/i.test(text)) throw stopped(answer.status >= 400 ? "http-error" : "html-instead", detail)
  const began = performance.now()
  const read = await inTurns(readingOf(text, elementLimit), () => {
    if (signal?.aborted) throw stopped("stopped")
    if (performance.now() - began > longestMs)
      throw stopped("too-large", { ...detail, says: `the document takes more than ${longestMs} ms to read` })
  })
  if ("root" in read) return read.root
  if (read.problem === "entities") throw stopped("entities-refused", detail)
  if (read.problem === "large") throw stopped("too-large", { ...detail, says: read.says })
  if (answer.status >= 400) throw stopped("http-error", detail)
  throw stopped(read.problem === "ends" ? "truncated" : "not-xml", { ...detail, says: read.says, line: read.line })
}

type XmlReading =
  | { readonly root: XmlElement }
  | { readonly problem: "entities" | "large" | "ends" | "syntax"; readonly says: string; readonly line: number }

/** The tree of a small document, at once. */
export function parseXml(text: string, mostElements = elementLimit): XmlReading {
  const steps = readingOf(text, mostElements)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Lines are counted only where one is to be told, as counting them takes a third of the time. */
function* readingOf(text: string, mostElements: number): Generator<void, XmlReading> {
  const read = yield* treeOf(text, { mostElements, position: false })
  return "root" in read || read.problem === "large" ? read : yield* treeOf(text, { mostElements, position: true })
}

function* treeOf(
  text: string,
  { mostElements, position }: { readonly mostElements: number; readonly position: boolean },
): Generator<void, XmlReading> {
  const parser = sax.parser(true, { xmlns: true, position })
  const open: OpenElement[] = []
  let root: OpenElement | undefined
  let count = 0
  let at = 0
  let tagBegan: number | undefined
  let problem: "entities" | "large" | "syntax" | undefined
  let says = ""
  const fail = (kind: "entities" | "large" | "syntax", message: string) => {
    problem = kind
    says = message
    throw new Stop()
  }
  parser.ondoctype = (type) => {
    if (/<!ENTITY/i.test(type)) fail("entities", "the document type declares entities")
  }
  parser.onerror = (error) => fail("syntax", error.message.split("\n")[0] ?? "")
  parser.onopentagstart = () => {
    tagBegan = at
  }
  parser.onopentag = (tag) => {
    tagBegan = undefined
    const element = elementOf(tag as QualifiedTag)
    open.at(-1)?.children.push(element)
    root ??= element
    // Two attributes take the room of an element.
    count += 1 + Object.keys(element.attributes).length / 2
    if (count > mostElements) fail("large", `the document has more than ${mostElements} elements`)
    if (open.push(element) > deepest) fail("syntax", `elements lie in each other more than ${deepest} deep`)
  }
  parser.onclosetag = () => open.pop()
  parser.ontext = parser.oncdata = (part) => {
    const element = open.at(-1)
    if (element) element.text += part
  }
  try {
    for (; at < text.length; at += sliceLength) {
      parser.write(text.slice(at, at + sliceLength))
      if (tagBegan !== undefined && at - tagBegan > longestTag) fail("large", `a tag is longer than ${longestTag}`)
      yield
    }
    // A document that is over early says so here, and only here.
    if (open.length > 0 || !root) return { problem: "ends", says: "the document ends early", line: parser.line + 1 }
    parser.close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  if (problem || !root) return { problem: problem ?? "syntax", says, line: parser.line + 1 }
  return { root }
}

class Stop extends Error {}

function elementOf({ uri, local, attributes }: QualifiedTag): OpenElement {
  const named: Record<string, string> = {}
  for (const { prefix, name, uri: ns, local: own, value } of Object.values(attributes))
    if (prefix !== "xmlns" && name !== "xmlns") named[ns ? `{${ns}}${own}` : own] = value
  return { ns: uri, name: local, attributes: named, children: [], text: "" }
}

/** Children of that local name, in order; in any namespace, as versions of one standard differ in nothing else. */
export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The first element down a path of local names. */
export function elementAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return elementsAt(element, ...path)[0]
}

/** All elements down a path of local names, in the order of the document. */
export function elementsAt(element: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
  let found = element ? [element] : []
  for (const name of path) found = found.flatMap((one) => childrenNamed(one, name))
  return found
}

/** All text within, the elements of it included, with white space as one space. */
export function wholeText(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined
  const text = [element.text, ...element.children.map((child) => wholeText(child) ?? "")].join(" ")
  return text.replace(/\s+/g, " ").trim() || undefined
}
