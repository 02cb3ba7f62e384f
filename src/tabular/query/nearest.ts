/** The name that was probably meant; none where nothing is near. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const folded = fold(wrong)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(folded.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(folded, fold(name), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [name, distance]
  }
  return best
}

const longest = 100

/** Case, accents, Arabic vowels and the shapes of letters that many write one for the other do not count. */
function fold(text: string): string {
  return text
    .slice(0, longest)
    .normalize("NFKD")
    .replace(/\p{M}|ـ/gu, "")
    .toLowerCase()
    .replaceAll("ة", "ه")
    .replaceAll("ى", "ي")
    .replace(/[\s_-]+/g, "_")
}

/** Letters to add, take away, change or swap; at least `limit` when there are more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(change, row[j]! + 1, next[j - 1]! + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    if (Math.min(...next) >= limit) return limit
    ;[before, row] = [row, next]
  }
  return row[b.length]!
}
