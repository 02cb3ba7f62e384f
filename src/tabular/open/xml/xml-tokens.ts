/**
 * Cuts XML into tags and text while it arrives. Sheets have hundreds of millions of characters, so nothing is built:
 * names lose their prefix, attributes are read when asked for. Entities beyond the five of XML are unknown and stay as
 * they are written: a document that declares its own is refused, and with it every text that grows when it is read.
 */
import { CannotBeTable } from "../table-refusal.ts"

export interface XmlHandler {
  open(name: string, attributes: Attributes): void
  /** In pieces, as it arrives. */
  text?(text: string): void
  close?(name: string): void
}

/** By name, with its prefix or without. */
export type Attributes = (name: string) => string | undefined

export interface XmlTokens {
  write(text: string): void
  end(): void
}

/** No tag of an honest document is longer. */
const longestTag = 1 << 20

export function xmlTokens(handler: XmlHandler): XmlTokens {
  let pending = ""
  let depth = 0

  /** Where the token at `from` ends, or -1 when more has to arrive. */
  function take(text: string, from: number): number {
    if (text.startsWith("<!--", from)) return after(text, "-->", from)
    if (text.startsWith("<![CDATA[", from)) {
      const end = text.indexOf("]]>", from)
      if (end >= 0) handler.text?.(text.slice(from + 9, end))
      return end < 0 ? -1 : end + 3
    }
    if (text.startsWith("<?", from)) return after(text, "?>", from)
    if (text.startsWith("<!", from)) return takeDeclaration(text, from)
    const end = endOfTag(text, from)
    if (end >= 0) takeTag(text, from, end)
    return end < 0 ? -1 : end + 1
  }

  function takeDeclaration(text: string, from: number): number {
    // "<!" may be the beginning of a comment or of CDATA.
    if (text.length - from < 9) return -1
    const end = text.indexOf(">", from)
    if (end >= 0 && text.slice(from, end).includes("[")) throw new CannotBeTable("damaged", { reason: "doctype" })
    return end < 0 ? -1 : end + 1
  }

  function takeTag(text: string, from: number, end: number): void {
    if (text.charCodeAt(from + 1) === 47) {
      depth--
      handler.close?.(localName(text, from + 2, end))
      return
    }
    const isEmpty = text.charCodeAt(end - 1) === 47
    const stop = isEmpty ? end - 1 : end
    const nameEnd = endOfName(text, from + 1, stop)
    const name = localName(text, from + 1, nameEnd)
    const attributes = text.slice(nameEnd, stop)
    handler.open(name, (wanted) => attributeOf(attributes, wanted))
    if (isEmpty) handler.close?.(name)
    else depth++
  }

  return {
    write(arrived) {
      const text = pending === "" ? arrived : pending + arrived
      let at = 0
      while (at < text.length) {
        const tag = text.indexOf("<", at)
        if (tag !== at && handler.text) at = giveText(text, at, tag, handler)
        else if (tag !== at) at = tag < 0 ? text.length : tag
        if (tag < 0 || at < tag) break
        const next = take(text, tag)
        if (next < 0) break
        at = next
      }
      pending = text.slice(at)
      if (pending.length > longestTag) throw new CannotBeTable("damaged", { reason: "xml" })
    },
    end() {
      if (pending.trim() !== "" || depth !== 0) throw new CannotBeTable("damaged", { reason: "xml" })
    },
  }
}

/** Gives the text before a tag; an entity may still be on its way. */
function giveText(text: string, from: number, tag: number, handler: XmlHandler): number {
  let end = tag < 0 ? text.length : tag
  if (tag < 0) {
    const entity = text.lastIndexOf("&")
    if (entity >= from && entity > text.length - 16 && !text.includes(";", entity)) end = entity
  }
  if (end > from) handler.text?.(withoutEntities(text.slice(from, end)))
  return end
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from + 2)
  return end < 0 ? -1 : end + mark.length
}

const [doubleQuote, singleQuote] = [34, 39]

/** A `>` may stand inside a value. */
function endOfTag(text: string, from: number): number {
  let end = text.indexOf(">", from)
  let quote = 0
  let at = from
  while (end >= 0) {
    for (; at < end; at++) {
      const letter = text.charCodeAt(at)
      if (quote === 0) {
        if (letter === doubleQuote || letter === singleQuote) quote = letter
      } else if (letter === quote) quote = 0
    }
    if (quote === 0) return end
    end = text.indexOf(">", end + 1)
  }
  return -1
}

function endOfName(text: string, from: number, stop: number): number {
  let at = from
  while (at < stop && text.charCodeAt(at) > 32) at++
  return at
}

function localName(text: string, from: number, stop: number): string {
  const name = text.slice(from, endOfName(text, from, stop))
  return name.slice(name.indexOf(":") + 1)
}

const attribute = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y

function attributeOf(text: string, wanted: string): string | undefined {
  if (!text.includes(`${wanted}=`) && !/\s=/.test(text)) return undefined
  const at = text.indexOf(` ${wanted}="`)
  if (at < 0 || text.includes("'") || !isOutsideQuotes(text, at)) return attributeByParts(text, wanted)
  const from = at + wanted.length + 3
  return withoutEntities(text.slice(from, text.indexOf('"', from)))
}

function isOutsideQuotes(text: string, at: number): boolean {
  let quotes = 0
  for (let quote = text.indexOf('"'); quote >= 0 && quote < at; quote = text.indexOf('"', quote + 1)) quotes++
  return quotes % 2 === 0
}

function attributeByParts(text: string, wanted: string): string | undefined {
  attribute.lastIndex = 0
  for (let found = attribute.exec(text); found; found = attribute.exec(text)) {
    const name = found[1]!
    if (name === wanted || (name.endsWith(wanted) && name[name.length - wanted.length - 1] === ":"))
      return withoutEntities(found[2] ?? found[3] ?? "")
  }
  return undefined
}

const known: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

function withoutEntities(text: string): string {
  if (!text.includes("&")) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return known[name.toLowerCase()]!
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
