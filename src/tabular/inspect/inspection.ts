import type { PersonalSign } from "../personal/personal-signs.ts"
import type { PlaceFrom } from "../typing/places.ts"
import type { FileFacts, FileKind, InspectionNote } from "./file-facts.ts"
import { readStart, type Start } from "./read-start.ts"

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

/** What every step of an inspection has at hand. */
export interface InspectionContext extends FileToInspect {
  readonly placeFrom: PlaceFrom
  readonly signal: AbortSignal | undefined
  readonly limits: typeof defaultLimits
}

/** The whole file where the limit allows, else what was read. */
export async function whole(start: Start, { open, byteSize, limits, signal }: InspectionContext): Promise<Start> {
  if (start.complete || byteSize > limits.wholeBytes) return start
  return readStart(await open(), { maxBytes: limits.wholeBytes, signal })
}

const formats: Partial<Record<FileKind, string>> = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  geojson: "GEOJSON",
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

export function formatOf(kind: FileKind): { format?: string } {
  const format = formats[kind]
  return format ? { format } : {}
}

/** A file with no table in it, and why. */
export function withoutTable(kind: FileKind, notes: readonly InspectionNote[] = []): Inspection {
  return { signs: [], facts: { kind, ...formatOf(kind), notes } }
}
