/**
 * Reads OAI-PMH 2.0 repositories (DSpace, EPrints, Dataverse, Invenio, libraries): ListRecords from page to page by resumption
 * tokens, Dublin Core or DCAT as RDF/XML. What a repository says is deleted is skipped, so that what we had of it goes.
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
import { askSource, stopped, utcSecond, type XmlElement } from "../../reading/index.ts"
import { asBefore, oneRecord, onlyOnce } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { knowsSeconds } from "./answer.ts"
import type { OaiContext } from "./oai-context.ts"
import { idOf, pagesOf } from "./pages.ts"
import { graphIn, recordFrom } from "./record.ts"
import { acceptXml, identifyUrl, type RecordList, recordListOf } from "./source-address.ts"

const options = z.strictObject({
  set: z
    .string()
    .max(500)
    .optional()
    .describe("Only records of this set, by its setSpec (`…?verb=ListSets` lists them)."),
  prefix: z
    .string()
    .regex(/^[\w.!~*'()-]{1,80}$/)
    .optional()
    .describe(
      "Metadata format asked for: `oai_dc` unless said otherwise, another form of Dublin Core (`qdc`, `oai_dcterms`), or one that holds DCAT as RDF/XML.",
    ),
  types: z
    .string()
    .max(500)
    .optional()
    .describe(
      "Only records of these types (dc:type), separated by commas; `dataset` stands for all its usual spellings. Without it, all records are read.",
    ),
  language: languageOption,
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger repository stops the run."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe("For repositories that announce more records than they list: fewer are not taken for a broken answer."),
})

export const oaipmhConnector: Connector = {
  kind: "oaipmh",
  describe:
    "Reads an OAI-PMH 2.0 repository (DSpace, EPrints, Dataverse, Invenio, library catalogues) by its base address: ListRecords, " +
    "page by page with resumption tokens, simple or qualified Dublin Core in any mixture of languages, or DCAT as RDF/XML. " +
    "Web addresses that end in a file become distributions, the others the landing page; coverage becomes place or period; rights " +
    "become licence and access. Deleted records go here too. A token that the repository forgets makes it begin once more. " +
    "Creators and contributors are not read: they are mostly people. Where a run asks for changes alone, it asks by `from`.",
  configSchema: options,
  canResume: true,
  knowsSince: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const { set, prefix, types, language, ...paging } = optionsOf(options, source)
  const list = recordListOf(source.url, { set, prefix })
  const from = context.since && (await fromDate(list, context.since, context))
  const reading: OaiContext = { vocabularies: context.vocabularies, language, types: wordsOf(types) }
  const given = new Set(context.resume?.met)
  for await (const page of pagesOf(from ? { ...list, from } : list, { ...paging, given }, context)) {
    const once = onlyOnce()
    for (const element of page.fresh) {
      if (context.signal?.aborted) throw stopped("stopped")
      const entry = { id: idOf(element), entry: element }
      const record = once(asBefore(entry, context) ?? (await readOne(element, given.size + 1, reading)))
      given.add(record.remoteId)
      yield record
    }
    if (page.next !== undefined) yield { kind: "page-end", next: page.next }
  }
}

async function readOne(element: XmlElement, position: number, reading: OaiContext): Promise<FoundRecord> {
  const graph = await graphIn(element)
  return oneRecord(position, () => recordFrom(element, position, { ...reading, graph }))
}

function wordsOf(types: string | undefined): readonly string[] {
  return (types ?? "")
    .split(/[,،;]/)
    .map((word) => word.trim())
    .filter(Boolean)
}

/** In the granularity of the repository, which refuses any other; a day is understood by all (OAI-PMH 2.0 §3.3.1). */
async function fromDate(list: RecordList, since: Date, context: ReadContext): Promise<string> {
  const moment = utcSecond(since)
  try {
    return (await knowsSeconds(await askSource(identifyUrl(list), context, { accept: acceptXml }), context))
      ? moment
      : moment.slice(0, 10)
  } catch (error) {
    // A repository that lists well may still describe itself badly; one that does not answer will say so at its list.
    if (error instanceof HarvestStopped && error.code !== "stopped") return moment.slice(0, 10)
    throw error
  }
}
