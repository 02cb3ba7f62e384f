import { randomUUID } from "node:crypto"
import { createReadStream, createWriteStream } from "node:fs"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { CsvError, parse } from "csv-parse"
import type { RawGrid } from "../open/raw-table.ts"
import type { MakeTableOptions } from "./made-table.ts"

/**
 * The same records, every one as wide as the widest may be and quoted by the book. Quotes in odd places are letters; a
 * text whose quotes never close has none at all.
 */
export async function rewriteGrid(raw: RawGrid, options: MakeTableOptions): Promise<{ raw: RawGrid; broken: boolean }> {
  const path = join(options.folder, `${randomUUID()}.csv`)
  try {
    await rewrite(raw, path, options)
    return { raw: { ...raw, path, separator: ",", quote: '"' }, broken: false }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    await rewrite({ ...raw, quote: "" }, path, options)
    return { raw: { ...raw, path, separator: ",", quote: '"' }, broken: true }
  }
}

async function rewrite(
  { path: from, separator, quote }: RawGrid,
  to: string,
  { signal }: MakeTableOptions,
): Promise<void> {
  const parser = parse({
    bom: true,
    delimiter: separator,
    quote: quote === "" ? false : quote,
    escape: quote === "" ? null : quote,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: 16 * 2 ** 20,
  })
  await pipeline(createReadStream(from), parser, asCsv, createWriteStream(to), { ...(signal ? { signal } : {}) })
}

async function* asCsv(records: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let lines: string[] = []
  for await (const record of records) {
    lines.push(record.map(asCell).join(","))
    if (lines.length < 500) continue
    yield `${lines.join("\n")}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`
}

function asCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
