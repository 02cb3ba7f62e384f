import { stopped } from "../../reading/index.ts"
import type { PackagePage } from "./answer.ts"
import { idOfPackage } from "./package.ts"

/** A package with its place in the catalogue, counted from 1. */
export interface Placed {
  readonly position: number
  readonly id: string
  readonly entry: unknown
}

export interface ReadThrough {
  /** The page that begins at `start`, of `size` packages where that is not as usual. */
  readonly ask: (start: number, size?: number) => Promise<PackagePage>
  readonly endpoint: string
  readonly rows: number
  readonly maxRecords: number
  /** Where to begin; what lies before it was met already and is in `seen`. */
  readonly start: number
  /** Ids met in this reading. */
  readonly seen: Set<string>
  /** Ids that were given, in this reading or in an earlier one: not given again. */
  readonly given: Set<string>
}

export interface ReadSum {
  readonly met: number
  /** The largest number of packages that a page said there are. */
  readonly announced: number | undefined
}

/** Reads from `start` to the end and answers how many packages were there. */
export async function* readThrough(
  { ask, endpoint, rows, maxRecords, start: from, seen, given }: ReadThrough,
  markOf: ((start: number, last: Placed) => string) | undefined,
): AsyncGenerator<{ packages: readonly Placed[]; next?: string }, ReadSum> {
  let met = from > 0 ? seen.size : 0
  let announced: number | undefined
  let size = rows
  let wasFull = true
  let next = quietly(ask(from))
  for (let start = from; ; ) {
    const { packages, count } = await next
    announced = Math.max(count ?? 0, announced ?? 0) || count
    const placed = packages.map((entry, at) => placedAt(entry, start + at + 1))
    const fresh = placed.filter(({ id }) => !seen.has(id))
    const repeats = packages.length > 0 && fresh.length === 0
    // After a page that was not of the size asked for, a repetition says that paging is ignored and all had come at once.
    if (repeats && (wasFull || count !== undefined)) throw stopped("paging-repeats", { url: endpoint, start })
    wasFull = packages.length === size
    met += fresh.length
    if (met > maxRecords) throw stopped("too-large", { url: endpoint, maxRecords })
    if (start === from) size = Math.min(rows, packages.length)
    // By what came, not by what was asked for: some portals give smaller pages.
    start += packages.length
    // Some portals count the packages of the page: behind a full one there may be more than they say.
    const done = packages.length === 0 || repeats || (count !== undefined && start >= count && !wasFull)
    if (!done) next = quietly(ask(start))
    const wanted = seen === given ? fresh : fresh.filter(({ id }) => !given.has(id))
    for (const { id } of fresh) {
      seen.add(id)
      given.add(id)
    }
    const last = placed.at(-1)
    yield { packages: wanted, ...(!done && markOf && last ? { next: markOf(start, last) } : {}) }
    if (done) return { met, announced }
  }
}

/** The consumer may leave before it takes a page; its failure then concerns nobody. */
function quietly<T>(page: Promise<T>): Promise<T> {
  page.catch(() => {})
  return page
}

function placedAt(entry: unknown, position: number): Placed {
  return { position, id: idOfPackage(entry, position), entry }
}
