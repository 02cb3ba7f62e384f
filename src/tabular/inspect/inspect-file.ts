/**
 * Looks inside a file: what it is, where its table begins and ends, what its columns hold, which period and places it is
 * about, and what an editor should know. Reads the first megabytes of texts and the whole of workbooks up to a limit;
 * whatever the bytes are, the answer is facts and notes.
 */

import { sniffKind } from "../text/sniff-kind.ts"
import type { PlaceFrom } from "../typing/places.ts"
import type { FileKind, InspectionNote } from "./file-facts.ts"
import { inspectText } from "./inspect-text.ts"
import { inspectArchive, inspectOle } from "./inspect-workbook.ts"
import {
  defaultLimits,
  type FileToInspect,
  type Inspection,
  type InspectionContext,
  withoutTable,
} from "./inspection.ts"
import { readStart, type Start } from "./read-start.ts"

export interface InspectionOptions {
  readonly placeFrom: PlaceFrom
  readonly signal?: AbortSignal
  readonly limits?: Partial<typeof defaultLimits>
}

export async function inspectFile(file: FileToInspect, options: InspectionOptions): Promise<Inspection> {
  const limits = { ...defaultLimits, ...options.limits }
  const context = { ...file, placeFrom: options.placeFrom, signal: options.signal, limits }
  const start = await readStart(await file.open(), { maxBytes: limits.textBytes, signal: options.signal })
  const inspection = await inspectStart(start, context)
  const { facts } = inspection
  return storable({ ...inspection, facts: { ...facts, notes: [...nameNotes(facts.kind, file.name), ...facts.notes] } })
}

async function inspectStart(start: Start, context: InspectionContext): Promise<Inspection> {
  const sniffed = sniffKind(start.bytes)
  switch (sniffed) {
    case "empty":
      return withoutTable("empty", [{ code: "empty" }])
    case "text-like":
      return inspectText(start, context)
    case "zip-like":
      return inspectArchive(start, context)
    case "ole":
      return inspectOle(start, context)
    default:
      return withoutTable(sniffed)
  }
}

const longestText = 300

/** PostgreSQL keeps no zero characters and no halves of letters; and a header may be a novel. */
function storable(inspection: Inspection): Inspection {
  return JSON.parse(JSON.stringify(inspection), (_key, value: unknown) =>
    typeof value === "string" ? value.slice(0, longestText).replaceAll("\u0000", "").toWellFormed() : value,
  ) as Inspection
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
