import { type XmlHandler, xmlTokens } from "./xml-tokens.ts"

/** Reads XML as it arrives, in UTF-8 unless it says otherwise by its mark or its first line. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXmlSteps(bytes, handler));
}

/** The same, giving way after every piece, so that what was met can be taken on its way. */
export async function* readXmlSteps(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const tokens = xmlTokens(handler)
  let decoder: TextDecoder | undefined
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    tokens.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  tokens.write(decoder?.decode() ?? "")
  tokens.end()
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return "utf-16le"
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1")
  const declared = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]
  return declared !== undefined && isKnown(declared) ? declared : "utf-8"
}

function isKnown(encoding: string): boolean {
  try {
    return !new TextDecoder(encoding).encoding.startsWith("utf-16")
  } catch {
    // A name that nobody knows.
    return false
  }
}
