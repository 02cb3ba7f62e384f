import type { FoundRecord, Problem, ReadContext } from "../../connector.ts"
import {
  askSource,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  stopped,
} from "../../reading/index.ts"
import { datasetFromPod, type PodContext } from "../datajson/dataset.ts"
import { refused } from "../shared/one-record.ts"
import { knownLicence } from "./credits.ts"
import { plainLine } from "./plain-text.ts"

/** The datasets of a Hub's DCAT-US feed, which is one document. */
export async function askFeed(url: string, maxBytes: number, context: ReadContext): Promise<readonly unknown[]> {
  const answer = await askSource(url, context, { maxBytes, timeoutMs: 300_000 })
  const value = jsonIn(answer)
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status })
  const datasets = isObject(value) ? value.dataset : undefined
  if (!Array.isArray(datasets)) throw stopped("not-a-catalogue", { url: answer.url, status: answer.status })
  return datasets
}

export function recordFromFeed(raw: unknown, position: number, context: PodContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const remoteId = idInFeed(raw)
  if (remoteId === undefined)
    return refused(`#${position}`, problem("missing-identifier", "identifier", lineOf(raw.title)))
  return datasetFromHub(raw, remoteId, context)
}

export function idInFeed(raw: unknown): string | undefined {
  const identifier = isObject(raw) ? lineOf(raw.identifier) : undefined
  return identifier === undefined ? undefined : hubId(identifier)
}

/**
 * Feeds name a dataset by its page on arcgis.com, the search APIs by the ids in that address. Both become the latter, so that a
 * source keeps its records when it is read another way.
 */
function hubId(identifier: string): string {
  const [, item, layer] = /[?&]id=([0-9a-f]{32})(?:&sublayer=(\d+))?/i.exec(identifier) ?? []
  return item === undefined ? identifier.slice(0, 400) : layer === undefined ? item : `${item}_${layer}`
}

/** A dataset in the shape of DCAT-US with the habits of Hub, read as any other once they are evened out. */
export function datasetFromHub(raw: JsonObject, remoteId: string, context: PodContext): FoundRecord {
  const problems: Problem[] = []
  const pod = withoutTemplates(raw, problems)
  const reading: RecordContext = { vocabularies: context.vocabularies, language: "und", problems }
  const record = datasetFromPod(
    {
      ...pod,
      license: knownLicence(pod.license, reading) ?? plainLine(pod.license),
      // Hub writes this one on everything.
      theme: listOf(pod.theme).filter((theme) => theme !== "geospatial"),
      distribution: listOf(pod.distribution).flatMap((entry) => evened(entry, pod.landingPage)),
    },
    remoteId,
    context,
  )
  return record.kind === "skipped" ? record : { ...record, problems: [...problems, ...record.problems] }
}

const template = /^\s*\{\{[^{}]*\}\}\s*$/

/** Hub fills its feed from templates; where an item lacks the value, the template itself is left. */
function withoutTemplates(raw: JsonObject, problems: Problem[]): JsonObject {
  const entries = Object.entries(raw).filter(([field, value]) => {
    const isTemplate = typeof value === "string" && value.length < 500 && template.test(value)
    if (isTemplate) problems.push(problem("placeholder-text", field, value))
    return !isTemplate
  })
  return Object.fromEntries(entries)
}

/** The page of the dataset is no distribution, and what is made for download is a download. */
function evened(entry: unknown, landingPage: unknown): readonly unknown[] {
  if (!isObject(entry)) return [entry]
  const { accessURL, downloadURL, ...rest } = entry
  if (accessURL !== undefined && accessURL === landingPage && downloadURL === undefined) return []
  const isDownload =
    typeof accessURL === "string" && /\/api\/download\/v1\/|\/datasets\/[^/]+\.[a-z]{2,8}(\?|$)/i.test(accessURL)
  return [isDownload && downloadURL === undefined ? { ...rest, downloadURL: accessURL } : entry]
}
