/**
 * Reads Opendatasoft (today Huwise): the catalogue of the Explore API page by page, that of the older API of version 1, or a
 * saved document of either, such as an export of the whole catalogue.
 */
import { z } from "zod"
import type { AsBefore, Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { pageIn } from "./answer.ts"
import { type OdsContext, recordFromDataset, remoteIdOf } from "./dataset.ts"
import { largePages } from "./large-catalogue.ts"
import { askPage, byIdentifier, type Listing, listedPages, windowLimit } from "./pages.ts"
import { type Place, placeFrom, placeToText } from "./place.ts"
import { odsAddress } from "./source-address.ts"

const options = z.strictObject({
  rows: z.number().int().min(1).max(100).default(100).describe("Datasets asked for per page."),
  filter: z
    .string()
    .max(2_000)
    .optional()
    .describe('Condition in the portal\'s query language (ODSQL) that narrows the source, e.g. `publisher = "ONAS"`.'),
  skipFederated: z
    .boolean()
    .default(false)
    .describe(
      "Skips datasets that the portal shows but another one keeps, for sources whose origins are harvested directly.",
    ),
  language: languageOption.describe(
    "Language of records whose text does not show it and that declare none, as a BCP 47 code.",
  ),
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
})

export const odsConnector: Connector = {
  kind: "ods",
  canResume: true,
  knowsSince: true,
  describe:
    "Reads an Opendatasoft (Huwise) portal by the catalogue of its Explore API 2.1, page by page in the order of identifiers, a catalogue of more than 10,000 datasets in the order of their description; also version 1 of the API where the address names it (`/api/datasets/1.0/search/`), one dataset, an export (`/catalog/exports/json`) or a saved JSON document of any version. The address may narrow the catalogue (`where`, `refine`, `exclude`). Datasets that have records get the portal's exports as distributions (CSV, JSON, XLSX, Parquet, and GeoJSON where they have geography), then alternative exports and attachments. Reads the default, DCAT and INSPIRE metadata, and titles, descriptions and keywords in further languages among the custom ones (`title_ar`, `description_ar`, `keyword_ar`). The Explore API can be asked for what changed (`metadata_processed`, `data_processed`). Does not read the fields of a table, references, statistics of use and pages.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const { language, skipFederated, rows: size, filter, maxRecords } = optionsOf(options, source)
  const address = odsAddress(source.url)
  const reading: OdsContext = { vocabularies: context.vocabularies, portal: address.portal, language, skipFederated }
  const pages =
    address.kind === "document"
      ? onePage(address.url, context)
      : manyPages({ address, size, filter, maxRecords }, context)
  const once = onlyOnce()
  let position = placeFrom(context.resume?.next)?.at.met ?? 0
  for await (const { fresh, place } of pages) {
    for (const entry of fresh) {
      if (context.signal?.aborted) throw stopped("stopped")
      position += 1
      const placed = { id: remoteIdOf(entry), entry, position }
      yield once(recordUnlessAsBefore(placed, context, () => recordFromDataset(entry, placed.position, reading)))
    }
    if (place) yield { kind: "page-end", next: placeToText(place) }
  }
  if (position === 0 && !context.since) throw stopped("empty-catalogue", { url: source.url })
}

interface Page {
  readonly fresh: readonly unknown[]
  readonly place: Place | undefined
}

/** A document is complete when it is whole; one that holds less than it counts is a page of something larger. */
async function* onePage(url: URL, context: ReadContext): AsyncGenerator<Page> {
  const answer = await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024, timeoutMs: 300_000 })
  const { entries: fresh, total } = pageIn(answer)
  if (total !== undefined && fresh.length < total)
    throw stopped("truncated", { url: url.href, found: fresh.length, count: total })
  yield { fresh, place: undefined }
}

async function* manyPages(listing: Listing, context: ReadContext): AsyncGenerator<Page> {
  const seen = new Set(context.resume?.met)
  const from = placeFrom(context.resume?.next)
  const first = from ? undefined : await askPage(listing, { offset: 0, order: byIdentifier }, context)
  const isLarge = from ? from.way === "large" : (first?.total ?? 0) > windowLimit && listing.address.api === "v2"
  if (isLarge) {
    const large = largePages(listing, { seen, from: from?.way === "large" ? from.at : undefined }, context)
    for await (const { fresh, place } of large) yield { fresh, place: place && { way: "large", at: place } }
    return
  }
  const listed = listedPages(listing, { first, seen, from: from?.way === "listed" ? from.at : undefined }, context)
  for await (const { fresh, place } of listed) yield { fresh, place: place && { way: "listed", at: place } }
}
