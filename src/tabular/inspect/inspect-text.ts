import { decodeText } from "../text/decode-text.ts"
import { type Dialect, detectDialect, readCsv } from "../text/detect-dialect.ts"
import { textKind } from "../text/sniff-kind.ts"
import { note } from "./describe-table.ts"
import { inspectGrid } from "./inspect-grid.ts"
import { formatOf, type Inspection, type InspectionContext, whole, withoutTable } from "./inspection.ts"
import { jsonGrid } from "./json-grid.ts"
import type { Start } from "./read-start.ts"

export async function inspectText(start: Start, context: InspectionContext): Promise<Inspection> {
  const decoded = decodeText(start.bytes)
  if (decoded.kind === "binary") return withoutTable("other")
  const { text, encoding } = decoded
  if (text.trim() === "") return withoutTable("empty", [{ code: "empty" }])
  const kind = textKind(text)
  if (kind === "html") return withoutTable(kind, [{ code: "html-instead" }])
  if (kind === "json" || kind === "geojson") return inspectJson(kind, await whole(start, context), context)
  if (kind !== "table-like") return withoutTable(kind)
  const lines = start.complete ? text : withoutLastLine(text)
  const dialect = detectDialect(lines)
  // One line with commas is a sentence, unless the file says that it is a table.
  const isTable = dialect && (dialect.rows.length > 1 || /\.(csv|tsv|tab)$/i.test(context.name))
  return isTable
    ? inspectCsv(lines, { dialect, encoding, start }, context)
    : withoutTable("text", [{ code: "no-table" }])
}

function inspectCsv(
  text: string,
  { dialect, encoding, start }: { dialect: Dialect; encoding: string; start: Start },
  context: InspectionContext,
): Inspection {
  const { rows: maxRows } = context.limits
  const rows = readCsv(text, dialect.separator, { maxRows: maxRows + 1 })
  const cut = rows.length > maxRows
  const read = cut ? rows.slice(0, maxRows) : rows
  const share = start.complete ? 1 : start.bytes.length / context.byteSize
  // Quoted line breaks are few: lines tell how many rows there are, nearly.
  const scale = (cut ? Math.max(1, lineCount(text) / read.length) : 1) / share
  const found = inspectGrid(read, context, { countType: cut || !start.complete ? "estimate" : "exact", scale })
  const kind = dialect.separator === "\t" ? "tsv" : "csv"
  const notes = [
    ...note(encoding !== "utf-8", "not-utf8", { encoding }),
    ...note(!start.complete, "only-start-read", { bytes: start.bytes.length }),
    ...note(cut, "row-limit", { rows: maxRows }),
    ...found.notes,
  ]
  const facts = { kind, ...formatOf(kind), encoding, separator: dialect.separator, ...found.facts, notes } as const
  return { signs: found.signs, facts }
}

function lineCount(text: string): number {
  let lines = 1
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++
  return lines
}

function inspectJson(kind: "json" | "geojson", { bytes, complete }: Start, context: InspectionContext): Inspection {
  if (!complete) return withoutTable(kind, [{ code: "too-large" }])
  const decoded = decodeText(bytes)
  const grid = decoded.kind === "text" ? jsonGrid(decoded.text) : undefined
  if (!grid) return withoutTable(kind, [{ code: "no-table" }])
  const scale = grid.records / (grid.rows.length - 1)
  const found = inspectGrid(grid.rows, context, { countType: "exact", scale })
  return { signs: found.signs, facts: { kind, ...formatOf(kind), ...found.facts, notes: found.notes } }
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}
