/** The `dcat` connector: a catalogue in any RDF syntax, on one page or on many. */
import { z } from "zod"
import type { Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { gatheredInTurns } from "../../reading/in-turns.ts"
import { problem, stopped } from "../../reading/index.ts"
import { optionsOf } from "../shared/source-options.ts"
import { nextPageOf, pageKey, totalOf } from "./next-page.ts"
import { recordsOfPage } from "./read-catalogue-page.ts"
import { type CataloguePage, readPage } from "./read-page.ts"
import type { RecordWindow } from "./record-window.ts"
import { markOf, startOf } from "./start-of-reading.ts"

const options = z.strictObject({
  language: z
    .string()
    .min(2)
    .max(12)
    .optional()
    .describe("Language of texts without a language tag, as a BCP 47 code."),
  maxPages: z.int().min(1).max(100_000).default(10_000).describe("A catalogue of more pages stops the run."),
  modifiedSince: z
    .boolean()
    .default(false)
    .describe(
      "The source understands `modified_since` (Fihrist, CKAN with ckanext-dcat): runs between complete ones ask for changes only.",
    ),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For portals that announce more datasets than they list: fewer are not taken for a broken answer."),
})

export const dcatConnector: Connector = {
  kind: "dcat",
  describe:
    "Reads a DCAT catalogue (DCAT 2 and 3, DCAT-AP, DCAT-US, schema.org) in Turtle, RDF/XML, JSON-LD, N-Triples, N-Quads or TriG from " +
    "one address, following Hydra pages (present and former terms) and Link headers: datasets, distributions, series and data " +
    "services, also those the catalogue does not list. Of catalogue records only their language is read, quality measurements are ignored. Remote JSON-LD contexts are " +
    "never fetched; the usual ones are built in. Asks for changes by `modified_since` where an option says that the source understands it.",
  configSchema: options,
  // Whoever cannot be asked for changes is read whole each time: that also shows what is gone.
  knowsSince: ({ options: given }) => given.modifiedSince === true,
  canResume: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncIterable<FoundRecord | PageEnd> {
  const settings = optionsOf(options, source)
  const { vocabularies } = context
  const start = await startOf(source.url, settings, context)
  const { window } = start
  const undescribed = new Set<string>()
  const marks: string[] = []
  let announced: number | undefined
  for await (const page of pages(start.page, settings.maxPages, context)) {
    const found = recordsOfPage({ graph: page.graph, vocabularies, language: settings.language ?? "und" })
    const records = await gatheredInTurns(found.records)
    const { leaving, anyNew } = window.takePage(records)
    // What the first page of a resumed reading had may have gone meanwhile.
    if (!anyNew && page.next !== undefined && !(start.resumed && marks.length === 0))
      throw stopped("paging-repeats", { url: page.url })
    marks.push(markOf(page.asked, records))
    for (const iri of found.listedOnly) undescribed.add(iri)
    for (const iri of undescribed) if (isKnown(window, iri)) undescribed.delete(iri)
    announced = totalOf(page.graph) ?? announced
    yield* leaving
    const goOn = window.pageToGoOn ?? 0
    if (page.next !== undefined && goOn > 0 && undescribed.size === 0)
      yield { kind: "page-end", next: marks[goOn] as string }
  }
  if (window.count + undescribed.size === 0 && !start.sinceOnly) throw stopped("empty-catalogue")
  yield* lastRecords(window, undescribed, settings.ignoreTotal ? undefined : announced)
}

function isKnown(window: RecordWindow, iri: string): boolean {
  return window.knows(iri) || window.knowsLastPart(iri)
}

function* lastRecords(window: RecordWindow, missing: ReadonlySet<string>, announced = 0): Iterable<FoundRecord> {
  if (window.count + missing.size < announced) {
    throw stopped("truncated", { announced, found: window.count, option: "ignoreTotal" })
  }
  yield* window.rest()
  for (const iri of missing)
    yield { kind: "refused", remoteId: iri, problems: [problem("not-described", "dcat:dataset", iri)] }
}

/** Pages in order. Each graph is released before the next page is read. */
async function* pages(first: CataloguePage, maxPages: number, context: ReadContext) {
  const visited = new Set<string>()
  let page: CataloguePage | undefined = first
  let next: string | undefined = first.asked
  while (next !== undefined) {
    if (visited.has(pageKey(next))) throw stopped("paging-repeats", { url: next })
    if (visited.size >= maxPages) throw stopped("too-large", { url: next, maxPages })
    context.signal?.throwIfAborted()
    visited.add(pageKey(next))
    const { graph, url, asked, ...links }: CataloguePage = page ?? (await readPage(next, context))
    page = undefined
    next = nextPageOf({ graph, url, asked, ...links })
    yield { graph, url, asked, next }
  }
}
