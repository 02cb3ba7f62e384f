import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api"

/** A column of the answer that is exported: `sql` names it in our own select, `header` is what the reader sees. */
export interface ExportedColumn {
  readonly name: string
  readonly header: string
  readonly sql: string
  readonly kind: CellKind
  /** Of decimals: digits after the point. */
  readonly scale: number
}

export type CellKind = "whole" | "decimal" | "double" | "boolean" | "date" | "datetime" | "text" | "other"

export function cellKind(type: DuckDBType): CellKind {
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.UHUGEINT:
      return "whole"
    case DuckDBTypeId.DECIMAL:
      return "decimal"
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return "double"
    case DuckDBTypeId.BOOLEAN:
      return "boolean"
    case DuckDBTypeId.DATE:
      return "date"
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return "datetime"
    case DuckDBTypeId.VARCHAR:
    case DuckDBTypeId.ENUM:
      return "text"
    default:
      return "other"
  }
}

/** The value as plain text: ISO dates, a point in numbers, no grouping; null where there is none. */
export function textOf({ sql, kind }: ExportedColumn): string {
  switch (kind) {
    case "double":
      return `case when isfinite(${sql}) then ${sql}::varchar end`
    case "datetime":
      return `replace(${sql}::varchar, ' ', 'T')`
    case "other":
      return `trim(to_json(${sql})::varchar, '"')`
    default:
      return `${sql}::varchar`
  }
}

/** The value as JSON says it, like `AnswerValue`. */
export function jsonOf(column: ExportedColumn): string {
  const { sql, kind } = column
  const value = (() => {
    switch (kind) {
      case "whole":
        return `case when ${isExact(column)} then ${sql}::varchar else '"' || ${sql}::varchar || '"' end`
      case "decimal":
        return `case when ${isExact(column)} then ${sql}::double::varchar else '"' || ${sql}::varchar || '"' end`
      case "double":
      case "boolean":
        return textOf(column)
      case "date":
      case "datetime":
        return `'"' || ${textOf(column)} || '"'`
      default:
        return `to_json(${sql})::varchar`
    }
  })()
  return `coalesce(${value}, 'null')`
}

/** A double holds all its digits. */
function isExact({ sql, kind, scale }: ExportedColumn): string {
  if (kind === "whole") return `${sql} between -9007199254740991 and 9007199254740991`
  return `abs(${sql}::double) < 1e${15 - scale}`
}

/** A cell of a sheet: numbers and dates as such, everything else a text, so that nothing ever counts as a formula. */
export function sheetCellOf(column: ExportedColumn): string {
  const { sql, kind } = column
  const number = (value: string) => `'<c><v>' || ${value} || '</v></c>'`
  const dated = (style: number, value: string) => `'<c s="${style}"><v>' || ${value} || '</v></c>'`
  const text = sheetText(textOf(column))
  const cell = (() => {
    switch (kind) {
      case "whole":
      case "decimal":
        return `case when ${isExact(column)} then ${number(`${sql}::varchar`)} else ${text} end`
      case "double":
        return number(textOf(column))
      case "boolean":
        return `'<c t="b"><v>' || ${sql}::integer::varchar || '</v></c>'`
      case "date":
        return sinceExcel(sql, { dated: dated(1, `(epoch(${sql}) / 86400 + 25569)::bigint::varchar`), text })
      case "datetime":
        return sinceExcel(sql, { dated: dated(2, `(epoch(${sql}) / 86400 + 25569)::double::varchar`), text })
      default:
        return text
    }
  })()
  return `coalesce(${cell}, '<c/>')`
}

/** Excel's calendar begins in 1900, and its first two months are wrong. */
function sinceExcel(sql: string, { dated, text }: { dated: string; text: string }): string {
  return `case when ${sql} >= date '1900-03-01' and ${sql} < date '10000-01-01' then ${dated} else ${text} end`
}

const longestCell = 32_767

/** XML knows no control characters, and a cell of a sheet no more than 32,767 characters. */
function sheetText(sql: string): string {
  const clean = `regexp_replace(left(${sql}, ${longestCell}), '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{fffe}\\x{ffff}]', '', 'g')`
  return `'<c t="inlineStr"><is><t xml:space="preserve">' || ${xmlText(clean)} || '</t></is></c>'`
}

function xmlText(sql: string): string {
  return `replace(replace(replace(${sql}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`
}
