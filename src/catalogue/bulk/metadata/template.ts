import { type Language, languages, metadataTableMessages } from "../../../texts/index.ts"
import { inUse, type Vocabularies } from "../../../vocabulary/index.ts"
import { columnNames } from "./columns.ts"
import { byteOrderMark, csvLine, workbookBytes } from "./table-files.ts"

const files = 3
const names = columnNames({ languages, files })

/** An empty table with all its columns. */
export function csvTemplate(): string {
  return byteOrderMark + csvLine(names)
}

/** The same as a workbook, with a sheet that says what each column holds and which values the lists have. */
export function workbookTemplate(language: Language, vocabularies: Vocabularies): Promise<Uint8Array> {
  const words = metadataTableMessages[language]
  const { column, holds, values } = words.guideColumns
  const rightToLeft = language === "ar"
  const guide = names.map((name) => [name, words.columns[stemOf(name)] ?? "", valuesOf(name, language, vocabularies)])
  return workbookBytes([
    { name: words.sheet, rows: [names], rightToLeft },
    { name: words.guide, rows: [[words.clearing], [], [column, holds, values], ...guide], rightToLeft },
  ])
}

/** `file_title_fr_2` → `file_title`. */
function stemOf(name: string): string {
  return name.replace(/_\d+$/, "").replace(new RegExp(`_(?:${languages.join("|")})$`), "")
}

function valuesOf(name: string, language: Language, { themes, licences, frequencies }: Vocabularies): string {
  const lines = {
    themes: inUse(themes).map(({ code, label }) => [code, label] as const),
    licence: inUse(licences).map(({ code, title }) => [code, title] as const),
    frequency: frequencies.map(({ code, label }) => [code, label] as const),
  }
  if (name === "access_rights") return "public | restricted | non-public"
  const list = Object.hasOwn(lines, name) ? lines[name as keyof typeof lines] : []
  return list.map(([code, label]) => `${code}: ${label[language] ?? code}`).join("\n")
}
