import type { ColumnNames } from "../find-column.ts"
import type { CheckedSql, ColumnReference } from "./check-sql.ts"

/**
 * The text with names of columns where it had headers as the file has them (`"اسم المدرسة"`); the same text where there
 * are none. What comes out is read and checked once more by the caller, so nothing here has to be trusted.
 */
export function replaceHeaders(
  source: string,
  { columns, aliases }: CheckedSql,
  tables: readonly ColumnNames[],
): string {
  const bytes = Buffer.from(source)
  const changes = columns
    .flatMap((reference) => changeOf(reference, { bytes, aliases, tables }) ?? [])
    .sort((a, b) => b.from - a.from)
  return changes
    .reduce(
      (text, { from, to, name }) =>
        Buffer.concat([text.subarray(0, from), Buffer.from(`"${name}"`), text.subarray(to)]),
      bytes,
    )
    .toString()
}

interface Change {
  readonly from: number
  readonly to: number
  readonly name: string
}

interface Text {
  readonly bytes: Buffer
  readonly aliases: ReadonlySet<string>
  readonly tables: readonly ColumnNames[]
}

function changeOf({ names, at }: ColumnReference, { bytes, aliases, tables }: Text): Change | undefined {
  const header = names.at(-1)
  if (header === undefined || at === undefined || aliases.has(header)) return undefined
  const isName = tables.some(({ all }) => all.some(({ name }) => name === header.toLowerCase()))
  if (isName) return undefined
  const found = new Set(tables.flatMap((table) => table.lookUp(header)?.name ?? []))
  const [name] = found
  if (name === undefined || found.size > 1) return undefined
  const place = placeOf(names, bytes.subarray(at).toString())
  return place && { from: at + place.from, to: at + place.to, name }
}

/** Where the last of the names stands, in bytes; nothing where the text does not read as expected. */
function placeOf(names: readonly string[], text: string): { from: number; to: number } | undefined {
  let at = 0
  for (const [index, name] of names.entries()) {
    const [all = "", quoted, bare] =
      /^\s*(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{M}\p{N}_$]*))/u.exec(text.slice(at)) ?? []
    const found = quoted?.replaceAll('""', '"') ?? bare
    if (found?.toLowerCase() !== name.toLowerCase()) return undefined
    if (index === names.length - 1) {
      const start = at + all.length - all.trimStart().length
      return { from: Buffer.byteLength(text.slice(0, start)), to: Buffer.byteLength(text.slice(0, at + all.length)) }
    }
    at += all.length
    const [dot] = /^\s*\./.exec(text.slice(at)) ?? []
    if (dot === undefined) return undefined
    at += dot.length
  }
  return undefined
}
