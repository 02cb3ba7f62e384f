/**
 * What a query runs on: one or two levels (base, and the fresh documents changed since), each a segment with the
 * documents hidden in it. A view never changes; a new one replaces it.
 */
import { type DocumentBits, documentBits } from "../segment/documents.ts"
import type { Segment } from "../segment/segment.ts"
import { Scratch } from "./scratch.ts"

export interface Level {
  readonly segment: Segment
  /** Documents replaced or gone. */
  readonly dead: DocumentBits
  /** Documents the public must not see: dead ones and restricted ones. */
  readonly hidden: DocumentBits
  /** The same as a list, absent when there is none. */
  readonly hiddenList: Uint32Array
}

export interface View {
  readonly levels: readonly Level[]
  /** Stored documents, dead ones included: what rarity is measured against. */
  readonly stored: number
  readonly alive: number
  readonly scratch: Scratch
}

export interface ViewPart {
  readonly segment: Segment
  readonly dead?: Iterable<number>
}

/** `previous` lends its working memory where that is long enough. */
export function viewOf(parts: readonly ViewPart[], previous?: View): View {
  const levels = parts.filter(({ segment }) => segment.length > 0).map(levelOf)
  const lengths = levels.map(({ segment }) => segment.length)
  const stored = lengths.reduce((sum, length) => sum + length, 0)
  const dead = parts.reduce((sum, part) => sum + (part.dead ? [...part.dead].length : 0), 0)
  const longest = Math.max(0, ...lengths)
  const scratch = previous && previous.scratch.documents.length >= longest ? previous.scratch : new Scratch(longest)
  return { levels, stored, alive: stored - dead, scratch }
}

function levelOf({ segment, dead = [] }: ViewPart): Level {
  const deadBits = documentBits(segment.length, dead)
  const hidden = documentBits(segment.length, [...dead, ...segment.restricted.documents])
  return { segment, dead: deadBits, hidden, hiddenList: hidden.list() }
}

/** What a reader must not see of a level. */
export function hiddenFrom(level: Level, mayRead: readonly string[] | undefined): DocumentBits | undefined {
  const { restricted } = level.segment
  if (level.hiddenList.length === 0) return undefined
  if (!mayRead?.length || restricted.documents.length === 0) return level.hidden
  const readers = new Set(mayRead)
  const hidden = level.hidden.copy()
  for (const [i, document] of restricted.documents.entries()) {
    if (!level.dead.has(document) && mayReadAt(level, i, readers)) hidden.delete(document)
  }
  return hidden
}

function mayReadAt({ segment: { restricted } }: Level, index: number, readers: ReadonlySet<string>): boolean {
  for (let i = restricted.starts[index]!; i < restricted.starts[index + 1]!; i++) {
    if (readers.has(restricted.readers.at(i))) return true
  }
  return false
}
