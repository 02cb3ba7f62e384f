import type { AsBefore, FoundRecord, PageEnd, ReadContext } from "../../connector.ts"
import { isObject, lineOf, stopped } from "../../reading/index.ts"
import { type CountedList, countedPages, type ListPlace } from "../paging/counted-pages.ts"
import { recordUnlessAsBefore } from "../shared/one-record.ts"
import { askPage } from "./answer.ts"
import { recordFromDataservice } from "./dataservice.ts"
import { recordFromDataset, remoteIdOf, type UdataContext } from "./dataset.ts"
import { LookUps, recordUnless, withNames } from "./look-ups.ts"
import { readingOf, type UdataOptions } from "./options.ts"
import type { UdataAddress } from "./source-address.ts"
import { isUnknownList, placeFrom, placeToText, type Stage } from "./stages.ts"

/** The datasets of a list of the API, then the data services of the same. */
export async function* fromApi(
  address: UdataAddress & { readonly kind: "list" },
  settings: UdataOptions,
  context: ReadContext,
): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
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
  readonly settings: UdataOptions
  readonly context: ReadContext
  readonly reading: UdataContext
  readonly read: (raw: unknown, position: number, context: UdataContext) => FoundRecord
  readonly prepare: (found: readonly unknown[]) => Promise<readonly unknown[]>
}

async function* readList(
  stage: Stage,
  { endpoint, seen, place, next }: ListToRead,
  { settings, context, reading, read, prepare }: ListReading,
): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const list = pagedList(endpoint, settings, context)
  let position = place?.met ?? 0
  try {
    for await (const page of countedPages(list, seen, place)) {
      for (const entry of await prepare(page.fresh)) {
        position += 1
        const placed = { id: remoteIdOf(entry), entry: [stage, ...withNames(entry, reading)], position }
        const readIt = () => recordUnless(entry, () => read(entry, placed.position, reading))
        yield recordUnlessAsBefore(placed, context, readIt)
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

const searchWindow = 10_000

function pagedList(endpoint: URL, { pageSize: size, maxRecords }: UdataOptions, context: ReadContext): CountedList {
  const url = endpoint.href
  const isSearch = endpoint.pathname.endsWith("/search/")
  const ask = async (number: number) => {
    const page = await askPage(endpoint, { page: number, size }, context)
    // A search engine counts no further than its window, nor shows what is behind it.
    if (isSearch && (page.total ?? 0) >= searchWindow) throw stopped("too-large", { url, window: searchWindow })
    return page
  }
  const idOf = (entry: unknown) => (isObject(entry) ? (lineOf(entry.id) ?? lineOf(entry.slug)) : undefined)
  return { url, first: 1, size, maxRecords, ask, before: (page) => page - 1, idOf }
}
