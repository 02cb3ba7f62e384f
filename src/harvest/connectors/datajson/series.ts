import type { FoundRecord, Problem } from "../../connector.ts"
import { compact, type JsonObject, problem, readDate, readLocalised } from "../../reading/index.ts"
import { languageOf, type PodContext, publisherOf } from "./dataset.ts"

/** A `dcat:DatasetSeries` of DCAT-US 3; its members point to it. */
export function seriesFromPod(raw: JsonObject, remoteId: string, context: PodContext): FoundRecord {
  const problems: Problem[] = []
  const language = languageOf(raw, context.language)
  const title = readLocalised([[raw.title, "title"]], { shape: "line", language }, problems)
  if (!title) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "title")] }
  const facts = compact({
    title,
    description: readLocalised([[raw.description, "description"]], { shape: "text", language }, problems),
    publisher: publisherOf(raw.publisher, { ...context, language, problems }),
    issued: readDate(raw.issued, "issued", problems),
    modified: readDate(raw.modified, "modified", problems),
  })
  return { kind: "series", remoteId, facts, problems }
}
