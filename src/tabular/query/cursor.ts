import { createHash } from "node:crypto"
import { QueryMistake } from "./query-mistake.ts"

/** Where the next page begins: after a row and the values it is ordered by, or after so many groups. */
export type PageStart =
  | { readonly kind: "row"; readonly keys: readonly (string | null)[]; readonly row: number }
  | { readonly kind: "offset"; readonly offset: number }

/** What a cursor belongs to: one version of a table, and one question. */
export interface CursorOwner {
  readonly sha256: string
  readonly key: string
}

export function writeCursor(start: PageStart, owner: CursorOwner): string {
  const content = Buffer.from(JSON.stringify(start.kind === "row" ? [start.row, ...start.keys] : start.offset))
  return `${seal(content, owner)}${content.toString("base64url")}`
}

const sealLength = 16

/** Refuses what was changed by hand, or belongs to another question or to an older version of the table. */
export function readCursor(cursor: string, owner: CursorOwner): PageStart {
  const content = Buffer.from(cursor.slice(sealLength), "base64url")
  if (cursor.length > 20_000 || seal(content, owner) !== cursor.slice(0, sealLength)) throw wrongCursor()
  const start = parse(content)
  if (typeof start === "number" && Number.isSafeInteger(start)) return { kind: "offset", offset: start }
  const [row, ...keys] = Array.isArray(start) ? (start as unknown[]) : []
  const isSound = Number.isSafeInteger(row) && keys.every((key) => key === null || typeof key === "string")
  if (!isSound) throw wrongCursor()
  return { kind: "row", row: row as number, keys: keys as (string | null)[] }
}

export function wrongCursor(): QueryMistake {
  return new QueryMistake("invalid-cursor", {}, { parameter: "cursor" })
}

// Whoever computes one himself gets a page of what he may read anyway: it only has to notice a mistake.
function seal(content: Buffer, { sha256, key }: CursorOwner): string {
  return createHash("sha256").update(`${sha256}\n${key}\n`).update(content).digest("base64url").slice(0, sealLength)
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString())
  } catch {
    return undefined
  }
}
