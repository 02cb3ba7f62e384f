/**
 * Reads CKAN and what answers like it (DKAN, HDX, CKAN 1.x dumps, single packages saved as files). `package_search` is paged by
 * id; envelopes and dialects differ per file below, and all end in `recordFromPackage`.
 */
import { z } from "zod"
import {
  type AsBefore,
  type Connector,
  type FoundRecord,
  type HarvestSource,
  HarvestStopped,
  type PageEnd,
  type ReadContext,
} from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import type { OffsetEntries } from "../paging/offset-pages.ts"
import { orElse } from "../paging/or-else.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { packagesIn } from "./answer.ts"
import { idOfPackage, type PackageContext, recordFromPackage } from "./package.ts"
import { type PagingOptions, pagesOf } from "./pages.ts"
import { type CkanAddress, ckanAddress, listOf } from "./source-address.ts"

const options = z.strictObject({
  rows: z.number().int().min(1).max(1000).default(100).describe("Packages asked for per page."),
  filter: z
    .string()
    .max(2_000)
    .optional()
    .describe("Solr filter query (`fq`) that narrows the source, e.g. `organization:onagri`."),
  language: languageOption,
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe(
      "For portals that count packages which they no longer list: a smaller number is not taken for a broken answer.",
    ),
})

export const ckanConnector: Connector = {
  kind: "ckan",
  describe:
    "Reads a CKAN portal through package_search, page by page in the order of ids; also DKAN (by its older list of packages) and HDX, CKAN 1.x dumps, and package_show or JSON files given by their address. Understands extras in all forms, translated fields (fluent objects and the Tunisian title_ar, notes_ar, keywords_ar), and the DCAT-AP fields of ckanext-scheming. Asks for changes by metadata_modified, and reads everything where that is refused. Skips private packages, drafts, deleted ones, harvest sources and showcases. Does not read the DataStore, relationships, activity or users.",
  configSchema: options,
  knowsSince: isSearch,
  canResume: true,
  records,
}

/** A list or a document tells everything each time: read whole, it shows what is gone as well. */
function isSearch({ url }: HarvestSource): boolean {
  return URL.canParse(url) && ckanAddress(url).kind === "search"
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const { language, ...paging } = optionsOf(options, source)
  const address = ckanAddress(source.url)
  const reading: PackageContext = { vocabularies: context.vocabularies, portal: address.portal, language }
  const pages = address.kind === "document" ? onePage(address.url, context) : manyPages(address, paging, context)
  const once = onlyOnce(context.resume?.met)
  for await (const { entries, next } of pages) {
    for (const placed of entries) {
      if (context.signal?.aborted) throw stopped("stopped")
      const { entry, position } = placed
      yield once(recordUnlessAsBefore(placed, context, () => recordFromPackage(entry, position, reading)))
    }
    if (next !== undefined) yield { kind: "page-end", next }
  }
}

/** A portal that knows no search may know the older list (DKAN). When it knows neither, the first refusal is told. */
function manyPages(
  address: Exclude<CkanAddress, { kind: "document" }>,
  paging: PagingOptions,
  context: ReadContext,
): AsyncIterable<OffsetEntries> {
  const pages = pagesOf(address, paging, context)
  if (address.kind === "list") return pages
  return orElse(pages, isUnknownAction, () => pagesOf(listOf(address.portal), paging, context))
}

function isUnknownAction(error: unknown): boolean {
  if (!(error instanceof HarvestStopped)) return false
  // A web page with status 200 is how some answer what they do not know.
  if (error.code === "html-instead" || error.detail.status === 404) return true
  return /action name not known/i.test(String(error.detail.says))
}

/** A document is complete when it is whole; one that holds less than it counts is a page of something larger. */
async function* onePage(url: URL, context: ReadContext): AsyncGenerator<OffsetEntries> {
  const { packages, count } = packagesIn(await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024 }))
  if (packages.length === 0) throw stopped("empty-catalogue", { url: url.href })
  if (count !== undefined && packages.length < count)
    throw stopped("truncated", { url: url.href, found: packages.length, count })
  yield { entries: packages.map((entry, at) => ({ entry, position: at + 1, id: idOfPackage(entry, at + 1) })) }
}
