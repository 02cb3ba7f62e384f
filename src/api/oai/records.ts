import { isPublicDataset } from "../../catalogue/index.ts"
import { readHead } from "../../platform/changes/index.ts"
import { isUuid } from "../../platform/ids.ts"
import type { ListVerb, OaiRequest, Selection } from "./arguments.ts"
import { formatNamed, type MetadataFormat } from "./metadata-formats.ts"
import { toSecond } from "./moment.ts"
import type { OaiDeps } from "./oai-deps.ts"
import { OaiError } from "./oai-error.ts"
import { countItems, type Item, itemById, itemsByChange } from "./oai-store.ts"
import { type ListPlace, readToken, writeToken } from "./resumption-token.ts"
import { setCondition, setSpecsOf } from "./sets.ts"
import { element, textElement } from "./xml.ts"

const pageSizes: Readonly<Record<ListVerb, number>> = { ListRecords: 200, ListIdentifiers: 2_000 }

export function oaiIdentifier(baseUrl: string, id: string): string {
  return `${identifierStart(baseUrl)}${id}`
}

function identifierStart(baseUrl: string): string {
  return `oai:${new URL(baseUrl).hostname}:dataset/`
}

/** The item that an identifier names; one that nobody may know of does not exist. */
export async function itemNamed(identifier: string, { db, baseUrl }: OaiDeps): Promise<Item> {
  const start = identifierStart(baseUrl)
  const id = identifier.startsWith(start) ? identifier.slice(start.length) : ""
  const item = isUuid(id) ? await itemById(db, id) : undefined
  if (!item) throw new OaiError("idDoesNotExist", "No record has this identifier.")
  return item
}

export async function getRecord(
  { identifier, metadataPrefix }: Extract<OaiRequest, { verb: "GetRecord" }>,
  deps: OaiDeps,
): Promise<string> {
  const format = formatNamed(metadataPrefix)
  const records = await recordElements([await itemNamed(identifier, deps)], format, deps)
  return element("GetRecord", records.join(""))
}

export async function listItems(request: Extract<OaiRequest, { verb: ListVerb }>, deps: OaiDeps): Promise<string> {
  const { verb } = request
  const { epoch } = await readHead(deps.db)
  const place = "resumptionToken" in request ? readToken(request.resumptionToken, verb, epoch) : undefined
  const selection = place?.selection ?? (request as Selection)
  const format = formatNamed(selection.metadataPrefix)
  const range = { ...selection, set: selection.set === undefined ? undefined : await setCondition(selection.set, deps) }
  const found = await itemsByChange(deps.db, range, { after: place?.after, limit: pageSizes[verb] + 1 })
  if (found.length === 0) throw new OaiError("noRecordsMatch", "Nothing changed in this range.")
  const page = found.slice(0, pageSizes[verb])
  const isLast = found.length === page.length
  const total = place?.total ?? (isLast ? page.length : await countItems(deps.db, range))
  const given = (place?.given ?? 0) + page.length
  const last = page.at(-1)!
  const next = isLast
    ? ""
    : writeToken({ verb, selection, after: { changed: last.changed, id: last.id }, given, total }, epoch)
  const elements =
    verb === "ListRecords"
      ? await recordElements(page, format, deps)
      : page.map((item) => headerElement(item, deps.baseUrl))
  return element(verb, elements.join("") + tokenElement(next, place, total))
}

/** An empty one ends a list of several pages (OAI-PMH 2.0 §3.5). */
function tokenElement(next: string, place: ListPlace | undefined, total: number): string {
  if (next === "" && place === undefined) return ""
  return element("resumptionToken", next, { completeListSize: total, cursor: place?.given ?? 0 })
}

async function recordElements(items: readonly Item[], format: MetadataFormat, deps: OaiDeps): Promise<string[]> {
  const live = items.filter((item) => item.live).map(({ id }) => id)
  // One may have been withdrawn since the list was read.
  const datasets = (await deps.datasets.byIds(live)).filter(isPublicDataset)
  const metadata = await format.write(datasets, deps)
  return items.map((item) => {
    const written = metadata.get(item.id)
    if (written === undefined) return element("record", headerElement({ ...item, live: false }, deps.baseUrl))
    return element("record", headerElement(item, deps.baseUrl) + element("metadata", written))
  })
}

function headerElement(item: Item, baseUrl: string): string {
  const facts = [
    textElement("identifier", oaiIdentifier(baseUrl, item.id)),
    textElement("datestamp", toSecond(item.changed)),
    item.hasPage ? setSpecsOf(item) : "",
  ]
  return element("header", facts.join(""), { status: item.live ? undefined : "deleted" })
}
