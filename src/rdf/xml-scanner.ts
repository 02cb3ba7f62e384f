import { placeOf, RdfSyntaxError } from "./rdf-syntax-error.ts"

/** A piece of the document: `start` and `end` are offsets in its text. */
export interface XmlToken {
  readonly kind: "start" | "end" | "text" | "other"
  readonly start: number
  readonly end: number
  /** Qualified name, for tags. */
  readonly name: string
  /** `<name …/>` */
  readonly empty: boolean
}

const tagName = /[A-Za-z_\u00c0-\uffff][^\s/>=<]*/y

/** Cuts XML into tags and text. Comments, CDATA, instructions and the document type are `other`. Cost: one pass. */
export function* xmlTokens(text: string): Generator<XmlToken> {
  let at = 0
  while (at < text.length) {
    const open = text.indexOf("<", at)
    if (open !== at) {
      const end = open === -1 ? text.length : open
      yield { kind: "text", start: at, end, name: "", empty: false }
      at = end
      continue
    }
    const token = markupAt(text, at)
    yield token
    at = token.end
  }
}

function markupAt(text: string, start: number): XmlToken {
  if (text.startsWith("<!--", start)) return other(text, start, "-->")
  if (text.startsWith("<![CDATA[", start)) return other(text, start, "]]>")
  if (text.startsWith("<?", start)) return other(text, start, "?>")
  if (/^<!doctype/i.test(text.slice(start, start + 9))) return docType(text, start)
  const closing = text[start + 1] === "/"
  tagName.lastIndex = start + (closing ? 2 : 1)
  const name = tagName.exec(text)?.[0]
  if (!name) throw new RdfSyntaxError("rdf-syntax", "A tag was expected after “<”.", placeOf(text, start))
  const end = tagEnd(text, tagName.lastIndex, start)
  return { kind: closing ? "end" : "start", start, end, name, empty: text[end - 2] === "/" }
}

function tagEnd(text: string, from: number, start: number): number {
  let at = from
  while (at < text.length) {
    const character = text[at]
    if (character === ">") return at + 1
    if (character === "<") throw new RdfSyntaxError("rdf-syntax", "This tag is not closed.", placeOf(text, start))
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, at + 1)
      if (close === -1) break
      at = close
    }
    at++
  }
  throw truncated(text)
}

function other(text: string, start: number, close: string): XmlToken {
  const end = text.indexOf(close, start)
  if (end === -1) throw truncated(text)
  return { kind: "other", start, end: end + close.length, name: "", empty: false }
}

function docType(text: string, start: number): XmlToken {
  const bracket = text.indexOf("[", start)
  const close = text.indexOf(">", start)
  if (close === -1) throw truncated(text)
  if (bracket !== -1 && bracket < close) {
    const message =
      "The document type declares entities; they are never expanded. Serve the catalogue without a DOCTYPE."
    throw new RdfSyntaxError("entities-refused", message, placeOf(text, start))
  }
  return { kind: "other", start, end: close + 1, name: "", empty: false }
}

export function truncated(text: string): RdfSyntaxError {
  return new RdfSyntaxError(
    "truncated",
    "The document ends before its last element is closed.",
    placeOf(text, text.length),
  )
}
