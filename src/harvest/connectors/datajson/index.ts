/**
 * Reads `data.json` catalogues: DCAT-US 1.1 ("Project Open Data"), the feeds of ArcGIS Hub and Socrata, and bare lists of such
 * datasets. The document is one file, read whole.
 */
import { z } from "zod"
import type { AsBefore, Connector, FoundRecord, HarvestSource, ReadContext } from "../../connector.ts"
import {
  askSource,
  idFrom,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  listOf,
  problem,
  stopped,
} from "../../reading/index.ts"
import { onlyOnce, recordUnlessAsBefore, refused } from "../shared/one-record.ts"
import { sourceAddress } from "../shared/source-address.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { datasetFromPod, type PodContext, seriesIn } from "./dataset.ts"
import { seriesFromPod } from "./series.ts"

const options = z.strictObject({
  language: languageOption,
  maxMegabytes: z.number().int().min(1).max(1_024).default(256).describe("A larger catalogue stops the run."),
})

export const datajsonConnector: Connector = {
  kind: "datajson",
  describe:
    "Reads one data.json document: DCAT-US 1.1 as federal and municipal portals publish it, the feeds of ArcGIS Hub and Socrata, or a bare list of datasets. The address may be the portal's root, where /data.json is asked for. Members of a collection (isPartOf) point to it, and the collection stays a dataset; a dcat:DatasetSeries becomes a series. Repetitions in `modified` become the frequency. Ignores bureau and program codes, data dictionaries, references and the hierarchy above a publisher.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore> {
  const settings = optionsOf(options, source)
  const url = documentUrl(source.url)
  const maxBytes = settings.maxMegabytes * 1024 * 1024
  const datasets = datasetsIn(await askSource(url, context, { maxBytes, timeoutMs: 300_000 }))
  if (datasets.length === 0) throw stopped("empty-catalogue", { url })
  const identifiers = new Set(datasets.map(remoteIdOf).filter((id) => id !== undefined))
  const reading: PodContext = { vocabularies: context.vocabularies, language: settings.language, identifiers }
  const once = onlyOnce()
  for (const [at, dataset] of datasets.entries()) {
    if (context.signal?.aborted) throw stopped("stopped")
    const placed = { id: remoteIdOf(dataset), entry: withItsSeries(dataset, identifiers), position: at + 1 }
    yield once(recordUnlessAsBefore(placed, context, () => recordFrom(dataset, placed.position, reading)))
  }
}

/** A member of a collection is another record where the collection is not in the catalogue. */
function withItsSeries(raw: unknown, identifiers: ReadonlySet<string>): unknown {
  const series = isObject(raw) ? seriesIn(raw) : undefined
  return series === undefined ? raw : [raw, identifiers.has(series)]
}

/** A folder address means the `data.json` in it. */
function documentUrl(text: string): string {
  const url = sourceAddress(text)
  return url.pathname.endsWith("/") ? new URL("data.json", url).href : url.href
}

function datasetsIn(answer: Awaited<ReturnType<typeof askSource>>): readonly unknown[] {
  const value = jsonIn(answer)
  if (isObject(value) && value.success === false) throw stopped("success-false", { url: answer.url })
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status })
  if (Array.isArray(value)) return value
  const listed = isObject(value) ? (value.dataset ?? value["dcat:dataset"] ?? value.datasets) : undefined
  if (Array.isArray(listed)) return listed
  if (isObject(listed)) return [listed]
  if (isObject(value) && "title" in value && "identifier" in value) return [value]
  throw stopped("not-a-catalogue", { url: answer.url })
}

function recordFrom(raw: unknown, position: number, context: PodContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", "identifier", raw))
  const remoteId = remoteIdOf(raw)
  if (remoteId === undefined)
    return refused(`#${position}`, problem("missing-identifier", "identifier", lineOf(raw.title)))
  const type = typeOf(raw)
  if (type === "datasetseries") return seriesFromPod(raw, remoteId, context)
  if (type !== "" && type !== "dataset") return { kind: "skipped", remoteId, reason: type.slice(0, 40) }
  return datasetFromPod(raw, remoteId, context)
}

function remoteIdOf(raw: unknown): string | undefined {
  return isObject(raw) ? (idFrom(raw.identifier) ?? idFrom(raw["@id"])) : undefined
}

/** `dcat:Dataset`, `Dataset`, the full IRI, or a list of such, as one lower-case word. */
function typeOf(raw: JsonObject): string {
  const words = listOf(raw["@type"]).map((type) => (lineOf(type) ?? "").split(/[:/#]/).at(-1)?.toLowerCase() ?? "")
  return words.includes("dataset") ? "dataset" : (words[0] ?? "")
}
