/** Reads a folder: its listing, those of its sub-folders, and what their names make of the files. */
import { formatInfo, type Vocabularies } from "../../../../vocabulary/index.ts"
import type { FoundRecord, ReadContext } from "../../../connector.ts"
import { type SourceAnswer, stopped, xmlIn } from "../../../reading/index.ts"
import { oneRecord } from "../../shared/one-record.ts"
import { datasetFromFiles } from "./dataset-from-files.ts"
import { stemAndExtension } from "./file-name.ts"
import { type Grouping, groupFiles } from "./group-files.ts"
import type { ListedFile } from "./listed.ts"
import { readBucket, walkFolder } from "./walk-folder.ts"
import { withHeaders } from "./with-headers.ts"

export interface FolderOptions {
  readonly group: Grouping
  readonly maxDepth: number
  readonly extensions?: string | undefined
  readonly skipFolders?: string | undefined
  readonly language?: string | undefined
  readonly maxFiles: number
}

export async function* folderRecords(
  answer: SourceAnswer,
  options: FolderOptions,
  context: ReadContext,
): AsyncGenerator<FoundRecord> {
  const wanted = wantedFiles(options.extensions, context.vocabularies)
  const limits = { ...options, skip: namesIn(options.skipFolders), wanted }
  const isXml = /^\s*(?:<\?xml|<ListBucketResult)/.test(answer.text) && !/<html[\s>]/i.test(answer.text.slice(0, 2_000))
  const { files, skipped } = isXml
    ? await readBucket(await xmlIn(answer, context), answer, { limits, context })
    : await walkFolder(answer, { limits, context })
  if (files.length === 0) throw stopped("empty-catalogue", { url: answer.url, skipped: skipped.length })
  const groups = groupFiles(await withHeaders(files, context), options.group)
  const reading = { vocabularies: context.vocabularies, language: options.language }
  for (const [at, group] of groups.entries()) yield oneRecord(at + 1, () => datasetFromFiles(group, reading))
  for (const remoteId of skipped) yield { kind: "skipped", remoteId, reason: "robots.txt" }
}

const kindsOfData = new Set(["table", "geo", "graph", "structured", "archive"])
/** Parts of a shapefile, without which it cannot be opened. */
const partsOfShape = /^(shx|dbf|prj|cpg)$/

function wantedFiles(extensions: string | undefined, vocabularies: Vocabularies): (file: ListedFile) => boolean {
  const named = new Set(namesIn(extensions).map((one) => one.replace(/^\*?\./, "").toLowerCase()))
  return ({ path }) => {
    const extension = stemAndExtension(path.at(-1) ?? "")[1]
    const last = extension.split(".").at(-1) ?? ""
    if (named.size > 0) return named.has(extension) || named.has(last)
    const format =
      last === "" ? undefined : vocabularies.formatFrom(undefined, undefined, `https://host.example/x.${last}`)
    return partsOfShape.test(last) || (format !== undefined && kindsOfData.has(formatInfo(format)?.kind ?? ""))
  }
}

function namesIn(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,;،\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "")
}
