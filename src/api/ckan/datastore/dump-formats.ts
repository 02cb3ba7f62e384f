/** Shapes of a dump that no export has: made of lines of JSON, one row after the other. */
import { createInterface } from "node:readline"
import { Readable } from "node:stream"
import { type Field, rowNumber } from "./fields.ts"

type Row = Readonly<Record<string, unknown>>

async function* rowsIn(lines: Readable): AsyncGenerator<Row> {
  for await (const line of createInterface({ input: lines, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield JSON.parse(line) as Row
  }
}

/** Whoever leaves the dump leaves its rows too: an error of theirs must not come when nobody hears it any more. */
export function dumpOf(rows: Readable, pieces: AsyncIterable<string>): Readable {
  const dump = Readable.from(pieces).once("close", () => rows.destroy())
  rows.once("error", (error) => dump.destroy(error))
  return dump
}

export async function* jsonDump(lines: Readable, fields: readonly Field[]): AsyncGenerator<string> {
  yield `{\n  "fields": ${JSON.stringify(fields)},\n  "records": [`
  let separator = "\n    "
  for await (const row of rowsIn(lines)) {
    yield separator + JSON.stringify(fields.map(({ id }) => row[id] ?? null))
    separator = ",\n    "
  }
  yield "\n]}\n"
}

export async function* xmlDump(lines: Readable, fields: readonly Field[]): AsyncGenerator<string> {
  yield '<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
  const shown = fields.filter(({ id }) => id !== rowNumber)
  for await (const row of rowsIn(lines)) {
    const number = row[rowNumber] === undefined ? "" : ` _id="${row[rowNumber]}"`
    yield `<row${number}>${shown.map(({ id }) => element(id, row[id] ?? null)).join("")}</row>\n`
  }
  yield "</data>\n"
}

function element(name: string, value: unknown): string {
  if (value === null) return `<${name} xsi:nil="true"/>`
  const text = typeof value === "object" ? JSON.stringify(value) : String(value)
  return `<${name}>${escaped(text)}</${name}>`
}

function escaped(text: string): string {
  const plain = text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
  return plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
