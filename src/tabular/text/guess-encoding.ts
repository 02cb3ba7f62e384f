/** Which encoding of one byte a letter a text is in, by whether its words come out as words. */
export const singleByteEncodings = ["windows-1252", "windows-1256", "iso-8859-6"] as const
export type SingleByteEncoding = (typeof singleByteEncodings)[number]

const mostBytes = 65_536
/** Accented letters of French; others are rare in what is published here. */
const french = /[àâäçéèêëîïôöùûüœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆÑ]/g
const signs = /[«»°²³€‘’“”–—…•·½¼ºª§£×±\u00a0،؛؟ـ]/g

/** The first of them where several read as well: French in small letters is the same in both of Windows. */
export function guessSingleByte(bytes: Uint8Array): SingleByteEncoding {
  const telling = linesWithHighBytes(bytes)
  const ranked = singleByteEncodings.map((encoding) => ({ encoding, score: scoreOf(telling, encoding) }))
  return ranked.reduce((best, one) => (one.score > best.score ? one : best)).encoding
}

/** Lines in plain ASCII tell nothing. */
function linesWithHighBytes(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = []
  let taken = 0
  for (let from = 0; from < bytes.length && taken < mostBytes; ) {
    const end = bytes.indexOf(10, from)
    const line = bytes.subarray(from, end < 0 ? Math.min(bytes.length, from + mostBytes) : end + 1)
    if (line.some((byte) => byte >= 0x80)) {
      lines.push(line)
      taken += line.length
    }
    from += Math.max(1, line.length)
  }
  return Buffer.concat(lines)
}

function scoreOf(bytes: Uint8Array, encoding: SingleByteEncoding): number {
  const text = new TextDecoder(encoding).decode(bytes)
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  const unknown = text.match(/[\ufffd\u0080-\u009f]/g)?.length ?? 0
  return words.reduce((sum, word) => sum + scoreOfWord(word), 0) + (text.match(signs)?.length ?? 0) - unknown * 4
}

function scoreOfWord(word: string): number {
  const arabic = word.match(/[\u0600-\u06ff]/g)?.length ?? 0
  const accented = word.match(french)?.length ?? 0
  const ascii = word.match(/[a-zA-Z]/g)?.length ?? 0
  const odd = word.length - arabic - accented - ascii
  if (arabic > 0 && arabic < word.length) return -3 * word.length
  if (arabic > 0) return arabic > 1 ? arabic + (/^(?:ال|لل|وال)/.test(word) ? 2 : 0) + oddEnds(word) : 0
  // Three accents in a row are no French, however many letters they come with.
  return accented - odd * 2 - (/[^a-zA-Z]{3}/.test(word) ? word.length * 2 : 0)
}

/** Letters that only end a word, in its middle. */
function oddEnds(word: string): number {
  return -2 * (word.slice(0, -1).match(/[ةى]/g)?.length ?? 0)
}
