/**
 * Reads udata, the software of data.gouv.fr and of portals in Tunisia, Portugal, Luxembourg and elsewhere: datasets by the
 * pages of its API, then data services; or a saved document. Records of both versions of the API end in `recordFromDataset`.
 */
import { z } from "zod"
import type { Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { askSource, isObject, lineOf, stopped } from "../../reading/index.ts"
import { oneRecord, onlyOnce } from "../one-record.ts"
import { freshPages, type ListPlace } from "../paged.ts"
import { askPage, datasetsIn } from "./answer.ts"
import { recordFromDataservice, servicesBeside } from "./dataservice.ts"
import { recordFromDataset, type UdataContext } from "./dataset.ts"
import { LookUps } from "./look-ups.ts"
import { type UdataAddress, udataAddress } from "./source-address.ts"
import { isUnknownList, placeFrom, placeToText, type Stage } from "./stages.ts"

const options = z.strictObject({
  pageSize: z.number().int().min(1).max(1000).default(50).describe("Datasets asked for per page."),
  dataservices: z.boolean().default(true).describe("Reads the data services (APIs) of the portal too."),
  communityResources: z
    .boolean()
    .default(false)
    .describe("Adds the files that third parties put beside a dataset to its distributions."),
  skipHarvested: z
    .boolean()
    .default(false)
    .describe("Skips what the portal itself harvested elsewhere, for sources whose origins are harvested directly."),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .describe("Language of records whose text does not show it, as a BCP 47 code."),
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
})
type Options = z.infer<typeof options>

export const udataConnector: Connector = {
  kind: "udata",
  canResume: true,
  describe:
    "Reads a udata portal (data.gouv.fr, data4tunisia.org, dados.gov.pt…) by its API: version 1, or version 2 where the address names it (`/api/2/datasets/`, `/api/2/datasets/search/`), whose datasets need one more request each for their files; also an address that narrows the list (`/api/1/datasets/?organization=…`), one dataset, or a saved JSON document, dumps of datasets with their organisations, resources and data services included. Organisations, licences and zones are read by their names, data services with the datasets that they serve. Titles and descriptions in further languages may stand among the extras (`title_ar`, `description_ar`). Skips private, deleted and archived datasets. Does not read reuses, discussions, topics, owners who are persons, metrics, quality, granularity or the remaining extras. Cannot ask for changes: udata lists datasets by the date of their data, not of their description.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | PageEnd> {
  const parsed = options.safeParse(source.options)
  if (!parsed.success) throw stopped("bad-options", { issues: z.prettifyError(parsed.error) })
  const address = udataAddress(source.url)
  const once = onlyOnce()
  const found =
    address.kind === "document" ? fromDocument(address, parsed.data, context) : fromApi(address, parsed.data, context)
  for await (const record of found) {
    if (context.signal?.aborted) throw stopped("stopped")
    yield record.kind === "page-end" ? record : once(record)
  }
}

async function* fromDocument(
  { url, portal }: UdataAddress & { readonly kind: "document" },
  settings: Options,
  context: ReadContext,
): AsyncGenerator<FoundRecord> {
  const listed = datasetsIn(await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024 }))
  if (listed.length === 0) throw stopped("empty-catalogue", { url: url.href })
  const lookUps = portal === undefined ? undefined : new LookUps(portal, settings.communityResources, context)
  const datasets = lookUps ? await lookUps.datasets(listed) : listed
  const reading = readingOf(settings, { portal, lookUps, context })
  for (const [at, entry] of datasets.entries()) yield oneRecord(at + 1, () => recordFromDataset(entry, at + 1, reading))
  const services = settings.dataservices ? servicesBeside(datasets) : []
  for (const [at, entry] of services.entries()) {
    const position = datasets.length + at + 1
    yield oneRecord(position, () => recordFromDataservice(entry, position, reading))
  }
}

function readingOf(
  settings: Options,
  { portal, lookUps, context }: { portal: string | undefined; lookUps: LookUps | undefined; context: ReadContext },
): UdataContext {
  return {
    vocabularies: context.vocabularies,
    portal,
    language: settings.language,
    communityResources: settings.communityResources,
    skipHarvested: settings.skipHarvested,
    zoneNames: lookUps?.zoneNames ?? new Map(),
    licenceNames: lookUps?.licenceNames ?? new Map(),
  }
}

async function* fromApi(
  address: UdataAddress & { readonly kind: "list" },
  settings: Options,
  context: ReadContext,
): AsyncGenerator<FoundRecord | PageEnd> {
  const lookUps = new LookUps(address.portal, settings.communityResources, context)
  const reading = readingOf(settings, { portal: address.portal, lookUps, context })
  const seen = new Set(context.resume?.met)
  const services = settings.dataservices ? address.services : undefined
  let { stage, place } = placeFrom(context.resume?.next)
  if (stage === "datasets") {
    const list = { endpoint: address.endpoint, seen, place, next: services && ("services" as const) }
    yield* readList("datasets", list, {
      settings,
      context,
      read: recordFromDataset,
      reading,
      prepare: (found) => lookUps.datasets(found),
    })
    place = undefined
    stage = "services"
  }
  if (!services) return
  const list = { endpoint: services, seen, place, next: undefined }
  yield* readList("services", list, {
    settings,
    context,
    read: recordFromDataservice,
    reading,
    prepare: (found) => lookUps.services(found),
  })
}

interface ListToRead {
  readonly endpoint: URL
  readonly seen: Set<string>
  readonly place: ListPlace | undefined
  /** What is read after it, if anything. */
  readonly next: Stage | undefined
}

interface ListReading {
  readonly settings: Options
  readonly context: ReadContext
  readonly reading: UdataContext
  readonly read: (raw: unknown, position: number, context: UdataContext) => FoundRecord
  readonly prepare: (found: readonly unknown[]) => Promise<readonly unknown[]>
}

async function* readList(
  stage: Stage,
  { endpoint, seen, place, next }: ListToRead,
  { settings, context, reading, read, prepare }: ListReading,
): AsyncGenerator<FoundRecord | PageEnd> {
  const { pageSize: size, maxRecords } = settings
  const list = {
    url: endpoint.href,
    first: 1,
    size,
    maxRecords,
    ask: (page: number) => askPage(endpoint, { page, size }, context),
    before: (page: number) => page - 1,
    idOf: (entry: unknown) => (isObject(entry) ? (lineOf(entry.id) ?? lineOf(entry.slug)) : undefined),
  }
  let position = place?.met ?? 0
  try {
    for await (const page of freshPages(list, seen, place)) {
      for (const entry of await prepare(page.fresh)) {
        position += 1
        const at = position
        yield oneRecord(at, () => read(entry, at, reading))
      }
      if (page.place) yield { kind: "page-end", next: placeToText(stage, page.place) }
    }
  } catch (error) {
    // Releases of before 2024 know no data services.
    if (stage === "services" && position === 0 && isUnknownList(error)) return
    throw error
  }
  if (stage === "datasets" && position === 0) throw stopped("empty-catalogue", { url: endpoint.href })
  if (next) yield { kind: "page-end", next: placeToText(next) }
}
