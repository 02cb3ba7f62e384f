import { type ZipMember, zipStream } from "./zip-stream.ts"

export interface SheetSettings {
  readonly headers: readonly string[]
  readonly rightToLeft: boolean
  /** Rows of data on one sheet; more go on the next one. */
  readonly maxRows?: number
}

/** Excel's 1,048,576 without the header. */
const excelRows = 1_048_575
/** Far from what a member of an archive may hold. */
const maxSheetCharacters = 1_000_000_000

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packaging = "http://schemas.openxmlformats.org/package/2006"
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

/** A workbook of rows that are XML already (`sheetCellOf`), written while they come, on as many sheets as they need. */
export function workbook(rows: AsyncIterable<readonly string[]>, settings: SheetSettings): AsyncIterable<Buffer> {
  return zipStream(members(rows, settings))
}

async function* members(batches: AsyncIterable<readonly string[]>, settings: SheetSettings): AsyncGenerator<ZipMember> {
  const rows = new Rows(batches)
  let sheets = 0
  do {
    sheets++
    yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(rows, settings) }
  } while (await rows.more())
  yield { name: "xl/workbook.xml", content: [workbookXml(sheets)] }
  yield { name: "xl/_rels/workbook.xml.rels", content: [workbookRelations(sheets)] }
  yield { name: "xl/styles.xml", content: [styles] }
  yield { name: "_rels/.rels", content: [relations([["officeDocument", "xl/workbook.xml"]])] }
  yield { name: "[Content_Types].xml", content: [contentTypes(sheets)] }
}

/** Batches of rows, taken in the portions that sheets have room for. */
class Rows {
  readonly #source: AsyncIterator<readonly string[]>
  #batch: readonly string[] = []

  constructor(batches: AsyncIterable<readonly string[]>) {
    this.#source = batches[Symbol.asyncIterator]()
  }

  async more(): Promise<boolean> {
    while (this.#batch.length === 0) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#batch = next.value
    }
    return true
  }

  take(most: number): readonly string[] {
    const taken = this.#batch.slice(0, most)
    this.#batch = this.#batch.slice(most)
    return taken
  }
}

async function* sheet(rows: Rows, { headers, rightToLeft, maxRows = excelRows }: SheetSettings) {
  const direction = rightToLeft ? ' rightToLeft="1"' : ""
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"${direction}>${pane}</sheetView></sheetViews><sheetData>`
  yield `<row>${headers.map((header) => `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(header)}</t></is></c>`).join("")}</row>`
  let room = maxRows
  for (let characters = 0; room > 0 && characters < maxSheetCharacters && (await rows.more()); ) {
    const batch = rows.take(room)
    const text = batch.join("")
    room -= batch.length
    characters += text.length
    yield text
  }
  yield "</sheetData></worksheet>"
}

function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not know them
      .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
  )
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

function workbookXml(sheets: number): string {
  const list = numbersTo(sheets).map(
    (at) => `<sheet name="data${at === 1 ? "" : at}" sheetId="${at}" r:id="rId${at}"/>`,
  )
  return `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list.join("")}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  return relations([
    ...numbersTo(sheets).map((at): [string, string] => ["worksheet", `worksheets/sheet${at}.xml`]),
    ["styles", "styles.xml"],
  ])
}

function relations(list: readonly (readonly [type: string, target: string])[]): string {
  const lines = list.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `${xml}<Relationships xmlns="${packaging}/relationships">${lines.join("")}</Relationships>`
}

function contentTypes(sheets: number): string {
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${excelType}.${type}+xml"/>`
  const parts = [
    part("xl/workbook.xml", "sheet.main"),
    part("xl/styles.xml", "styles"),
    ...numbersTo(sheets).map((at) => part(`xl/worksheets/sheet${at}.xml`, "worksheet")),
  ]
  return `${xml}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`
}

/** Plain, a date, and a date with its time: the formats that `sheetCellOf` names by number. */
const styles = `${xml}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`
