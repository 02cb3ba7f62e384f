import type { DataServiceFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  isObject,
  type JsonObject,
  languageOfRecord,
  lineOf,
  type RecordContext,
  readLocalised,
  readUrl,
  unlessEmpty,
} from "../../reading/index.ts"
import { creditsOf } from "./credits.ts"
import { plainLine } from "./plain-text.ts"

export interface LayerContext {
  readonly vocabularies: Vocabularies
  readonly language: string | undefined
  /** Name of the service with its folder. */
  readonly name: string
}

/** A service as it describes itself. */
export interface LayerSource {
  readonly url: string
  readonly service: JsonObject
  readonly layers: readonly JsonObject[]
}

/** One service as a data service that serves its layers. */
export function serviceRecord(
  { service, url }: LayerSource,
  {
    vocabularies,
    language: fallback,
    name,
    remoteId,
    serves,
  }: LayerContext & { remoteId: string; serves: readonly string[] },
): FoundRecord {
  const problems: Problem[] = []
  const language = languageOfTexts(titleOf(service, name), descriptionOf(service)[0], fallback)
  const context: RecordContext = { vocabularies, language, problems }
  const title = readLocalised([[titleOf(service, name), "documentInfo.Title"]], { shape: "line", language }, problems)
  const facts = compact<DataServiceFacts>({
    title: title ?? { und: name },
    description: readLocalised([descriptionOf(service)], { shape: "text", language }, problems),
    ...creditsOf(service.copyrightText, "copyrightText", context),
    endpointUrl: readUrl(url, "url", problems),
    servesDatasets: unlessEmpty(serves),
  })
  return { kind: "service", remoteId, facts, problems }
}

/** What its author called it; else its name, in which no spaces are allowed. The name of the map is "Layers" almost always. */
export function titleOf(service: JsonObject, name: string): string {
  const info = isObject(service.documentInfo) ? lineOf(service.documentInfo.Title) : undefined
  return info ?? (name.split("/").at(-1) ?? name).replaceAll("_", " ")
}

export function descriptionOf(service: JsonObject): readonly [value: unknown, field: string] {
  const comments = isObject(service.documentInfo) ? service.documentInfo.Comments : undefined
  return lineOf(service.serviceDescription) === undefined
    ? lineOf(service.description) === undefined
      ? [comments, "documentInfo.Comments"]
      : [service.description, "description"]
    : [service.serviceDescription, "serviceDescription"]
}

/** ArcGIS Server has no field for the language: the text itself says it, without the words of its HTML. */
export function languageOfTexts(title: unknown, description: unknown, fallback: string | undefined): string {
  return languageOfRecord({ title: plainLine(title), description: plainLine(description) }, fallback)
}
