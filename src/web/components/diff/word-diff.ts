import { diffArrays } from "diff"

export interface DiffPart {
  readonly kind: "same" | "removed" | "added"
  readonly text: string
}

const longest = 20_000

/** Word by word; texts too long to compare so are shown whole. */
export function wordDiff(before: string, after: string): DiffPart[] {
  if (before.length + after.length > longest) return [removed(before), added(after)]
  const found = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: 2000 })
  const parts = found?.map((part) => ({ ...part, value: part.value.join("") }))
  // Where hardly a word stayed, two whole texts read better than their mixture.
  if (!parts || isMixture(parts)) return [removed(before), added(after)]
  return parts.map((part) => ({ kind: part.added ? "added" : part.removed ? "removed" : "same", text: part.value }))
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" })

/** Words and what stands between them. */
function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function isMixture(parts: readonly { value: string; added?: boolean; removed?: boolean }[]): boolean {
  const length = (some: typeof parts) => some.reduce((sum, { value }) => sum + value.trim().length, 0)
  const same = length(parts.filter((part) => !part.added && !part.removed))
  return parts.length > 3 && same * 4 < length(parts)
}

const removed = (text: string): DiffPart => ({ kind: "removed", text })
const added = (text: string): DiffPart => ({ kind: "added", text })

/** Item by item, in their order. */
export function listDiff(before: readonly string[], after: readonly string[]): DiffPart[] {
  return diffArrays([...before], [...after]).flatMap((part) =>
    part.value.map((text) => ({ kind: part.added ? "added" : part.removed ? "removed" : "same", text }) as const),
  )
}
