import type { DatasetFacts, PublisherFacts } from "../../../catalogue/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  problem,
  type RecordContext,
  readLanguages,
  unlessEmpty,
  type XmlElement,
} from "../../reading/index.ts"
import { readCoverage } from "./dc-coverage.ts"
import { readDates } from "./dc-dates.ts"
import { readLinks } from "./dc-links.ts"
import { readRights } from "./dc-rights.ts"
import { languageOfDc, readLine, readParagraphs, readSubjects } from "./dc-texts.ts"
import { type DcValues, dcValuesIn } from "./dc-values.ts"
import type { OaiContext } from "./oai-context.ts"

/** One record in Dublin Core, simple or qualified. Never throws, whatever it is given. */
export function datasetFromDc(metadata: XmlElement, remoteId: string, context: OaiContext): FoundRecord {
  const problems: Problem[] = []
  const values = dcValuesIn(metadata, problems)
  const unwanted = unwantedType(values, context.types)
  if (unwanted !== undefined) return { kind: "skipped", remoteId, reason: unwanted }
  const language = languageOfDc(values, context.language)
  const facts = factsOf(values, remoteId, { vocabularies: context.vocabularies, language, problems })
  if (facts) return { kind: "dataset", remoteId, facts, problems }
  return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "dc:title")] }
}

function factsOf(values: DcValues, remoteId: string, context: RecordContext): DatasetFacts | undefined {
  const title = readLine(values("title", "alternative"), context)
  if (!title) return undefined
  const { periods, ...dates } = readDates(values, context)
  const { spatial, temporal } = readCoverage(values, context)
  const allPeriods = [...temporal, ...periods]
  const languages = values("language").map(({ text }) => text)
  return compact<DatasetFacts>({
    title,
    description: readParagraphs(values("description", "abstract", "tableOfContents"), context),
    ...readSubjects(values, context),
    sourceLanguage: context.language === "und" ? undefined : context.language,
    publisher: publisherOf(values, context),
    ...readRights(values, context),
    ...dates,
    spatial: unlessEmpty(spatial),
    temporal: unlessEmpty(allPeriods),
    languages: readLanguages(languages, "dc:language", context.problems),
    ...readLinks(values, remoteId, context),
  })
}

function publisherOf(values: DcValues, context: RecordContext): PublisherFacts | undefined {
  const name = readLine(values("publisher"), context)
  return name && { name }
}

// DCMI Type, COAR, OpenAIRE, DataCite, and the words of repositories in our languages.
const datasetTypes =
  /^(dataset|data ?sets?|jeux? de donn[ée]es|base de donn[ée]es|donn[ée]es( de (la )?recherche)?|database|research ?data|c_ddb1|مجموعة بيانات|بيانات|قاعدة بيانات)$/i

/** Why a record is not of the types asked for, if it is not. */
function unwantedType(values: DcValues, wanted: readonly string[]): string | undefined {
  if (wanted.length === 0) return undefined
  const types = values("type").map(({ text }) => text.split(/[/#]/).at(-1)?.trim() ?? "")
  const isWanted = (type: string) =>
    wanted.some(
      (word) => word.toLowerCase() === type.toLowerCase() || (datasetTypes.test(word) && datasetTypes.test(type)),
    )
  return types.some(isWanted) ? undefined : (types[0] ?? "no type").slice(0, 40)
}
