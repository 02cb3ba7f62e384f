import type { AnswerColumn, PageRow } from "../../../tabular/index.ts"
import { explorerMessages } from "../../../texts/index.ts"
import { safeUrl } from "../../models/safe-url.ts"
import type { Page } from "../../page.ts"

type Value = PageRow["values"][string]
export type ShownColumn = Pick<AnswerColumn, "name" | "header" | "type" | "meaning" | "unit" | "label" | "column">

const longestShown = 240

/** A value in the reader's language. Numbers that name something (years, codes, degrees) are left as they are. */
export function valueText(page: Page, { type, meaning }: Pick<ShownColumn, "type" | "meaning">, value: Value): string {
  const words = explorerMessages[page.language]
  if (value === null || value === undefined) return ""
  if (type === "boolean") return value === true ? words.yes : value === false ? words.no : String(value)
  if (type === "geometry") return geometryText(String(value))
  if (typeof value === "object") return JSON.stringify(value).slice(0, longestShown)
  if (type === "integer" || type === "decimal") return numberText(page, meaning, value)
  if (type === "date") return page.format.date(String(value))
  if (type === "datetime") return `${page.format.date(String(value).slice(0, 10))} ${String(value).slice(11, 16)}`
  if (meaning === "month" && type === "text") return page.format.date(String(value))
  return String(value)
}

export function isNumeric({ type }: Pick<ShownColumn, "type">): boolean {
  return type === "integer" || type === "decimal"
}

/** Numbers to count with, not numbers that name something. */
export function isMeasure({ type, meaning }: Pick<ShownColumn, "type" | "meaning">): boolean {
  return isNumeric({ type }) && !namesSomething.has(meaning ?? "")
}

const namesSomething = new Set(["year", "month", "code", "latitude", "longitude", "phone", "identity", "place"])

function numberText(page: Page, meaning: ShownColumn["meaning"], value: Exclude<Value, object | null>): string {
  if (typeof value !== "number" || namesSomething.has(meaning ?? "")) return String(value)
  return page.format.number(value)
}

/** The kind and, of a point, where it is: shapes are too long to be read. */
function geometryText(text: string): string {
  const kind = /"type"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? ""
  if (kind !== "Point") return kind || text.slice(0, 40)
  const [x, y] = /\[\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)/.exec(text)?.slice(1) ?? []
  return x && y ? `${kind} ${Number(x).toFixed(4)}, ${Number(y).toFixed(4)}` : kind
}

/** What stands in a cell: the value, that there is none, or what was written where it does not fit. */
export function CellValue({ page, column, row }: { page: Page; column: ShownColumn; row: PageRow }) {
  const words = explorerMessages[page.language]
  const written = column.column === undefined ? undefined : row.written?.[column.column]
  if (written !== undefined) {
    return (
      <span class="unfit">
        <bdi>{shortened(written)}</bdi>
        <span class="sr"> ({words.notFitting})</span>
      </span>
    )
  }
  const value = row.values[column.name] ?? null
  if (value === null || value === "") {
    return (
      <>
        <span class="faint" aria-hidden="true">
          –
        </span>
        <span class="sr">{words.missing}</span>
      </>
    )
  }
  const text = valueText(page, column, value)
  const href = column.meaning === "url" ? safeUrl(text) : undefined
  if (href) {
    return (
      <a href={href} rel="noopener nofollow" dir="ltr">
        {shortened(text)}
      </a>
    )
  }
  return <>{shortened(text)}</>
}

function shortened(text: string): string {
  return text.length > longestShown ? `${[...text.slice(0, longestShown)].slice(0, -1).join("")}…` : text
}
