import type { DataServiceFacts } from "../../../catalogue/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  idFrom,
  isBlank,
  isObject,
  type JsonObject,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import { refused } from "../shared/one-record.ts"
import { licenceOf, reasonToSkip, remoteIdOf, type UdataContext } from "./dataset.ts"
import { contactsOf, publisherOf } from "./publisher.ts"

/** One data service (“API”) of udata; its `datasets` hold the datasets that it serves, or their identifiers. */
export function recordFromDataservice(raw: unknown, position: number, context: UdataContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const remoteId = remoteIdOf(raw)
  if (remoteId === undefined) return refused(`#${position}`, problem("missing-identifier", "id", lineOf(raw.title)))
  const reason = reasonToSkip(raw, context)
  if (reason) return { kind: "skipped", remoteId, reason }
  const problems: Problem[] = []
  const facts = factsOf(raw, {
    ...context,
    language: languageOfRecord({ title: raw.title, description: raw.description }, context.language),
    problems,
  })
  if (!facts) return refused(remoteId, ...problems, problem("missing-title", "title", raw.title))
  return { kind: "service", remoteId, facts, problems }
}

type FactsContext = Omit<UdataContext, "language"> & { readonly language: string; readonly problems: Problem[] }

function factsOf(raw: JsonObject, context: FactsContext): DataServiceFacts | undefined {
  const { language, problems } = context
  const title = readLocalised([[raw.title, "title"]], { shape: "line", language }, problems)
  if (!title) return undefined
  return compact<DataServiceFacts>({
    title,
    description: readLocalised([[raw.description, "description"]], { shape: "text", language }, problems),
    publisher: publisherOf(raw.organization, context),
    endpointUrl: readUrl(raw.base_api_url, "base_api_url", problems),
    endpointDescription: descriptionUrlOf(raw, problems),
    licence: licenceOf(raw.license, context),
    contactPoints: contactsOf(raw.contact_points ?? raw.contact_point, context),
    servesDatasets: servedBy(raw.datasets),
  })
}

/** What a program can read, else what a programmer can. */
function descriptionUrlOf(raw: JsonObject, problems: Problem[]): string | undefined {
  const names = [
    "machine_documentation_url",
    "endpoint_description_url",
    "technical_documentation_url",
    "business_documentation_url",
  ]
  const given = names.find((name) => !isBlank(raw[name]))
  return given && readUrl(raw[given], given, problems)
}

function servedBy(raw: unknown): readonly string[] | undefined {
  const ids = listOf(raw)
    .slice(0, 10_000)
    .map((dataset) => idFrom(isObject(dataset) ? dataset.id : dataset))
    .filter((id) => id !== undefined)
  return ids.length > 0 ? [...new Set(ids)] : undefined
}

/** Data services that stand beside the datasets they serve, each once, with all that it serves. */
export function servicesBeside(datasets: readonly unknown[]): readonly unknown[] {
  const services = new Map<string, JsonObject & { datasets: unknown[] }>()
  for (const dataset of datasets.filter(isObject))
    for (const service of listOf(dataset.dataservices).filter(isObject)) {
      const id = lineOf(service.id)
      if (id === undefined) continue
      const kept = services.get(id) ?? { ...service, datasets: [...listOf(service.datasets)] }
      services.set(id, kept)
      kept.datasets.push(dataset.id)
    }
  return [...services.values()]
}
