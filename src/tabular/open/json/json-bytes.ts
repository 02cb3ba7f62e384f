/** Bytes of JSON's own signs. */
export const signs = {
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  colon: 0x3a,
  openObject: 0x7b,
  closeObject: 0x7d,
  openArray: 0x5b,
  closeArray: 0x5d,
} as const

/** No data are deeper; a text of a million brackets is none. */
export const deepest = 200

/** Where the text that goes on at `from` ends: after its quote, or at the end of the bytes. An escape may be cut. */
export function endOfString(
  bytes: Uint8Array,
  from: number,
): { readonly at: number; readonly ends: boolean; readonly escaped: boolean } {
  let at = from
  for (;;) {
    const byte = bytes[at]
    if (byte === undefined) return { at: bytes.length, ends: false, escaped: at > bytes.length }
    if (byte === signs.quote) return { at: at + 1, ends: true, escaped: false }
    at += byte === signs.backslash ? 2 : 1
  }
}
