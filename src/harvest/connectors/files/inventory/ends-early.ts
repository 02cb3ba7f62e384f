/**
 * Whether a text of rows was cut: it ends without a line break, in a row shorter than all others or inside a quoted cell.
 * A file that was cut between two rows cannot be told from a short one.
 */
export function endsEarly(bytes: Uint8Array, rows: readonly (readonly string[])[]): boolean {
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (isWorkbook || endsWithLineBreak(bytes)) return false
  if (quotesIn(bytes) % 2 === 1) return true
  const last = rows.at(-1)
  return last !== undefined && rows.length > 1 && rows.slice(0, -1).every((row) => row.length > last.length)
}

const lineBreaks = new Set([0x0a, 0x0d])

function endsWithLineBreak(bytes: Uint8Array): boolean {
  const last = bytes.at(-1)
  // UTF-16 has its zero before or after.
  return lineBreaks.has((last === 0 ? bytes.at(-2) : last) ?? 0)
}

/** In UTF-16 a byte of another letter may look like a quote, so its neighbour has to be zero. */
function quotesIn(bytes: Uint8Array): number {
  const isWide = bytes.subarray(0, 200).includes(0) || (bytes[0] ?? 0) >= 0xfe
  let count = 0
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0x22 && (!isWide || bytes[at ^ 1] === 0)) count += 1
  return count
}
