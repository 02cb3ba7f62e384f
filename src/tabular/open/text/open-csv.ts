import { createReadStream } from "node:fs"
import { type Dialect, detectDialect } from "../../text/detect-dialect.ts"
import type { OpenLimits, RawGrid } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import { rowLimitNotes } from "../workbook/sheet-notes.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import { repairCsv } from "./repair-csv.ts"
import type { SampledText } from "./sampled-text.ts"
import { asUtf8, type Utf8File } from "./utf8-file.ts"

/** Texts of cells stay where they lie when they are UTF-8 with proper quotes, and are written anew when they are not. */
export async function openCsv(file: OpenedFile, sampled: SampledText, workspace: Workspace): Promise<RawGrid> {
  const dialect = dialectOf(file, sampled, workspace.limits)
  const rules = { separator: dialect.separator, quote: quoteOf(dialect) }
  const bytes = { separator: rules.separator.charCodeAt(0), quote: rules.quote.charCodeAt(0) }
  if (isOldMac(sampled.text)) return repaired(await asUtf8(file.path, sampled, { workspace }), rules, workspace)
  const skip = bytesOfSeparatorLine(sampled)
  const utf8 = await asUtf8(file.path, sampled, { workspace, rules: bytes, skip })
  const { records, columns, longestCell, brokenQuotes } = utf8.scan.cells
  const { maxRows, maxColumns, maxCell } = workspace.limits
  if (brokenQuotes || longestCell > maxCell) return repaired(utf8, rules, workspace)
  if (records > maxRows + 1) throw new CannotBeTable("too-many-rows", { limit: maxRows })
  if (columns > maxColumns) throw new CannotBeTable("too-many-columns", { limit: maxColumns })
  return {
    kind: "grid",
    name: "",
    path: utf8.path,
    ...rules,
    header: "unknown",
    rightToLeft: false,
    hidden: false,
    records,
    notes: [...utf8.notes, ...rowLimitNotes(records)],
  }
}

/** One line with commas is a sentence, unless the file says that it is a table. */
function dialectOf({ name, mediaType }: OpenedFile, { text, later }: SampledText, { maxColumns }: OpenLimits): Dialect {
  const dialect = detectDialect(text, later)
  if (dialect && dialect.columns > maxColumns) throw new CannotBeTable("too-many-columns", { limit: maxColumns })
  const saysTable = /\.(csv|tsv|tab)$/i.test(name) || /csv|tab-separated/.test(mediaType ?? "")
  if (!dialect || (dialect.rows.length < 2 && !saysTable)) throw new CannotBeTable("no-table")
  return dialect
}

/** Apostrophes are quotes where most cells stand between two of them. */
function quoteOf({ rows }: Dialect): '"' | "'" {
  const cells = rows.flat().filter((cell) => cell !== "")
  const between = cells.filter((cell) => /^'.*'$/s.test(cell)).length
  return between > cells.length / 2 ? "'" : '"'
}

function isOldMac(text: string): boolean {
  return text.includes("\r") && !text.includes("\n")
}

/** A first line `sep=;` is for Excel. */
function bytesOfSeparatorLine({ text, encoding, samples }: SampledText): number {
  const line = /^sep=.\r?\n/i.exec(text)?.[0]
  if (!line) return 0
  if (encoding.startsWith("utf-16")) return line.length * 2 + (samples.start[0]! >= 0xfe ? 2 : 0)
  return Buffer.byteLength(line) + (samples.start[0] === 0xef ? 3 : 0)
}

async function repaired(
  { path, scan, notes }: Utf8File,
  rules: { readonly separator: string; readonly quote: string },
  workspace: Workspace,
): Promise<RawGrid> {
  const spool = new Spool(workspace)
  try {
    const repair = repairCsv(rules, (cells) => spool.row(cells))
    const decoder = new TextDecoder()
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      repair.write(decoder.decode(chunk, { stream: true }))
    }
    repair.write(decoder.decode())
    repair.end()
  } finally {
    spool.close()
  }
  const broken = scan.cells.brokenQuotes ? [{ code: "broken-quotes" as const }] : []
  return gridFrom(spool, { name: "", notes: [...notes, ...broken, ...rowLimitNotes(spool.records)] })
}
