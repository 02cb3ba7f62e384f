import type { ReadContext } from "../../connector.ts"
import { askSource, elementAt, idFrom, stopped, wholeText, type XmlElement } from "../../reading/index.ts"
import { inAdvance } from "../paging/in-advance.ts"
import { isTokenRefusal, type RecordPage, recordPageIn } from "./answer.ts"
import { acceptXml, listUrl, type RecordList } from "./source-address.ts"

export interface PagingOptions {
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

export interface ListPage {
  /** Records that were not given yet. */
  readonly fresh: readonly XmlElement[]
  /** Token of the next page. */
  readonly next?: string
}

/** Pages without a record that may follow each other: a repository may filter after it paged. */
const mostEmptyPages = 100

/**
 * All pages of a list, the next one fetched while one is worked on. Returning means that the list was read to its end. Where
 * the repository forgets a token, the list is read once more from its beginning, without what was `given` already (the
 * caller keeps that set).
 */
export async function* pagesOf(
  list: RecordList,
  { given, ...options }: PagingOptions & { readonly given: ReadonlySet<string> },
  context: ReadContext,
): AsyncGenerator<ListPage> {
  try {
    yield* pagesAfter(context.resume?.next, { list, given, options }, context)
  } catch (error) {
    if (!isTokenRefusal(error)) throw error
    yield* pagesAfter(undefined, { list, given, options }, context)
  }
}

interface Reading {
  readonly list: RecordList
  readonly given: ReadonlySet<string>
  readonly options: PagingOptions
}

async function* pagesAfter(
  token: string | undefined,
  { list, given, options }: Reading,
  context: ReadContext,
): AsyncGenerator<ListPage> {
  const progress = new Progress(list, token === undefined ? [] : given)
  let asked = askPage(listUrl(list, token), context)
  for (;;) {
    const page = await asked
    progress.take(page)
    if (progress.count > options.maxRecords)
      throw stopped("too-large", { url: list.endpoint.href, maxRecords: options.maxRecords })
    if (page.token !== undefined) asked = askPage(listUrl(list, page.token), context)
    const fresh = page.records.filter((record) => !given.has(idOf(record) ?? ""))
    yield { fresh, ...(page.token === undefined ? {} : { next: page.token }) }
    if (page.token !== undefined) continue
    return progress.assertComplete(options.ignoreTotal, context.since !== undefined)
  }
}

/** How far one reading of the list has come, and whether it comes any farther. */
class Progress {
  readonly #list: RecordList
  readonly #met: Set<string>
  readonly #pages = new Set<string>()
  readonly #tokens = new Set<string>()
  #announced = 0
  #emptyPages = 0
  count: number

  constructor(list: RecordList, met: Iterable<string>) {
    this.#list = list
    this.#met = new Set(met)
    this.count = this.#met.size
  }

  take({ records, token, listSize }: RecordPage): void {
    const before = this.#met.size
    const ids = records.map((record, at) => idOf(record) ?? `#${this.count + at}`)
    for (const id of ids) this.#met.add(id)
    this.count += records.length
    // The last word counts: some repositories estimate, and correct themselves.
    this.#announced = listSize ?? this.#announced
    this.#emptyPages = records.length === 0 ? this.#emptyPages + 1 : 0
    // A lone record that moved to the end is no repetition: the same page again is.
    const page = `${records.length} ${ids[0]} ${ids.at(-1)}`
    const sameAgain = records.length > 0 && this.#met.size === before && this.#pages.has(page)
    if (sameAgain || this.#standsStill(token)) {
      throw stopped("paging-repeats", { url: this.#list.endpoint.href, found: this.count, token })
    }
    this.#pages.add(page)
    if (token !== undefined) this.#tokens.add(token)
  }

  // A token may stay the same for a whole session, as long as records go on coming.
  #standsStill(token: string | undefined): boolean {
    if (this.#emptyPages === 0 || token === undefined) return false
    return this.#tokens.has(token) || this.#emptyPages > mostEmptyPages
  }

  assertComplete(ignoreTotal: boolean, onlyChanges: boolean): void {
    const url = this.#list.endpoint.href
    if (!ignoreTotal && this.count < this.#announced)
      throw stopped("truncated", { url, found: this.count, count: this.#announced, option: "ignoreTotal" })
    if (this.count === 0 && !onlyChanges) throw stopped("empty-catalogue", { url })
  }
}

function askPage(url: string, context: ReadContext): Promise<RecordPage> {
  const limits = { maxBytes: 128 * 1024 * 1024, timeoutMs: 120_000 }
  return inAdvance(
    askSource(url, context, { accept: acceptXml, ...limits }).then((answer) => recordPageIn(answer, context)),
  )
}

/** Identifier of a record at its repository. */
export function idOf(record: XmlElement): string | undefined {
  return idFrom(wholeText(elementAt(record, "header", "identifier")))
}
