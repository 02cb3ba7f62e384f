import { stopped } from "../../reading/index.ts"
import type { RecordIndex } from "../../record-index.ts"
import { inAdvance } from "./in-advance.ts"

/** One page as it came, with the number of entries that the source says there are. */
interface OffsetPage {
  readonly entries: readonly unknown[]
  readonly total: number | undefined
}

/** An entry with its place in the catalogue, counted from 1. */
export interface Placed {
  readonly position: number
  readonly id: string
  readonly entry: unknown
}

export interface ReadThrough {
  /** The page of at most `size` entries that begins at `start`. */
  readonly ask: (start: number, size: number) => Promise<OffsetPage>
  readonly idOf: (entry: unknown, position: number) => string
  /** For stops. */
  readonly url: string
  readonly rows: number
  readonly maxRecords: number
  /** Where to begin; what lies before it was met already and is in `seen`. */
  readonly start: number
  /** Ids met in this reading. */
  readonly seen: RecordIndex
  /** Ids that were given, in this reading or in an earlier one: not given again. */
  readonly given: RecordIndex
}

export interface ReadSum {
  readonly met: number
  /** The largest number of entries that a page said there are. */
  readonly announced: number | undefined
}

/** Reads from `start` to the end and answers how many entries there were. */
export async function* readThrough(
  { ask, idOf, url, rows, maxRecords, start: from, seen, given }: ReadThrough,
  markOf: ((start: number, last: Placed) => string) | undefined,
): AsyncGenerator<{ entries: readonly Placed[]; next?: string }, ReadSum> {
  let met = from > 0 ? seen.size : 0
  let announced: number | undefined
  let size = rows
  let wasFull = true
  let next = inAdvance(ask(from, rows))
  for (let start = from; ; ) {
    const { entries, total } = await next
    if (total !== undefined) announced = Math.max(total, announced ?? 0)
    const placed = entries.map((entry, at): Placed => {
      const position = start + at + 1
      return { position, id: idOf(entry, position), entry }
    })
    const fresh = placed.filter(({ id }) => !seen.has(id))
    const repeats = entries.length > 0 && fresh.length === 0
    // After a page that was not of the size asked for, a repetition says that paging is ignored and all had come at once.
    if (repeats && (wasFull || total !== undefined)) throw stopped("paging-repeats", { url, start })
    wasFull = entries.length === size
    met += fresh.length
    if (met > maxRecords) throw stopped("too-large", { url, maxRecords })
    if (start === from) size = Math.min(rows, entries.length)
    // By what came, not by what was asked for: some portals give smaller pages.
    start += entries.length
    // Some portals count the entries of the page: behind a full one there may be more than they say.
    const done = entries.length === 0 || repeats || (total !== undefined && start >= total && !wasFull)
    if (!done) next = inAdvance(ask(start, rows))
    const wanted = seen === given ? fresh : fresh.filter(({ id }) => !given.has(id))
    for (const { id } of fresh) {
      seen.add(id)
      given.add(id)
    }
    const last = placed.at(-1)
    const isLast = done || (total !== undefined && start >= total)
    yield { entries: wanted, ...(!isLast && markOf && last ? { next: markOf(start, last) } : {}) }
    if (done) return { met, announced }
  }
}
