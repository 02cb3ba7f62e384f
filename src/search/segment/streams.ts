/**
 * A document's words in order: term numbers, and before each text a mark that names its field. Streams serve phrases
 * (checked on the candidates only) and merging.
 */
const firstMark = 0xffffff00

export function textMark(field: number): number {
  return firstMark + field
}

export function isTextMark(value: number): boolean {
  return value >= firstMark
}

export function markedField(mark: number): number {
  return mark - firstMark
}

/** True when the terms follow each other within one text, of one of the fields in `mask`. */
export function hasPhrase(
  stream: Uint32Array,
  from: number,
  to: number,
  terms: readonly number[],
  mask: number,
): boolean {
  return phraseField(stream, from, to, terms, mask) !== undefined
}

/** The first field in which the phrase stands. */
export function phraseField(
  stream: Uint32Array,
  from: number,
  to: number,
  terms: readonly number[],
  mask: number,
): number | undefined {
  const first = terms[0]!
  const last = to - terms.length
  let field = 0
  for (let at = from; at <= last; at++) {
    const value = stream[at]!
    if (value >= firstMark) field = value - firstMark
    else if (value === first && (mask & (1 << field)) !== 0 && continues(stream, at, terms)) return field
  }
  return undefined
}

function continues(stream: Uint32Array, at: number, terms: readonly number[]): boolean {
  for (let i = 1; i < terms.length; i++) if (stream[at + i] !== terms[i]) return false
  return true
}
