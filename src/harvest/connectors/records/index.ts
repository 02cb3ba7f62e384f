/**
 * Reads catalogues that speak OGC API – Records (20-004r1): pygeoapi, pycsw, GeoNetwork, ldproxy, ArcGIS Hub, and static
 * collections of record GeoJSON. `find-catalogues` finds the lists, `item-pages` walks them, `record` reads one record.
 */
import { z } from "zod"
import type { AsBefore, Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { stopped, unpackJson } from "../../reading/index.ts"
import { linkedPages, type PagePosition } from "../paging/linked-pages.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { changedSince } from "./changes.ts"
import { cataloguesAt } from "./find-catalogues.ts"
import { askItems } from "./item-pages.ts"
import { recordFromFeature, remoteIdOf } from "./record.ts"
import { translationsOf } from "./translations.ts"

const options = z.strictObject({
  collections: z
    .string()
    .max(2_000)
    .optional()
    .describe("Identifiers of the collections to read, separated by commas; without it, all that hold records."),
  languages: z
    .string()
    .regex(/^[a-zA-Z-]{2,12}(\s*,\s*[a-zA-Z-]{2,12}){0,4}$/)
    .optional()
    .describe("Further languages to ask the server for, such as `ar,fr`; each costs one more request per page."),
  limit: z.number().int().min(1).max(1_000).default(100).describe("Records asked for per page."),
  language: languageOption,
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For servers that count records which they do not list: fewer are not taken for a broken answer."),
})

type Options = z.infer<typeof options>

export const recordsConnector: Connector = {
  kind: "records",
  describe:
    "Reads a catalogue that speaks OGC API – Records (pygeoapi, pycsw, GeoNetwork, ldproxy) from its landing page, its list of collections, one collection, or the address of its items: GeoJSON records page by page along their `next` links. Records of type service become data services, those of type series become series; links become distributions by their relation. Asks for changes only where the server declares filters in CQL2 and `updated` among its queryables. Ignores catalogues below a catalogue, software and persons, link templates, and previews.",
  configSchema: options,
  canResume: true,
  knowsSince: true,
  records,
}

const positionSchema = z.object({ catalogue: z.string(), url: z.string(), met: z.number().int().min(0) })

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const settings = optionsOf(options, source)
  const found = await cataloguesAt(source.url, settings, context)
  const resumed = positionIn(context.resume?.next, found)
  const rest = resumed ? found.slice(found.indexOf(resumed.catalogue)) : found
  const reading: CatalogueReading = {
    settings,
    context,
    given: new Set(context.resume?.met),
    // Records of an earlier catalogue say nothing about the paging of this one.
    seen: new Set(resumed && rest.length === found.length ? context.resume?.met : []),
    several: found.length > 1,
  }
  let from = resumed
  for (const [at, catalogue] of rest.entries()) {
    yield* recordsOf(
      from ?? (await beginningOf(catalogue, context)),
      at === 0 ? reading : { ...reading, seen: new Set() },
    )
    const following = rest[at + 1]
    from = following === undefined ? undefined : await beginningOf(following, context)
    if (from) yield pageEnd(from)
  }
  if (reading.given.size === 0 && !context.since) throw stopped("empty-catalogue", { url: source.url })
}

interface Position extends PagePosition {
  /** Address of the catalogue's first page, which names it. */
  readonly catalogue: string
}

async function beginningOf(catalogue: string, context: ReadContext): Promise<Position> {
  const url = context.since ? await changedSince(catalogue, context.since, context) : catalogue
  return { catalogue, url, met: 0 }
}

function pageEnd({ catalogue, url, met }: Position): PageEnd {
  return { kind: "page-end", next: JSON.stringify({ catalogue, url, met }) }
}

/** Where to go on; nothing where the catalogue is not found any more: then all is read anew, and nothing is given twice. */
function positionIn(next: string | undefined, catalogues: readonly string[]): Position | undefined {
  if (next === undefined) return undefined
  const { data } = positionSchema.safeParse(unpackJson(next))
  return data && catalogues.includes(data.catalogue) ? data : undefined
}

interface CatalogueReading {
  readonly settings: Options
  readonly context: ReadContext
  /** Remote ids of all records given so far, of whatever catalogue. */
  readonly given: Set<string>
  /** Ids of the records that the pages of this catalogue have shown. */
  readonly seen: Set<string>
  readonly several: boolean
}

async function* recordsOf(from: Position, reading: CatalogueReading): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const { settings, context, given, seen, several } = reading
  const mayBeEmpty = several || context.since !== undefined
  const languages = settings.languages?.split(",").map((tag) => tag.trim()) ?? []
  let position = from.met
  for await (const page of linkedPages(from, { ...settings, ask: askItems, mayBeEmpty, seen }, context)) {
    const translations = await translationsOf(page.url, languages, context)
    const once = onlyOnce()
    for (const entry of page.entries) {
      position += 1
      const told = { base: page.url, translations: translations(entry) }
      const record = { vocabularies: context.vocabularies, language: settings.language, ...told }
      const placed = { id: remoteIdOf(entry), entry: [entry, told], position }
      const found = once(recordUnlessAsBefore(placed, context, () => recordFromFeature(entry, placed.position, record)))
      if (given.has(found.remoteId)) continue
      given.add(found.remoteId)
      yield found
    }
    if (page.next) yield pageEnd({ catalogue: from.catalogue, ...page.next })
  }
}
