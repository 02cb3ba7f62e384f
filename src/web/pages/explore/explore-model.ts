import type { DataTable, TableLookup } from "../../../tabular/index.ts"
import { datasetMessages, explorerMessages, inLanguage, type ShownText } from "../../../texts/index.ts"
import type { Reading } from "../../context.ts"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { routes } from "../../routes.ts"
import type { ColumnFilter } from "./column-filter.ts"
import type { ExploreState } from "./explore-state.ts"

/** A table somebody looks at, with all that its views share. */
export interface Explored {
  readonly file: ExploredFile
  readonly table: DataTable
  /** All tables of the file; one only where there are no others. */
  readonly tables: readonly DataTable[]
  readonly state: ExploreState
  /** Path of this page, without its query. */
  readonly path: string
  /** Where its columns are described, for those who may. */
  readonly describeHref?: string
  /** Where a condition on one column is being made. */
  readonly filter?: ColumnFilter
}

/** The file that the table stands in. */
export interface ExploredFile {
  readonly dataset: { readonly href: string; readonly title: ShownText }
  readonly title: ShownText
  readonly format: string | undefined
  readonly downloadUrl: string | undefined
}

export type Readable = Extract<TableLookup, { kind: "found" | "no-table" }>

export function exploredFile({ dataset, distribution }: Readable, { language, page }: Reading): ExploredFile {
  const shown = (text: typeof dataset.title | undefined) => inLanguage(text, language, dataset.sourceLanguage)
  const untitled = datasetMessages[language].untitledFile(page.format.number(distribution.position + 1))
  return {
    dataset: {
      href: routes.dataset(language, dataset.slug),
      title: shown(dataset.title) ?? shownOrCode(undefined, language, dataset.slug),
    },
    title: shown(distribution.title) ?? shownOrCode(undefined, language, untitled),
    format: distribution.format ?? distribution.rawFormat?.slice(0, 12),
    downloadUrl: distribution.file ? undefined : safeUrl(distribution.downloadUrl),
  }
}

/** The sheet, where the file has several. */
export function tableName(
  { table, tables, file }: Pick<Explored, "table" | "tables" | "file">,
  reading: Reading["page"],
) {
  if (tables.length < 2) return file.title.text
  return table.name || explorerMessages[reading.language].sheet(reading.format.number(table.position + 1))
}
