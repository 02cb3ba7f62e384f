import type { Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Attributes, XmlHandler } from "../xml/xml-tokens.ts"
import { columnNumber } from "./merged-cells.ts"
import { numberText } from "./number-format.ts"
import { isTrue, withoutEscapes, type XlsxParts } from "./xlsx-parts.ts"

interface SheetTarget {
  readonly parts: XlsxParts
  readonly spool: Spool
  readonly fill: (row: number, cells: string[]) => void
  /** Filled while the sheet is read. */
  readonly facts: { rightToLeft: boolean; lastRow: number }
}

const lastRowOfAll = 1_048_576
const lastColumnOfAll = 16_384

/** Turns the tags of a worksheet into rows of the spool. */
export function sheetHandler({ parts, spool, fill, facts }: SheetTarget): XmlHandler {
  let row = 0
  let written = 0
  let cells: string[] = []
  let column = -1
  let type = ""
  let style = 0
  let value = ""
  let takes = false
  let isPhonetic = false

  function openRow(attribute: Attributes) {
    row = Number(attribute("r") ?? row + 1)
    if (!(row > written && row <= lastRowOfAll)) throw new CannotBeTable("damaged", { reason: "row" })
    cells = []
    column = -1
  }

  function openCell(attribute: Attributes) {
    const reference = attribute("r")
    const letters = reference === undefined ? "" : (/^[A-Z]{1,3}/.exec(reference)?.[0] ?? "")
    column = letters === "" ? column + 1 : columnNumber(letters)
    if (column >= lastColumnOfAll) throw new CannotBeTable("damaged", { reason: "column" })
    type = attribute("t") ?? "n"
    style = Number(attribute("s") ?? 0)
    value = ""
  }

  function closeCell() {
    if (value === "") return
    const text = textOf(value, type, style)
    if (text === "") return
    while (cells.length < column) cells.push("")
    cells[column] = text
  }

  function textOf(raw: string, kind: string, styleOfCell: number): string {
    switch (kind) {
      case "s":
        return parts.texts.get(Number(raw)) ?? ""
      case "b":
        return isTrue(raw) ? "true" : "false"
      // "#N/A" and the like: there is no value.
      case "e":
        return ""
      case "d":
        return raw.replace(/T00:00:00(?:\.0+)?Z?$/, "")
      case "n":
        return numberText(raw, parts.formats[styleOfCell] ?? { kind: "number" }, parts.epoch)
      default:
        return withoutEscapes(raw)
    }
  }

  function closeRow() {
    fill(row, cells)
    if (cells.length === 0) return
    spool.emptyRows(row - written - 1)
    spool.row(cells)
    written = row
    facts.lastRow = row
  }

  return {
    open(name, attribute) {
      if (name === "c") openCell(attribute)
      else if (name === "v" || name === "t") takes = !isPhonetic
      else if (name === "row") openRow(attribute)
      else if (name === "rPh") isPhonetic = true
      else if (name === "sheetView" && isTrue(attribute("rightToLeft"))) facts.rightToLeft = true
    },
    text(text) {
      if (takes) value += text
    },
    close(name) {
      if (name === "c") closeCell()
      else if (name === "v" || name === "t") takes = false
      else if (name === "row") closeRow()
      else if (name === "rPh") isPhonetic = false
    },
  }
}
