/**
 * Looks inside a file: what it is, where its table begins and ends, what its columns hold, which period and places it is
 * about, and what an editor should know. Reads the first megabytes of texts and the whole of workbooks up to a limit;
 * whatever the bytes are, the answer is facts and notes.
 */
import { type PersonalSign, personalSigns } from "../personal/personal-signs.ts"
import { decodeText } from "../text/decode-text.ts"
import { detectDialect, readCsv } from "../text/detect-dialect.ts"
import { findTable, type Row } from "../text/find-table.ts"
import { describeColumns, note, tableFacts, tableNotes } from "./describe-table.ts"
import type { CountType, FileFacts, FileKind, InspectionNote } from "./file-facts.ts"
import { jsonGrid } from "./json-grid.ts"
import type { PlaceFrom } from "./places-in-columns.ts"
import { readStart, type Start } from "./read-start.ts"
import { oleKind, sniffKind, textKind, zipKind } from "./sniff-kind.ts"
import { readWorkbook, type WorkbookSheet } from "./workbook.ts"
import { readZipDirectory } from "./zip-directory.ts"

export interface FileToInspect {
  /** A stream of the whole file, or of its beginning; called once or twice. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>
  readonly name: string
  readonly byteSize: number
}

export interface Inspection {
  readonly facts: FileFacts
  /** Signs of personal data, column by column. */
  readonly signs: readonly PersonalSign[]
}

export interface InspectionOptions {
  readonly placeFrom: PlaceFrom
  readonly signal?: AbortSignal
  readonly limits?: Partial<typeof defaultLimits>
}

export const defaultLimits = {
  /** Texts are read so far. */
  textBytes: 4 * 2 ** 20,
  /** Workbooks and JSON are read whole or not at all. */
  wholeBytes: 48 * 2 ** 20,
  unpackedBytes: 256 * 2 ** 20,
  rows: 50_000,
  sheets: 50,
  timeoutMs: 30_000,
}

type Limits = typeof defaultLimits
interface Context extends FileToInspect {
  readonly placeFrom: PlaceFrom
  readonly signal: AbortSignal | undefined
  readonly limits: Limits
}

export async function inspectFile(file: FileToInspect, options: InspectionOptions): Promise<Inspection> {
  const limits = { ...defaultLimits, ...options.limits }
  const context = { ...file, placeFrom: options.placeFrom, signal: options.signal, limits }
  const start = await readStart(await file.open(), { maxBytes: limits.textBytes, signal: options.signal })
  const inspection = await inspectStart(start, context)
  const { facts } = inspection
  return storable({ ...inspection, facts: { ...facts, notes: [...nameNotes(facts.kind, file.name), ...facts.notes] } })
}

const longestText = 300

/** PostgreSQL keeps no zero characters and no halves of letters; and a header may be a novel. */
function storable(inspection: Inspection): Inspection {
  return JSON.parse(JSON.stringify(inspection), (_key, value: unknown) =>
    typeof value === "string" ? value.slice(0, longestText).replaceAll("\u0000", "").toWellFormed() : value,
  ) as Inspection
}

async function inspectStart(start: Start, context: Context): Promise<Inspection> {
  const sniffed = sniffKind(start.bytes)
  if (sniffed === "empty") return only("empty", [{ code: "empty" }])
  if (sniffed === "text-like") return inspectText(start, context)
  if (sniffed === "zip-like") return inspectArchive(await whole(start, context), context)
  if (sniffed !== "ole") return only(sniffed)
  const { kind, encrypted } = oleKind(start.bytes)
  return only(kind, encrypted ? [{ code: "encrypted" }] : kind === "xls" ? [{ code: "no-table" }] : [])
}

/** The whole file where the limit allows, else what was read. */
async function whole(start: Start, { open, byteSize, limits, signal }: Context): Promise<Start> {
  if (start.complete || byteSize > limits.wholeBytes) return start
  return readStart(await open(), { maxBytes: limits.wholeBytes, signal })
}

async function inspectArchive({ bytes, complete }: Start, context: Context): Promise<Inspection> {
  const directory = complete ? readZipDirectory(bytes) : undefined
  const kind = zipKind(directory?.map((entry) => entry.name) ?? [], bytes)
  if (!complete) return only(kind === "zip" ? kindByName(context.name) : kind, [{ code: "too-large" }])
  if (!directory) return only(kind === "zip" ? kindByName(context.name) : kind, [{ code: "damaged" }])
  if (kind !== "xlsx" && kind !== "ods")
    return only(
      kind,
      note(
        directory.some(({ isEncrypted }) => isEncrypted),
        "encrypted",
      ),
    )
  const unpackedBytes = directory.reduce((sum, entry) => sum + entry.unpackedBytes, 0)
  if (unpackedBytes > context.limits.unpackedBytes) return only(kind, [{ code: "too-large" }])
  const { limits, signal } = context
  const request = { bytes, format: kind, maxRows: limits.rows, maxSheets: limits.sheets }
  const workbook = await readWorkbook(request, { timeoutMs: limits.timeoutMs, signal })
  if (workbook.kind === "failed") return only(kind, [{ code: workbook.reason }])
  return inspectSheets(kind, workbook.sheets, context)
}

/** A part of an archive cannot be told from another: only its name speaks. */
function kindByName(name: string): FileKind {
  const extension = /\.(xlsx|ods)$/i.exec(name)?.[1]?.toLowerCase()
  return extension === "xlsx" || extension === "ods" ? extension : "zip"
}

function inspectSheets(kind: FileKind, sheets: readonly WorkbookSheet[], context: Context): Inspection {
  const facts = sheets.map(({ name, rows, hidden }) => ({
    name,
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== "")).length,
    columns: rows.reduce((widest, row) => Math.max(widest, row.length), 0),
    ...(hidden ? { hidden: true as const } : {}),
  }))
  const main = mainSheet(sheets)
  if (!main) return only(kind, [{ code: "empty" }])
  const found = inspectGrid(main.rows, context, {
    countType: main.cut ? "at-least" : "exact",
    rightToLeft: main.rightToLeft,
    titles: [main.name],
  })
  const visible = facts.filter((sheet) => !sheet.hidden && sheet.rows > 0).length
  const notes = [
    ...note(visible > 1, "several-sheets", { sheets: visible, sheet: main.name }),
    ...note(
      facts.some(({ hidden }) => hidden),
      "hidden-sheets",
      { sheets: facts.filter(({ hidden }) => hidden).length },
    ),
    ...note(main.rightToLeft, "right-to-left"),
    ...found.notes,
  ]
  return {
    signs: found.signs,
    facts: { kind, format: kind.toUpperCase(), sheets: facts, sheet: main.name, ...found.facts, notes },
  }
}

/** The sheet with the most cells that people are shown. */
function mainSheet(sheets: readonly WorkbookSheet[]): WorkbookSheet | undefined {
  const cells = ({ rows }: WorkbookSheet) =>
    rows.reduce((sum, row) => sum + row.reduce((count, cell) => count + (cell === "" ? 0 : 1), 0), 0)
  const ranked = sheets.map((sheet) => ({ sheet, cells: cells(sheet) })).filter((one) => one.cells > 0)
  const visible = ranked.filter(({ sheet }) => !sheet.hidden)
  return (visible.length > 0 ? visible : ranked).sort((a, b) => b.cells - a.cells)[0]?.sheet
}

async function inspectText(start: Start, context: Context): Promise<Inspection> {
  const decoded = decodeText(start.bytes)
  if (decoded.kind === "binary") return only("other")
  const { text, encoding } = decoded
  if (text.trim() === "") return only("empty", [{ code: "empty" }])
  const kind = textKind(text)
  if (kind === "html") return only(kind, [{ code: "html-instead" }])
  if (kind === "json" || kind === "geojson") return inspectJson(kind, await whole(start, context), context)
  if (kind !== "table-like") return only(kind)
  return inspectCsv(start.complete ? text : withoutLastLine(text), encoding, { start, context })
}

function inspectCsv(
  text: string,
  encoding: string,
  { start, context }: { start: Start; context: Context },
): Inspection {
  const dialect = detectDialect(text)
  // One line with commas is a sentence, unless the file says that it is a table.
  const isTable = dialect && (dialect.rows.length > 1 || /\.(csv|tsv|tab)$/i.test(context.name))
  if (!isTable) return only("text", [{ code: "no-table" }])
  const rows = readCsv(text, dialect.separator, { maxRows: context.limits.rows + 1 })
  const cut = rows.length > context.limits.rows
  const read = cut ? rows.slice(0, context.limits.rows) : rows
  const share = start.complete ? 1 : start.bytes.length / context.byteSize
  const countType: CountType = cut || !start.complete ? "estimate" : "exact"
  const found = inspectGrid(read, context, {
    countType,
    scale: cut ? estimatedLines(text, read, share) / read.length : 1 / share,
    titles: [],
  })
  const kind = dialect.separator === "\t" ? "tsv" : "csv"
  const notes = [
    ...note(encoding !== "utf-8", "not-utf8", { encoding }),
    ...note(!start.complete, "only-start-read", { bytes: start.bytes.length }),
    ...found.notes,
  ]
  const facts = {
    kind,
    format: kind.toUpperCase(),
    encoding,
    separator: dialect.separator,
    ...found.facts,
    notes,
  } as const
  return { signs: found.signs, facts }
}

// Quoted line breaks are few: lines tell how many rows there are, nearly.
function estimatedLines(text: string, read: readonly Row[], share: number): number {
  let lines = 1
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++
  return Math.max(read.length, lines) / share
}

function inspectJson(kind: "json" | "geojson", { bytes, complete }: Start, context: Context): Inspection {
  const format = kind.toUpperCase()
  if (!complete) return { signs: [], facts: { kind, format, notes: [{ code: "too-large" }] } }
  const decoded = decodeText(bytes)
  const grid = decoded.kind === "text" ? jsonGrid(decoded.text) : undefined
  if (!grid) return { signs: [], facts: { kind, format, notes: [{ code: "no-table" }] } }
  const found = inspectGrid(grid.rows, context, {
    countType: "exact",
    scale: grid.records / (grid.rows.length - 1),
    titles: [],
  })
  return { signs: found.signs, facts: { kind, format, ...found.facts, notes: found.notes } }
}

interface GridContext {
  readonly countType: CountType
  /** Rows of the file for each row read. */
  readonly scale?: number
  readonly rightToLeft?: boolean
  readonly titles: readonly string[]
}

function inspectGrid(
  rows: readonly Row[],
  { placeFrom, name }: Context,
  { countType, scale = 1, rightToLeft, titles }: GridContext,
): { facts: Pick<FileFacts, "table">; notes: InspectionNote[]; signs: readonly PersonalSign[] } {
  const table = findTable(rows)
  if (!table) return { facts: {}, notes: [{ code: "empty" }], signs: [] }
  const columns = describeColumns(table, placeFrom)
  const signs = personalSigns(columns.map(({ index, column }) => ({ index, ...column })))
  const above = rows.slice(0, Math.max(0, table.headerRow - table.headerRows + 1))
  const facts = tableFacts(table, columns, {
    rows: Math.round(table.data.length * scale),
    countType,
    dir: rightToLeft || isArabic(table.names) ? "rtl" : "ltr",
    above: above.map((row) => row.join(" ").replace(/\s+/g, " ").trim()).filter((line) => line !== ""),
    titles: [...titles, name],
    personal: new Set(signs.map(({ index }) => index)),
  })
  return { facts: { table: facts }, notes: tableNotes(table, columns), signs }
}

function isArabic(names: readonly string[]): boolean {
  const text = names.join("")
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  return arabic > (text.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0)
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}

const formats: Partial<Record<FileKind, string>> = {
  xlsx: "XLSX",
  ods: "ODS",
  xls: "XLS",
  xml: "XML",
  zip: "ZIP",
  gzip: "GZIP",
  parquet: "PARQUET",
  pdf: "PDF",
  html: "HTML",
  text: "TXT",
}

function only(kind: FileKind, notes: readonly InspectionNote[] = []): Inspection {
  const format = formats[kind]
  return { signs: [], facts: { kind, ...(format ? { format } : {}), notes } }
}

const saying = /\.(csv|tsv|xlsx|xls|ods|json|geojson|pdf|zip|parquet|xml|html?)$/i

/** "-.csv" that is a workbook: programs go by the name and fail. */
function nameNotes(kind: FileKind, name: string): InspectionNote[] {
  const said = saying.exec(name)?.[1]?.toLowerCase().replace(/^htm$/, "html")
  if (!said || kind === "empty" || kind === "other" || said === kind) return []
  if ((said === "csv" || said === "tsv") && (kind === "csv" || kind === "tsv" || kind === "text")) return []
  if (said === "json" && kind === "geojson") return []
  return [{ code: "name-says-otherwise", values: { name: said, content: kind } }]
}
