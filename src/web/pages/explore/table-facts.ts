import type { AnswerColumn, DataTable } from "../../../tabular/index.ts"
import { directionOfText, explorerMessages, type Language } from "../../../texts/index.ts"
import { labelOfUnit } from "../../../vocabulary/index.ts"
import type { Page } from "../../page.ts"
import { isNumeric } from "./cell.tsx"

export type Column = DataTable["version"]["columns"][number]
export type Profile = DataTable["version"]["profile"][number]

/** A column by its name and what people call it. */
export interface HeadedColumn {
  readonly name: string
  readonly header: string
}

/** The publisher's word for a column in this language, else the header of the file. */
export function headingOf({ header, label }: Pick<AnswerColumn, "header" | "label">, language: Language): string {
  return label?.[language] ?? header
}

/** An Arabic table runs right to left in any page, so that its first column is seen first. */
export function directionOfTable({ layout, columns }: DataTable["version"]): "rtl" | "ltr" {
  if (layout.direction === "rtl") return "rtl"
  const arabic = columns.filter(({ header }) => directionOfText(header) === "rtl").length
  return arabic * 2 > columns.length ? "rtl" : "ltr"
}

/** "نص · 24 قيمة", "nombre · aucun vide". */
export function typeLine(page: Page, column: Pick<Column, "type" | "meaning" | "unit">, profile?: Profile): string {
  const words = explorerMessages[page.language]
  const kind = column.meaning ? words.meanings[column.meaning] : words.types[column.type]
  const unit = column.unit ? (labelOfUnit(column.unit)?.[page.language] ?? column.unit) : ""
  const said = [`${kind}${unit && ` ${unit}`}`]
  if (profile && !isNumeric(column) && column.type !== "geometry") said.push(words.values(profile.distinct))
  if (profile && (isNumeric(column) || profile.missing > 0)) said.push(words.gaps(profile.missing))
  return said.join(" · ")
}

/** Columns at once on a page that was not told which. */
export const mostColumns = 20

export function columnsAtFirst(columns: readonly Column[]): readonly Column[] {
  return columns.slice(0, mostColumns)
}
