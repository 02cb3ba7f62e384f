/**
 * The first and last records of a text of records, and some from between, without reading it all: they show where the
 * table stands and what its columns may hold. What they suggest is proven afterwards by a scan of everything.
 */
import { type FileHandle, open } from "node:fs/promises"
import { CsvError, type Options } from "csv-parse"
import { parse } from "csv-parse/sync"
import type { Row } from "../text/find-table.ts"

export interface Ends {
  /** All records where `isWhole`, else the first ones. */
  readonly head: readonly Row[]
  readonly tail: readonly Row[]
  readonly middle: readonly Row[]
  readonly isWhole: boolean
}

export interface TextDialect {
  readonly separator: string
  readonly quote: '"' | "'" | ""
}

const wholeBytes = 512 * 1024
const headBytes = 1024 * 1024
const tailBytes = 256 * 1024
const chunkBytes = 32 * 1024
const chunks = 16
const headRecords = 400
const tailRecords = 100

export async function readEnds(path: string, dialect: TextDialect): Promise<Ends> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size <= wholeBytes) {
      return { head: records(await textAt(file, 0, size), dialect), tail: [], middle: [], isWhole: true }
    }
    const head = records(upToLastLine(await textAt(file, 0, headBytes)), dialect, { to: headRecords })
    const tail = records(fromRecordStart(await textAt(file, size - tailBytes, tailBytes), dialect), dialect)
    return { head, tail: tail.slice(-tailRecords), middle: await spread(file, size, dialect), isWhole: false }
  } finally {
    await file.close()
  }
}

async function textAt(file: FileHandle, from: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, from)
  const text = new TextDecoder("utf-8", { ignoreBOM: from > 0 }).decode(buffer.subarray(0, bytesRead))
  return from === 0 ? text : text.replace(/^\ufffd+/, "")
}

function upToLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end + 1) : text
}

/** The text ends outside quotes, so a line break with an even number of quotes after it stands outside them too. */
function fromRecordStart(text: string, { quote }: TextDialect): string {
  let odd = false
  const quotes = quote === "" ? [] : [...text.matchAll(new RegExp(quote, "g"))].map(({ index }) => index)
  odd = quotes.length % 2 === 1
  let next = 0
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    for (; next < quotes.length && quotes[next]! < at; next++) odd = !odd
    if (!odd) return text.slice(at + 1)
  }
  return ""
}

/** Records from places all over the file. Where a chunk begins inside quotes, what reads with other widths is left out. */
async function spread(file: FileHandle, size: number, dialect: TextDialect): Promise<Row[]> {
  const room = size - headBytes - tailBytes
  if (room <= 0) return []
  const found: Row[] = []
  for (let chunk = 0; chunk < chunks; chunk++) {
    const text = await textAt(file, headBytes + Math.floor((room * chunk) / chunks), chunkBytes)
    const start = text.indexOf("\n") + 1
    found.push(...records(upToLastLine(text.slice(start)), dialect, { to: 120 }).slice(0, -1))
  }
  return found
}

function records(text: string, { separator, quote }: TextDialect, given: Options = {}): string[][] {
  const options: Options = {
    bom: true,
    delimiter: separator,
    quote: quote === "" ? false : quote,
    escape: quote === "" ? null : quote,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    ...given,
  }
  try {
    return parse(text, options) as unknown as string[][]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A quote that is never closed is a letter like any other.
    return parse(text, { ...options, quote: false, escape: null }) as unknown as string[][]
  }
}
