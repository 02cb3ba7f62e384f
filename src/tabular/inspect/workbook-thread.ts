/** The thread that reads one workbook and ends. */
import { parentPort, workerData } from "node:worker_threads"
import type { CellValue, Sheet } from "hucre"
import { readOds } from "hucre/ods"
import { readXls, readXlsx } from "hucre/xlsx"
import type { ReadWorkbook, WorkbookRequest, WorkbookSheet } from "./workbook.ts"
import { isHonest, readZipDirectory } from "./zip-directory.ts"

const { bytes, format, maxRows, maxSheets } = workerData as WorkbookRequest
const mostCells = 2_000_000
const mostUnpackedBytes = 256 * 2 ** 20
const readers = { xlsx: readXlsx, ods: readOds, xls: readXls }

parentPort!.postMessage(await read())

async function read(): Promise<ReadWorkbook> {
  if (format !== "xls") {
    const directory = readZipDirectory(bytes) ?? []
    const unpacked = directory.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
    if (unpacked > mostUnpackedBytes) return { kind: "failed", reason: "too-large" }
    if (!isHonest(bytes, directory)) return { kind: "failed", reason: "damaged" }
  }
  try {
    const options = { maxRows: maxRows + 1 }
    const { sheets } = await readers[format](bytes, options)
    return { kind: "read", sheets: sheets.slice(0, maxSheets).map(sheetFrom) }
  } catch (error) {
    // What a damaged file makes of its reader is told as a fact of the file, whatever it is.
    const name = error instanceof Error ? error.name : ""
    return { kind: "failed", reason: name === "EncryptedFileError" ? "encrypted" : "damaged" }
  }
}

function sheetFrom(sheet: Sheet): WorkbookSheet {
  // Rows that nobody wrote into are not there.
  const given = Array.from(sheet.rows, (row: CellValue[] | undefined | null) => row ?? [])
  const width = given.reduce((widest, row) => Math.max(widest, row.length), 1)
  const most = Math.min(maxRows, Math.floor(mostCells / width))
  return {
    name: sheet.name,
    hidden: Boolean(sheet.hidden || sheet.veryHidden),
    rightToLeft: sheet.view?.rightToLeft === true,
    rows: given.slice(0, most).map((row) => Array.from(row, textOf)),
    cut: given.length > most,
  }
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ""
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) return ""
  const iso = value.toISOString()
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 16).replace("T", " ")
}
