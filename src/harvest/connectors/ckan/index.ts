/**
 * Reads CKAN and what answers like it (DKAN, HDX, CKAN 1.x dumps, single packages saved as files). `package_search` is paged by
 * id; envelopes and dialects differ per file below, and all end in `recordFromPackage`.
 */
import { z } from "zod"
import {
  type Connector,
  type FoundRecord,
  type HarvestSource,
  HarvestStopped,
  type ReadContext,
} from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import { oneRecord, onlyOnce } from "../one-record.ts"
import { packagesIn } from "./answer.ts"
import { type PackageContext, recordFromPackage } from "./package.ts"
import { type PagingOptions, pagesOf } from "./pages.ts"
import { type CkanAddress, ckanAddress, listOf } from "./source-address.ts"

const options = z.strictObject({
  rows: z.number().int().min(1).max(1000).default(100).describe("Packages asked for per page."),
  filter: z
    .string()
    .max(2_000)
    .optional()
    .describe("Solr filter query (`fq`) that narrows the source, e.g. `organization:onagri`."),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .describe("Language of records whose text does not show it, as a BCP 47 code."),
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
    "Reads a CKAN portal through package_search, page by page in the order of ids; also DKAN (by its older list of packages) and HDX, CKAN 1.x dumps, and package_show or JSON files given by their address. Understands extras in all forms, translated fields (fluent objects and the Tunisian title_ar, notes_ar, keywords_ar), and the DCAT-AP fields of ckanext-scheming. Skips private packages, drafts, deleted ones, harvest sources and showcases. Does not read the DataStore, relationships, activity or users.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord> {
  const parsed = options.safeParse(source.options)
  if (!parsed.success) throw stopped("bad-options", { issues: z.prettifyError(parsed.error) })
  const { language, ...paging } = parsed.data
  const address = ckanAddress(source.url)
  const reading: PackageContext = { vocabularies: context.vocabularies, portal: address.portal, language }
  const pages = address.kind === "document" ? onePage(address.url, context) : manyPages(address, paging, context)
  const once = onlyOnce()
  let position = 0
  for await (const page of pages)
    for (const entry of page) {
      if (context.signal?.aborted) throw stopped("stopped")
      position += 1
      const at = position
      yield once(oneRecord(at, () => recordFromPackage(entry, at, reading)))
    }
}

/** A portal that knows no search may know the older list (DKAN). When it knows neither, the first refusal is told. */
async function* manyPages(
  address: Exclude<CkanAddress, { kind: "document" }>,
  paging: PagingOptions,
  context: ReadContext,
): AsyncGenerator<readonly unknown[]> {
  let begun = false
  try {
    for await (const page of pagesOf(address, paging, context)) {
      begun = true
      yield page
    }
  } catch (refusal) {
    if (begun || address.kind === "list" || !isUnknownAction(refusal)) throw refusal
    try {
      for await (const page of pagesOf(listOf(address.portal), paging, context)) {
        begun = true
        yield page
      }
    } catch (error) {
      throw begun ? error : refusal
    }
  }
}

function isUnknownAction(error: unknown): boolean {
  if (!(error instanceof HarvestStopped)) return false
  return error.detail.status === 404 || /action name not known/i.test(String(error.detail.says))
}

/** A document is complete when it is whole; one that holds less than it counts is a page of something larger. */
async function* onePage(url: URL, context: ReadContext): AsyncGenerator<readonly unknown[]> {
  const { packages, count } = packagesIn(await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024 }))
  if (packages.length === 0) throw stopped("empty-catalogue", { url: url.href })
  if (count !== undefined && packages.length < count)
    throw stopped("truncated", { url: url.href, found: packages.length, count })
  yield packages
}
