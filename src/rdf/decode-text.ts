import { RdfSyntaxError } from "./rdf-syntax-error.ts"

/**
 * Text of the bytes. Valid UTF-8 is UTF-8 whatever the server says (many say ISO-8859-1 by default); otherwise the byte
 * order mark, the Content-Type's charset or the XML declaration decides.
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
  const declared = markOf(bytes) ?? charsetOf(contentType) ?? xmlEncodingOf(bytes)
  if (!declared?.startsWith("utf-16")) {
    const text = decodedAs("utf-8", bytes)
    if (text !== undefined) return text
  }
  const text = declared && !/^utf-?8$/.test(declared) ? decodedAs(declared, bytes) : undefined
  if (text !== undefined) return text
  throw new RdfSyntaxError("rdf-syntax", `The document is not in the encoding it declares (${declared ?? "UTF-8"}).`)
}

function decodedAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined
}

function charsetOf(contentType: string): string | undefined {
  return /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]?.toLowerCase()
}

function xmlEncodingOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200))
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]?.toLowerCase()
}
