import { guessSingleByte } from "./guess-encoding.ts"

/** A text with the name of the encoding it was in, or the reason why it is none. */
export type Decoded =
  | { readonly kind: "text"; readonly text: string; readonly encoding: string }
  | { readonly kind: "binary" }

/**
 * Byte-order marks first, then zero bytes (UTF-16 without a mark, or no text at all), then UTF-8 by its own rules, which
 * other encodings hardly meet by chance; only what is left is guessed.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes)
  if (marked) return decoded(bytes, marked)
  if (hasMagic(bytes)) return { kind: "binary" }
  const wide = wideEncoding(bytes)
  if (wide) return decoded(bytes, wide)
  if (bytes.includes(0)) return { kind: "binary" }
  const utf8 = strictUtf8(bytes)
  if (utf8 !== undefined) return asText(utf8, "utf-8")
  return decoded(bytes, guessSingleByte(bytes))
}

export function markedEncoding([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xff && b === 0xfe) return "utf-16le"
  return a === 0xfe && b === 0xff ? "utf-16be" : undefined
}

const magics = [
  "PK\u0003\u0004",
  "%PDF",
  "\u00d0\u00cf\u0011\u00e0",
  "\u001f\u008b",
  "\u0089PNG",
  "PAR1",
  "SQLite",
  "\u00ff\u00d8\u00ff",
  "GIF8",
]

/** First bytes of spreadsheets, archives, documents and images. */
function hasMagic(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  return magics.some((magic) => start.startsWith(magic))
}

/** UTF-16 of Latin letters, digits and separators has a zero in every second byte, on one side only; of Arabic a six. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  const wide = [0, 0]
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) zeros[index % 2]!++
    if (sample[index] === 0 || sample[index] === 6) wide[index % 2]!++
  }
  const least = sample.length / 10
  const [even = 0, odd = 0] = zeros
  const isWide = (side: 0 | 1) => wide[side]! > sample.length * 0.4 && zeros[1 - side]! === 0 && zeros[side]! > 0
  if ((odd > least && even * 10 < odd) || isWide(1)) return "utf-16le"
  return (even > least && odd * 10 < even) || isWide(0) ? "utf-16be" : undefined
}

/** The start of a file may end in the middle of a letter: up to three bytes may be missing. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  for (let cut = 0; cut <= Math.min(3, bytes.length); cut++) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return undefined
}

function decoded(bytes: Uint8Array, encoding: string): Decoded {
  return asText(new TextDecoder(encoding).decode(bytes), encoding)
}

function asText(text: string, encoding: string): Decoded {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted.
  const control = text.slice(0, 4096).match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0
  return control > 8 ? { kind: "binary" } : { kind: "text", text, encoding }
}
