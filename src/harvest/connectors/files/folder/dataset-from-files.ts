import type { DatasetFacts, DistributionFacts } from "../../../../catalogue/index.ts"
import type { Vocabularies } from "../../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../../connector.ts"
import {
  compact,
  guessLanguage,
  KeywordCollection,
  problem,
  type RecordContext,
  readFormat,
  readLocalised,
  readUrl,
} from "../../../reading/index.ts"
import { stemAndExtension, titleFrom } from "./file-name.ts"
import type { FileGroup } from "./group-files.ts"
import type { ListedFile } from "./listed.ts"

export interface FilesContext {
  readonly vocabularies: Vocabularies
  readonly language?: string | undefined
}

const limit = 10_000

/** One dataset from the names, sizes and dates of its files. */
export function datasetFromFiles(group: FileGroup, context: FilesContext): FoundRecord {
  const { remoteId, files } = group
  const problems: Problem[] = []
  const written = titleOf(group)
  const guessed = guessLanguage(written)
  const language = guessed === "und" ? (context.language ?? "und") : guessed
  const title = readLocalised([[written, "name"]], { shape: "line", language }, problems)
  if (!title) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "name", remoteId)] }
  if (files.length > limit) problems.push(problem("too-many-values", "files", files.length))
  const reading = { vocabularies: context.vocabularies, language, problems }
  const [first] = files
  const facts = compact<DatasetFacts>({
    title,
    keywords: keywordsOf(group, language),
    sourceLanguage: language === "und" ? undefined : language,
    modified: latest(files),
    landingPage: first && readUrl(new URL(".", first.url).href, "folder", problems),
    distributions: files
      .slice(0, limit)
      .map((file) => distributionFrom(file, group, reading))
      .filter((distribution) => distribution !== undefined),
  })
  return { kind: "dataset", remoteId, facts, problems }
}

/** Files of one name lie in many folders: the folders stand behind it. */
function titleOf({ name, folders }: FileGroup): string {
  const title = titleFrom(name)
  return folders.length > 0 ? `${title} (${folders.map(titleFrom).join(", ")})` : title
}

function keywordsOf({ folders }: FileGroup, language: string): DatasetFacts["keywords"] {
  const into = new KeywordCollection()
  for (const folder of folders) into.add(titleFrom(folder).slice(0, 200), guessed(folder, language))
  return into.toFacts()
}

function guessed(text: string, language: string): string {
  const tag = guessLanguage(text)
  return tag === "und" && language !== "ar" ? language : tag
}

function distributionFrom(
  { url, path, modified, byteSize }: ListedFile,
  { files }: FileGroup,
  context: RecordContext,
): DistributionFacts | undefined {
  const { language, problems } = context
  const file = path.at(-1) ?? ""
  const downloadUrl = readUrl(url.href, file, problems)
  if (!downloadUrl) return undefined
  const [stem, extension] = stemAndExtension(file)
  const isOneOfMany = files.length > 1
  return compact<DistributionFacts>({
    title: isOneOfMany ? readLocalised([[titleFrom(stem), file]], { shape: "line", language }, problems) : undefined,
    downloadUrl,
    ...readFormat({ format: knownFormat(extension, context), url: downloadUrl }, file, context),
    byteSize,
    modified,
  })
}

/** Of `csv.gz` both parts are tried; an extension that nobody knows is left to whoever opens the file. */
function knownFormat(extension: string, { vocabularies }: RecordContext): string | undefined {
  return [extension, extension.split(".").at(-1)].find((one) => one && vocabularies.formatFrom(one))
}

function latest(files: readonly ListedFile[]): string | undefined {
  return files
    .flatMap(({ modified }) => modified ?? [])
    .sort()
    .at(-1)
}
