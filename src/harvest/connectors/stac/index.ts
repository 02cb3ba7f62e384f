/**
 * Reads STAC catalogues of imagery: the collections of an API page by page, or a static catalogue walked along its children.
 * Each collection is one dataset, however many items it has.
 */
import { z } from "zod"
import type { AsBefore, Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { askSource, type JsonObject, problem, stopped, unpackJson } from "../../reading/index.ts"
import { type LinkedPage, linkedPages, type PagePosition } from "../paging/linked-pages.ts"
import { pageOf } from "../records/item-pages.ts"
import { remoteIdOf } from "../records/record.ts"
import { askDocument, documentAddress, documentIn } from "../shared/json-document.ts"
import { followable, linksOf } from "../shared/links.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { recordFromCollection } from "./collection.ts"
import { collectionsBelow, isCollection } from "./walk.ts"

const options = z.strictObject({
  language: languageOption.describe("Language of collections whose text does not show it, as a BCP 47 code."),
  maxDocuments: z
    .number()
    .int()
    .min(1)
    .max(200_000)
    .default(10_000)
    .describe("A static catalogue of more documents, or an API of more collections, stops the run."),
  ignoreBrokenLinks: z
    .boolean()
    .default(false)
    .describe("For static catalogues with dead links: a child that cannot be opened is reported and the rest is read."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For servers that count collections which they do not list: fewer are not taken for a broken answer."),
})

type Options = z.infer<typeof options>

export const stacConnector: Connector = {
  kind: "stac",
  describe:
    "Reads a STAC catalogue (SpatioTemporal Asset Catalog, 0.9 to 1.1) of satellite or aerial imagery: an API by its landing page or its list of collections, or a static catalog.json along its `child` links. Each collection becomes one dataset; providers become publisher and contact, assets of the collection become distributions, and what its items hold is summarised as one distribution per media type. Items are never opened. Ignores thumbnails, queryables, and summaries other than of platforms and instruments.",
  configSchema: options,
  canResume: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const settings = optionsOf(options, source)
  const resumed = positionIn(context.resume?.next)
  if (resumed) return yield* listed(resumed, settings, context)
  const address = documentAddress(source.url).href
  const root = await askDocument(address, context)
  const listing = Array.isArray(root.document.collections)
    ? address
    : followable(linksOf(root.document, root.base), ["data"], root.base)
  if (listing !== undefined) return yield* listed({ url: listing, met: 0 }, settings, context)
  if (!isStac(root.document)) throw stopped("not-a-catalogue", { url: root.base })
  yield* walked(root, settings, context)
}

function isStac(document: JsonObject): boolean {
  return document.stac_version !== undefined || document.type === "Catalog" || isCollection(document)
}

const positionSchema = z.object({ url: z.string(), met: z.number().int().min(0) })

function positionIn(next: string | undefined): PagePosition | undefined {
  return next === undefined ? undefined : positionSchema.safeParse(unpackJson(next)).data
}

/** The collections of an API. */
async function* listed(from: PagePosition, settings: Options, context: ReadContext) {
  const { ignoreTotal, maxDocuments: maxRecords, language } = settings
  const paging = { maxRecords, ignoreTotal, ask: askCollections, seen: new Set(context.resume?.met) }
  let position = from.met
  for await (const page of linkedPages(from, paging, context)) {
    const once = onlyOnce()
    for (const collection of page.entries) {
      position += 1
      const found = { collection, base: page.url }
      yield once(collectionUnlessAsBefore(found, { position, language, context }))
    }
    if (page.next) yield { kind: "page-end" as const, next: JSON.stringify(page.next) }
  }
}

async function askCollections(url: string, context: ReadContext): Promise<LinkedPage> {
  const answer = await askSource(url, context, { maxBytes: 128 * 1024 * 1024 })
  const document = documentIn(answer)
  if (!Array.isArray(document.collections)) throw stopped("not-a-catalogue", { url: answer.url })
  return pageOf(document, document.collections, answer.url)
}

/** The collections of a static catalogue; there are no pages to go on from. */
async function* walked(
  root: { readonly document: JsonObject; readonly base: string },
  settings: Options,
  context: ReadContext,
): AsyncGenerator<FoundRecord | AsBefore> {
  const once = onlyOnce()
  let position = 0
  for await (const visited of collectionsBelow(root, settings, context)) {
    position += 1
    if (visited.kind === "broken") {
      yield {
        kind: "refused",
        remoteId: visited.url.slice(0, 400),
        problems: [problem("not-described", "links", visited.url)],
      }
      continue
    }
    const { collection, base, parent } = visited
    const place = { position, language: settings.language, context }
    yield once(collectionUnlessAsBefore({ collection, base, parent }, place))
  }
  if (position === 0) throw stopped("empty-catalogue", { url: root.base })
}

interface FoundCollection {
  readonly collection: unknown
  readonly base: string
  readonly parent?: string | undefined
}

function collectionUnlessAsBefore(
  entry: FoundCollection,
  { position, language, context }: { position: number; language: string | undefined; context: ReadContext },
): FoundRecord | AsBefore {
  const { collection, ...place } = entry
  const reading = { vocabularies: context.vocabularies, language, ...place }
  const placed = { id: remoteIdOf(collection), entry, position }
  return recordUnlessAsBefore(placed, context, () => recordFromCollection(collection, position, reading))
}
