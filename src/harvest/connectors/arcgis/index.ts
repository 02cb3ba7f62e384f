/**
 * Reads what Esri's software offers: the sites of ArcGIS Hub by their DCAT feed or their search APIs (`hub-*`), and the
 * catalogue of services of an ArcGIS Server (`server-*`), whose layers become datasets (`layer`).
 */
import { z } from "zod"
import type { AsBefore, Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { stopped, unpackJson } from "../../reading/index.ts"
import { inAdvance } from "../paging/in-advance.ts"
import { linkedPages, type PagePosition } from "../paging/linked-pages.ts"
import { askItems } from "../records/item-pages.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { isAbsent, type Site, sitesAt } from "./find-site.ts"
import { askFeed, idInFeed, recordFromFeed } from "./hub-feed.ts"
import { askDatasets, idOfItem, recordFromItem } from "./hub-items.ts"
import { listingOf, type ServiceGroup } from "./server-listing.ts"
import { type GroupRead, readGroup } from "./server-service.ts"

const options = z.strictObject({
  language: languageOption,
  maxMegabytes: z.number().int().min(1).max(1_024).default(256).describe("A larger feed of a Hub stops the run."),
  maxRecords: z.number().int().min(1).max(1_000_000).default(200_000).describe("A larger catalogue stops the run."),
  ignoreBroken: z
    .boolean()
    .default(false)
    .describe(
      "For servers with services that do not start: they are reported and the rest is read; their layers count as gone.",
    ),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For sites that count items which they do not list: fewer are not taken for a broken answer."),
})

type Options = z.infer<typeof options>

export const arcgisConnector: Connector = {
  kind: "arcgis",
  describe:
    "Reads an ArcGIS Hub site or the catalogue of an ArcGIS Server. Of a Hub, its DCAT-US feed; where that is switched off, its search API (v1, else v3). Of a server, all folders of /rest/services: map, feature and image services become data services, their layers and tables datasets, under one id whether served as map or as features; extents in degrees or Web Mercator become boxes. Services and folders that ask for a token are skipped. Ignores groups of layers, annotations, and services of geometry, geocoding, printing and the like. Nothing tells what changed since a moment.",
  configSchema: options,
  canResume: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const settings = optionsOf(options, source)
  const resumed = positionIn(context.resume?.next)
  const sites = sitesAt(source.url).filter(({ kind }) => !resumed || kind === resumed.kind)
  let refusal: unknown
  for (const site of sites) {
    let begun = false
    try {
      for await (const found of recordsOf(site, { settings, context, resumed })) {
        begun = true
        yield found
      }
      return
    } catch (error) {
      const isServerGuess = refusal !== undefined && site.kind === "server"
      if (begun || !(isAbsent(error) || isServerGuess)) throw error
      // The first refusal is of what the address most likely is.
      refusal ??= error
    }
  }
  throw refusal
}

const positionSchema = z.object({
  kind: z.enum(["search", "datasets", "server"]),
  /** Address of a page, or name of a service. */
  at: z.string(),
  met: z.number().int().min(0),
})
type Position = z.infer<typeof positionSchema>

function positionIn(next: string | undefined): Position | undefined {
  return next === undefined ? undefined : positionSchema.safeParse(unpackJson(next)).data
}

interface SiteReading {
  readonly settings: Options
  readonly context: ReadContext
  readonly resumed: Position | undefined
}

function recordsOf(site: Site, reading: SiteReading): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  if (site.kind === "feed") return recordsOfFeed(site.url, reading)
  if (site.kind === "server") return recordsOfServer(site, reading)
  return recordsOfSearch(site, reading)
}

async function* recordsOfFeed(url: string, { settings, context }: SiteReading): AsyncGenerator<FoundRecord | AsBefore> {
  const datasets = await askFeed(url, settings.maxMegabytes * 1024 * 1024, context)
  if (datasets.length === 0) throw stopped("empty-catalogue", { url })
  if (datasets.length > settings.maxRecords) throw stopped("too-large", { url, maxRecords: settings.maxRecords })
  const pod = { vocabularies: context.vocabularies, language: settings.language }
  const once = onlyOnce()
  for (const [at, dataset] of datasets.entries()) {
    if (context.signal?.aborted) throw stopped("stopped")
    const placed = { id: idInFeed(dataset), entry: ["feed", dataset], position: at + 1 }
    yield once(recordUnlessAsBefore(placed, context, () => recordFromFeed(dataset, placed.position, pod)))
  }
}

async function* recordsOfSearch(
  { kind, url, portal }: Site & { readonly kind: "search" | "datasets" },
  { settings, context, resumed }: SiteReading,
): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const { maxRecords, ignoreTotal, language } = settings
  const ask = kind === "search" ? askItems : askDatasets
  const item = { vocabularies: context.vocabularies, language, portal }
  const from: PagePosition = resumed ? { url: resumed.at, met: resumed.met } : { url, met: 0 }
  let position = from.met
  for await (const page of linkedPages(
    from,
    { maxRecords, ignoreTotal, ask, seen: new Set(context.resume?.met) },
    context,
  )) {
    const once = onlyOnce()
    for (const entry of page.entries) {
      position += 1
      const placed = { id: idOfItem(entry), entry: [kind, entry], position }
      yield once(recordUnlessAsBefore(placed, context, () => recordFromItem(entry, placed.position, item)))
    }
    if (page.next) yield pageEnd({ kind, at: page.next.url, met: page.next.met })
  }
}

function pageEnd(position: Position): PageEnd {
  return { kind: "page-end", next: JSON.stringify(position) }
}

async function* recordsOfServer(
  site: Site & { readonly kind: "server" },
  { settings, context, resumed }: SiteReading,
): AsyncGenerator<FoundRecord | PageEnd> {
  const { groups, skipped } = await listingOf(site, context)
  // A page is one service: names are sorted, so the position holds whatever comes or goes between two readings.
  const rest = resumed ? groups.filter(({ name }) => name >= resumed.at) : groups
  const once = onlyOnce(context.resume?.met)
  if (!resumed) yield* skipped.map(once)
  const failed: string[] = []
  let met = context.resume?.met.size ?? skipped.length
  const begin = (group: ServiceGroup | undefined) =>
    group && inAdvance(readGroup(site.root, group, { ...context, language: settings.language }))
  let coming = begin(rest[0])
  for (let at = 0; coming; at += 1) {
    if (context.signal?.aborted) throw stopped("stopped")
    const found: GroupRead = await coming
    const next = rest[at + 1]
    coming = begin(next)
    failed.push(...found.failed)
    met += found.records.length
    if (met > settings.maxRecords) throw stopped("too-large", { url: site.root, maxRecords: settings.maxRecords })
    yield* found.records.map(once)
    // After a failure there is no going on: the next reading has to meet that service again.
    if (next && failed.length === 0) yield pageEnd({ kind: "server", at: next.name, met })
  }
  if (failed.length > 0 && !settings.ignoreBroken)
    throw stopped("truncated", { url: site.root, services: failed.slice(0, 20), option: "ignoreBroken" })
  if (met === 0) throw stopped("empty-catalogue", { url: site.root })
}
