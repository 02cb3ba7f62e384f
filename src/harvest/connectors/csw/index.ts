/**
 * The `csw` connector: a catalogue of geodata asked by GetRecords (CSW 2.0.2), whose records are ISO 19139, ISO 19115-3, DCAT or
 * Dublin Core; also one record or one answer given by its address.
 */
import { z } from "zod"
import type { Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { askSource, readUrl, stopped } from "../../reading/index.ts"
import { oneRecord, onlyOnce } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { isDublinCore, isIso, pageIn } from "./answer.ts"
import { recordsFromRdf } from "./dcat-record.ts"
import { recordFromDublinCore } from "./dublin-core.ts"
import { type Entry, entriesOf } from "./entries.ts"
import { type RecordSettings, recordFromIso } from "./iso-record.ts"
import { asking } from "./negotiate.ts"
import { pagesOf, type ReadPage } from "./pages.ts"
import { type Manner, methods, type SchemaName, schemas } from "./request.ts"
import { cswAddress } from "./source-address.ts"

const schemaNames = Object.keys(schemas) as SchemaName[]

const options = z.strictObject({
  method: z
    .enum(["auto", ...methods])
    .default("auto")
    .describe("How the server is asked: `get`, `post`, or `auto`, which tries POST where GET is refused."),
  schema: z
    .enum(["auto", ...schemaNames])
    .default("auto")
    .describe(
      "Schema of the records: `iso19139`, `iso19115-3`, `dcat`, `dublin-core`, or `auto`, which takes the first of them that the server gives.",
    ),
  pageSize: z.int().min(1).max(1_000).default(100).describe("Records asked for per page."),
  language: languageOption.describe("Language of records that do not name theirs, as a BCP 47 code."),
  recordPage: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      "Address of a record's page, with `{id}` in place of its identifier, for records that do not give their own.",
    ),
  maxRecords: z.int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For catalogues that count records which they do not give: fewer are not taken for a broken answer."),
})
type Wanted = Omit<z.infer<typeof options>, "recordPage">

export const cswConnector: Connector = {
  kind: "csw",
  describe:
    "Reads a catalogue of geodata through CSW 2.0.2 GetRecords (GeoNetwork, pycsw, deegree, ArcGIS), page by page in the order of identifiers, by GET or POST; also a GetRecordById or an XML file given by its address. Takes ISO 19139 or ISO 19115-3, else DCAT, else Dublin Core: datasets, series, services; texts in several languages (PT_FreeText), links by their protocol, licences among the constraints, INSPIRE themes and topic categories. Asks for changes by dct:modified, and reads everything where that is refused. Ignores lineage, reference systems, feature catalogues and applications. Nothing is read by transactions or CSW 3.",
  configSchema: options,
  knowsSince: true,
  canResume: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncIterable<FoundRecord | PageEnd> {
  const { recordPage, ...wanted } = optionsOf(options, source)
  const settings = { vocabularies: context.vocabularies, language: wanted.language }
  const once = onlyOnce()
  let position = 0
  for await (const { entries, next } of pages(source.url, wanted, context)) {
    for (const entry of entries) {
      if (context.signal?.aborted) throw stopped("stopped")
      position += 1
      for (const record of await recordsOf(entry, position, settings)) yield once(withPage(record, recordPage))
    }
    if (next !== undefined) yield { kind: "page-end", next: String(next) }
  }
}

function pages(url: string, { method, schema, ...paging }: Wanted, context: ReadContext): AsyncIterable<ReadPage> {
  const address = cswAddress(url)
  if (address.kind === "document") return onePage(address.url, paging.ignoreTotal, context)
  const allowed = {
    methods: method === "auto" ? methods : [method],
    schemas: schema === "auto" ? schemaNames : [schema],
  }
  const wanted: Manner = {
    method: allowed.methods[0] ?? "get",
    schema: allowed.schemas[0] ?? "iso19139",
    sorted: true,
    ...(context.since ? { since: dayBefore(context.since) } : {}),
  }
  return pagesOf(address.endpoint, { wanted, allowed, options: paging }, context)
}

const halfDayMs = 12 * 60 * 60 * 1000

/** Servers compare days, some in their own time: asked half a day earlier, no zone hides a change. */
function dayBefore(since: Date): string {
  return new Date(since.getTime() - halfDayMs).toISOString().slice(0, 10)
}

async function* onePage(url: URL, ignoreTotal: boolean, context: ReadContext): AsyncGenerator<ReadPage> {
  const page = await pageIn(await askSource(url.href, context, asking), context)
  const entries = entriesOf(page.records, 1)
  if (entries.length === 0) throw stopped("empty-catalogue", { url: url.href })
  const found = entries.reduce((sum, { ids }) => sum + ids.length, 0)
  const { matched = 0 } = page
  if (found < matched && !ignoreTotal)
    throw stopped("truncated", { url: url.href, found, count: matched, option: "ignoreTotal" })
  yield { entries, next: undefined }
}

async function recordsOf(
  { element, ids }: Entry,
  position: number,
  settings: RecordSettings,
): Promise<readonly FoundRecord[]> {
  const [remoteId = `#${position}`] = ids
  if (element.name === "RDF") return recordsFromRdf(element, ids, settings)
  if (isIso(element)) return [oneRecord(position, () => recordFromIso(element, remoteId, settings))]
  if (isDublinCore(element)) return [oneRecord(position, () => recordFromDublinCore(element, remoteId, settings))]
  return [{ kind: "skipped", remoteId, reason: element.name.slice(0, 100) }]
}

function withPage(record: FoundRecord, template: string | undefined): FoundRecord {
  if (!template || record.kind !== "dataset" || record.facts.landingPage !== undefined) return record
  const landingPage = readUrl(template.replaceAll("{id}", encodeURIComponent(record.remoteId)), "recordPage", [])
  return landingPage ? { ...record, facts: { ...record.facts, landingPage } } : record
}
