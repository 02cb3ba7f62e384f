import type { Cell, DemoData, Row } from "./demo-data.ts"
import { labelIn } from "./fill-text.ts"

/** How a file of the demo is made from rows. */
export interface FileForm {
  readonly as: "csv" | "json" | "geojson" | "boundary"
  readonly header?: "fr" | "ar" | "en" | "name"
  readonly separator?: "," | ";"
  readonly encoding?: "utf-8" | "windows-1256"
  readonly bom?: boolean
}

export const mediaTypes: Readonly<Record<FileForm["as"], string>> = {
  csv: "text/csv",
  json: "application/json",
  geojson: "application/geo+json",
  boundary: "application/geo+json",
}

export function writeFile(
  form: FileForm,
  rows: readonly Row[],
  columns: readonly string[],
  data: DemoData,
): Uint8Array {
  switch (form.as) {
    case "csv":
      return encode(csvText(form, rows, columns, data), form)
    case "json":
      return encode(
        `${JSON.stringify(
          rows.map((row) => recordOf(row, columns, "fr", data)),
          null,
          1,
        )}\n`,
        form,
      )
    case "geojson":
      return encode(JSON.stringify(pointCollection(rows, columns, data)), form)
    case "boundary":
      return encode(JSON.stringify(boundaryCollection(rows, data)), form)
  }
}

export function headerOf(column: string, language: string, { headers }: DemoData): string {
  return language === "name"
    ? column.replace(".code", "_code")
    : (headers[column]?.[language] ?? headers[column]?.fr ?? column)
}

function csvText(form: FileForm, rows: readonly Row[], columns: readonly string[], data: DemoData): string {
  const { header = "fr", separator = "," } = form
  const line = (cells: readonly string[]) => cells.map((cell) => quoted(cell, separator)).join(separator)
  const decimal = (value: Cell) =>
    typeof value === "number" && separator === ";" ? String(value).replace(".", ",") : String(value ?? "")
  const lines = rows.map((row) => line(columns.map((column) => decimal(cellOf(row, column, header, data)))))
  return [line(columns.map((column) => headerOf(column, header, data))), ...lines, ""].join("\r\n")
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A coded value by its name in the file's language; `governorate.code` asks for the code itself. */
function cellOf(row: Row, column: string, language: string, { labels }: DemoData): Cell {
  const [name = "", part] = column.split(".")
  const value = row[name] ?? null
  const label = part === "code" ? undefined : labels[name === "to" ? "governorate" : name]?.[String(value)]
  return label ? labelIn(label, language === "name" ? "fr" : language) : value
}

/** Columns as records name them, with the words that explain them. */
export function columnsOf(columns: readonly string[], data: DemoData): { name: string; title: string }[] {
  return columns.map((column) => ({ name: headerOf(column, "name", data), title: headerOf(column, "fr", data) }))
}

export function recordOf(row: Row, columns: readonly string[], language: string, data: DemoData): Record<string, Cell> {
  return Object.fromEntries(
    columns.map((column) => [headerOf(column, "name", data), cellOf(row, column, language, data)]),
  )
}

function pointCollection(rows: readonly Row[], columns: readonly string[], data: DemoData): object {
  const features = rows
    .filter((row) => typeof row.lat === "number" && typeof row.lon === "number")
    .map((row) => ({
      type: "Feature",
      properties: recordOf(
        row,
        columns.filter((column) => column !== "lat" && column !== "lon"),
        "fr",
        data,
      ),
      geometry: { type: "Point", coordinates: [row.lon, row.lat] },
    }))
  return { type: "FeatureCollection", features }
}

/** The outlines of the governorates that the rows belong to. */
function boundaryCollection(rows: readonly Row[], { tables, labels }: DemoData): object {
  const wanted = new Set(rows.map((row) => row.governorate))
  const features = tables
    .boundaries!.filter(({ governorate }) => wanted.has(governorate!))
    .map(({ governorate, geometry }) => {
      const label = labels.governorate![String(governorate)]!
      return { type: "Feature", properties: { code: governorate, nom_fr: label.fr, nom_ar: label.ar }, geometry }
    })
  return { type: "FeatureCollection", features }
}

function encode(text: string, { encoding = "utf-8", bom = false }: FileForm): Uint8Array {
  if (encoding === "windows-1256") return windows1256(text)
  return Buffer.from(bom ? `\ufeff${text}` : text, "utf8")
}

let bytesOfLetters: ReadonlyMap<string, number> | undefined

/** The platform decodes windows-1256 but does not encode it: the table is turned round once. */
function windows1256(text: string): Uint8Array {
  bytesOfLetters ??= new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder("windows-1256").decode(Uint8Array.of(byte)), byte]),
  )
  return Uint8Array.from(text, (letter) => bytesOfLetters!.get(letter) ?? 0x3f)
}
