/** The `dcat` connector: a catalogue in any RDF syntax, on one page or on many. */
import { z } from "zod"
import type { Connector, FoundRecord, HarvestSource, ReadContext } from "../../connector.ts"
import { problem, stopped } from "../../reading/index.ts"
import { nextPageOf, pageKey, totalOf } from "./next-page.ts"
import { recordsOfPage } from "./read-catalogue-page.ts"
import { readPage } from "./read-page.ts"
import { RecordWindow } from "./record-window.ts"

const options = z.strictObject({
  language: z
    .string()
    .min(2)
    .max(12)
    .optional()
    .describe("Language of texts without a language tag, as a BCP 47 code."),
  maxPages: z.int().min(1).max(100_000).default(10_000).describe("A catalogue of more pages stops the run."),
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
    "services, also those the catalogue does not list. Catalogue records and quality measurements are ignored. Remote JSON-LD contexts are " +
    "never fetched; the usual ones are built in.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncIterable<FoundRecord> {
  const settings = optionsOf(source)
  const window = new RecordWindow()
  const listedOnly = new Set<string>()
  let announced: number | undefined
  for await (const page of pages(source.url, settings.maxPages, context)) {
    const { vocabularies } = context
    const found = recordsOfPage({ graph: page.graph, vocabularies, language: settings.language ?? "und" })
    const { leaving, anyNew } = window.takePage(found.records)
    if (!anyNew && page.next !== undefined) throw stopped("paging-repeats", { url: page.url })
    for (const iri of found.listedOnly) listedOnly.add(iri)
    announced = totalOf(page.graph) ?? announced
    yield* leaving
  }
  yield* lastRecords(window, listedOnly, settings.ignoreTotal ? undefined : announced)
}

function* lastRecords(window: RecordWindow, listedOnly: ReadonlySet<string>, announced = 0): Iterable<FoundRecord> {
  const missing = [...listedOnly].filter((iri) => !window.knows(iri) && !window.knowsLastPart(iri))
  if (window.count + missing.length === 0) throw stopped("empty-catalogue")
  if (window.count + missing.length < announced) {
    throw stopped("truncated", { announced, found: window.count, option: "ignoreTotal" })
  }
  yield* window.rest()
  for (const iri of missing)
    yield { kind: "refused", remoteId: iri, problems: [problem("not-described", "dcat:dataset", iri)] }
}

/** Pages in order. Each graph is released before the next page is read. */
async function* pages(url: string, maxPages: number, context: ReadContext) {
  const visited = new Set<string>()
  let next: string | undefined = url
  while (next !== undefined) {
    if (visited.has(pageKey(next))) throw stopped("paging-repeats", { url: next })
    if (visited.size >= maxPages) throw stopped("too-large", { url: next, maxPages })
    context.signal?.throwIfAborted()
    visited.add(pageKey(next))
    const page = await readPage(next, context)
    next = nextPageOf(page)
    yield { graph: page.graph, url: page.url, next }
  }
}

function optionsOf({ options: given }: HarvestSource): z.infer<typeof options> {
  const parsed = options.safeParse(given)
  if (!parsed.success) throw stopped("bad-options", { reason: z.prettifyError(parsed.error) })
  return parsed.data
}
