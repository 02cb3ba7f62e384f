import { problemsOfUrl } from "../../../vocabulary/index.ts"
import type { DatasetDocument, DistributionEntry } from "../../document.ts"
import { problem } from "./cells.ts"
import { type Column, mostFiles, type Words, type Written } from "./column.ts"

const pattern = /^file_(url|format|title_([a-z]{2,3}(?:-[a-z0-9]{1,8})*))_(\d{1,2})$/

/** `file_url_1`, `file_format_1`, `file_title_fr_1`: what is said of the first file. */
export function fileColumn(name: string): Column | undefined {
  const [, field = "", language = "", digits = ""] = pattern.exec(name) ?? []
  const number = Number(digits)
  if (number < 1 || number > mostFiles) return undefined
  const at = number - 1
  if (field === "url") {
    return {
      name,
      read: ({ distributions }) => urlOf(distributions[at]),
      write: (document, cell, words) => writeUrl(document, at, { cell, words }),
    }
  }
  if (field === "format") {
    return {
      name,
      read: ({ distributions }) => distributions[at]?.format ?? "",
      write: (document, cell, words) => writeFormat(document, at, { cell, words }),
    }
  }
  return {
    name,
    read: ({ distributions }) => distributions[at]?.title?.[language] ?? "",
    write: (document, cell) => writeTitle(document, at, { cell, language }),
  }
}

// A file kept here has no address of its own: its cell is empty, and an empty cell changes nothing.
function urlOf(file: DistributionEntry | undefined): string {
  return file?.file ? "" : (file?.downloadUrl ?? file?.accessUrl ?? "")
}

interface Cell {
  readonly cell: string
  readonly words: Words
}

function writeUrl(document: DatasetDocument, at: number, { cell, words }: Cell): Written {
  const { distributions } = document
  if (cell === "")
    return {
      kind: "document",
      document: { ...document, distributions: distributions.filter((_, index) => index !== at) },
    }
  const [wrong] = problemsOfUrl("", cell)
  if (wrong) return problem(wrong.rule)
  const before = distributions[at]
  if (before?.file) return problem("file-kept-here")
  // Groups may be left empty between others: a new file goes behind those there are.
  if (!before) return withFiles(document, [...distributions, { id: words.newId(), downloadUrl: cell }])
  const { accessUrl: _old, ...rest } = before
  const address =
    before.downloadUrl || !before.accessUrl ? { ...before, downloadUrl: cell } : { ...rest, accessUrl: cell }
  return withFiles(document, distributions.with(at, address))
}

function writeFormat(document: DatasetDocument, at: number, { cell, words }: Cell): Written {
  return withFile(document, at, ({ format: _old, ...file }) => {
    const format = words.vocabularies.formatFrom(cell)
    return cell === "" ? file : format ? { ...file, format } : undefined
  })
}

function writeTitle(
  document: DatasetDocument,
  at: number,
  { cell, language }: { cell: string; language: string },
): Written {
  return withFile(document, at, ({ title: before, ...file }) => {
    const { [language]: _old, ...others } = before ?? {}
    const title = cell === "" ? others : { ...others, [language]: cell }
    return Object.keys(title).length > 0 ? { ...file, title } : file
  })
}

function withFile(
  document: DatasetDocument,
  at: number,
  change: (file: DistributionEntry) => DistributionEntry | undefined,
): Written {
  const file = document.distributions[at]
  if (!file) return problem("file-without-address")
  const changed = change(file)
  return changed ? withFiles(document, document.distributions.with(at, changed)) : problem("unknown")
}

function withFiles(document: DatasetDocument, distributions: readonly DistributionEntry[]): Written {
  return { kind: "document", document: { ...document, distributions } }
}
