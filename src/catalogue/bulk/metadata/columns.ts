/**
 * The table of metadata: one line per dataset, one column per field, a column per language for texts and a numbered group
 * per file. Each column says how a document is written into its cell and what a cell makes of a document; what a cell says
 * already changes nothing, so that an export comes back without a difference. Pure.
 */
import { codeColumns } from "./code-columns.ts"
import { type Column, mostFiles } from "./column.ts"

import { fileColumn } from "./file-columns.ts"
import { languageColumn } from "./language-columns.ts"
import { plainColumns } from "./plain-columns.ts"

/** Columns that say which dataset a line is about, and what stands there for readers only. */
export const keyColumns = ["id", "identifier"] as const
export const readerColumns = ["slug", "state"] as const

const columnsByName: ReadonlyMap<string, Column> = new Map(
  [...plainColumns, ...codeColumns].map((column) => [column.name, column]),
)

export function columnOf(name: string): Column | undefined {
  return columnsByName.get(name) ?? languageColumn(name) ?? fileColumn(name)
}

/** The columns of a template or an export, in order. */
export function columnNames({ languages, files }: { languages: readonly string[]; files: number }): string[] {
  const perLanguage = (field: string) => languages.map((language) => `${field}_${language}`)
  const perFile = Array.from({ length: Math.min(files, mostFiles) }, (_, index) => index + 1).flatMap((number) => [
    `file_url_${number}`,
    `file_format_${number}`,
    ...languages.map((language) => `file_title_${language}_${number}`),
  ])
  return [
    ...keyColumns,
    "organization",
    ...perLanguage("title"),
    ...perLanguage("description"),
    ...perLanguage("keywords"),
    ...codeColumns.map(({ name }) => name).filter((name) => name !== "organization"),
    ...plainColumns.map(({ name }) => name),
    ...perFile,
  ]
}
