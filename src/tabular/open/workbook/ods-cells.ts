import type { Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Attributes, XmlHandler } from "../xml/xml-tokens.ts"
import { FillDown } from "./fill-down.ts"
import { numberText } from "./number-format.ts"

export interface OdsSheet {
  readonly spool: Spool
  readonly name: string
  readonly hidden: boolean
  readonly rightToLeft: boolean
  readonly lastRow: number
  readonly merged: number
}

interface OdsTarget {
  newSpool(): Spool
  end(sheet: OdsSheet): void
}

const mostRows = 1_048_576
const mostColumns = 16_384
const mostSpaces = 1000
/** Comments and drawings lie inside the cells that they belong to. */
const notOfCells = new Set(["annotation", "frame", "shapes", "custom-shape", "g", "ruby-text"])

/** Turns the tags of an OpenDocument spreadsheet into sheets. */
export function odsHandler(target: OdsTarget): { readonly handler: XmlHandler; discard(): void } {
  const styles = new TableStyles()
  let sheet: SheetInProgress | undefined
  let tables = 0
  let aside = 0
  let takes = 0

  return {
    discard() {
      sheet?.spool.discard()
    },
    handler: {
      open(name, attribute) {
        styles.open(name, attribute)
        if (notOfCells.has(name)) aside++
        else if (name === "table" && ++tables === 1) sheet = new SheetInProgress(target.newSpool(), attribute, styles)
        else if (name === "p" && aside === 0 && tables === 1) {
          takes++
          sheet?.paragraph()
        }
        if (tables === 1 && aside === 0) sheet?.open(name, attribute)
      },
      text(text) {
        if (takes > 0 && aside === 0) sheet?.text(text)
      },
      close(name) {
        if (notOfCells.has(name)) aside--
        else if (name === "p" && aside === 0 && tables === 1) takes--
        else if (name === "table" && --tables === 0 && sheet) {
          sheet.spool.close()
          target.end(sheet)
          sheet = undefined
        }
        if (tables === 1 && aside === 0) sheet?.close(name)
      },
    },
  }
}

/** Which sheets are hidden, and which run from right to left, is said by styles before them. */
class TableStyles {
  readonly hidden = new Set<string>()
  readonly rightToLeft = new Set<string>()
  #name = ""

  open(name: string, attribute: Attributes): void {
    if (name === "style") this.#name = attribute("name") ?? ""
    if (name !== "table-properties") return
    if (attribute("display") === "false") this.hidden.add(this.#name)
    if (attribute("writing-mode")?.startsWith("rl")) this.rightToLeft.add(this.#name)
  }
}

class SheetInProgress implements OdsSheet {
  readonly spool: Spool
  readonly name: string
  readonly hidden: boolean
  readonly rightToLeft: boolean
  lastRow = 0
  merged = 0
  #row = 0
  #rowRepeats = 1
  #cells: string[] = []
  #cell: Cell | undefined
  readonly #down = new FillDown()

  constructor(spool: Spool, attribute: Attributes, styles: TableStyles) {
    const style = attribute("style-name") ?? ""
    this.spool = spool
    this.name = attribute("name") ?? ""
    this.hidden = styles.hidden.has(style)
    this.rightToLeft = styles.rightToLeft.has(style)
  }

  open(name: string, attribute: Attributes): void {
    if (name === "table-row") {
      this.#rowRepeats = repeats(attribute("number-rows-repeated"), mostRows)
      this.#cells = []
    } else if (name === "table-cell" || name === "covered-table-cell") this.#cell = new Cell(attribute)
    else if (name === "s") this.text(" ".repeat(repeats(attribute("c"), mostSpaces)))
    else if (name === "tab") this.text("\t")
    else if (name === "line-break") this.text("\n")
  }

  close(name: string): void {
    if (name === "table-cell" || name === "covered-table-cell") this.#closeCell()
    else if (name === "table-row") this.#closeRow()
  }

  paragraph(): void {
    this.#cell?.paragraph()
  }

  text(text: string): void {
    if (this.#cell) this.#cell.written += text
  }

  #closeCell(): void {
    const cell = this.#cell
    if (!cell) return
    this.#cell = undefined
    const { value, repeated, rows, columns } = cell
    if (rows > 1 || columns > 1) this.merged++
    if (rows > 1 && columns === 1) this.#down.add(this.#cells.length, { lastRow: this.#row + rows, text: value })
    if (this.#cells.length + repeated > mostColumns * 2) throw new CannotBeTable("damaged", { reason: "column" })
    for (let times = 0; times < repeated; times++) this.#cells.push(value)
  }

  #closeRow(): void {
    const first = this.#row + 1
    this.#row += this.#rowRepeats
    if (this.#row > mostRows) this.#row = mostRows
    this.#down.fill(first, this.#cells)
    const cells = this.#cells.slice(0, this.#cells.findLastIndex((cell) => cell !== "") + 1)
    if (cells.length === 0) return
    this.spool.emptyRows(first - 1 - this.lastRow)
    for (let row = first; row <= this.#row; row++) this.spool.row(cells)
    this.lastRow = this.#row
  }
}

class Cell {
  written = ""
  readonly repeated: number
  readonly rows: number
  readonly columns: number
  readonly #type: string
  readonly #value: string | undefined
  #paragraphs = 0

  constructor(attribute: Attributes) {
    this.repeated = repeats(attribute("number-columns-repeated"), mostColumns)
    this.rows = repeats(attribute("number-rows-spanned"), mostRows)
    this.columns = repeats(attribute("number-columns-spanned"), mostColumns)
    this.#type = attribute("calcext:value-type") === "error" ? "error" : (attribute("office:value-type") ?? "string")
    this.#value = statedValue(this.#type, attribute)
  }

  paragraph(): void {
    if (this.#paragraphs++ > 0) this.written += "\n"
  }

  get value(): string {
    if (this.#type === "error") return ""
    return this.#value ?? this.written
  }
}

/** Nothing where the text of the cell is its value. */
function statedValue(type: string, attribute: Attributes): string | undefined {
  switch (type) {
    case "float":
    case "currency":
      return numberText(attribute("office:value") ?? "", { kind: "number" }, 1900)
    case "percentage":
      return numberText(attribute("office:value") ?? "", { kind: "percent" }, 1900)
    case "boolean":
      return attribute("boolean-value")
    case "date":
      return attribute("date-value")
        ?.replace(/T00:00:00(?:\.0+)?$/, "")
        .replace(/\.0+$/, "")
    case "time":
      return timeText(attribute("time-value") ?? "")
    default:
      return attribute("string-value")
  }
}

/** `PT10H30M00S`. */
function timeText(duration: string): string | undefined {
  const found = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(duration)
  return found
    ?.slice(1)
    .map((part) => part.padStart(2, "0"))
    .join(":")
}

function repeats(value: string | undefined, most: number): number {
  const count = Number(value ?? 1)
  return Number.isInteger(count) && count >= 1 ? Math.min(count, most) : 1
}
