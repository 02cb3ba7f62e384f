import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isObject,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLanguages,
  readLicence,
  readLocalised,
  readStandards,
  readUrl,
} from "../../reading/index.ts"
import { withOwnWords } from "./own-words.ts"

/** One DCAT-US distribution; nothing when it is no object or leads nowhere. */
export function distributionFromPod(
  entry: unknown,
  path: string,
  context: RecordContext & { readonly landingPage: string | undefined },
): DistributionFacts | undefined {
  const { problems, language, landingPage } = context
  if (!isObject(entry)) {
    problems.push(problem("wrong-type", path, entry))
    return undefined
  }
  const raw = withOwnWords(entry)
  const downloadUrl = readUrl(raw.downloadURL ?? raw.downloadUrl, `${path}.downloadURL`, problems)
  const given = readUrl(raw.accessURL ?? raw.accessUrl, `${path}.accessURL`, problems)
  // DCAT 3 §6.8: what is reachable through the landing page only has that page as its access URL.
  const accessUrl = given ?? (downloadUrl === undefined ? landingPage : undefined)
  if (given === undefined && downloadUrl === undefined)
    problems.push(problem(accessUrl ? "missing-url" : "distribution-without-url", path, lineOf(raw.title)))
  if (accessUrl === undefined && downloadUrl === undefined) return undefined
  return compact<DistributionFacts>({
    remoteId: idFrom(raw["@id"] ?? raw.identifier),
    title: readLocalised([[raw.title, `${path}.title`]], { shape: "line", language }, problems),
    description: readLocalised([[raw.description, `${path}.description`]], { shape: "text", language }, problems),
    accessUrl,
    downloadUrl,
    ...readFormat(
      { format: raw.format, mediaType: raw.mediaType, url: downloadUrl ?? given },
      `${path}.format`,
      context,
    ),
    byteSize: readByteSize(raw.byteSize, `${path}.byteSize`, problems),
    licence: readLicence([raw.license], `${path}.license`, context),
    issued: readDate(raw.issued, `${path}.issued`, problems),
    modified: readDate(raw.modified, `${path}.modified`, problems),
    languages: readLanguages(raw.language, `${path}.language`, problems),
    conformsTo: readStandards(listOf(raw.conformsTo)),
    documentation: raw.documentation === true ? true : undefined,
  })
}
