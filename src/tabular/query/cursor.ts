import { createHash } from "node:crypto"
import { QueryMistake } from "./query-mistake.ts"

/** Where the next page begins: after a row and the values it is ordered by, or after so many groups. */
export type PageStart =
  | { readonly kind: "row"; readonly keys: readonly (string | null)[]; readonly row: number }
  | { readonly kind: "offset"; readonly offset: number }

export interface Count {
  readonly total: number
  readonly countType: "exact" | "estimate"
}

/** The next page, and what was counted for the first one. */
export interface Cursor {
  readonly start: PageStart
  readonly count: Count
}

/** What a cursor belongs to: one version of a table, and one question. */
export interface CursorOwner {
  readonly sha256: string
  readonly key: string
}

export function writeCursor({ start, count }: Cursor, owner: CursorOwner): string {
  const place = start.kind === "row" ? [start.row, ...start.keys] : start.offset
  const content = Buffer.from(JSON.stringify([place, count.total, count.countType === "exact" ? 1 : 0]))
  return `${seal(content, owner)}${content.toString("base64url")}`
}

const sealLength = 16

/** Refuses what was changed by hand, or belongs to another question or to an older version of the table. */
export function readCursor(cursor: string, owner: CursorOwner): Cursor {
  const content = Buffer.from(cursor.slice(sealLength), "base64url")
  if (cursor.length > 20_000 || seal(content, owner) !== cursor.slice(0, sealLength)) throw wrongCursor()
  const [place, total, isExact] = parse(content)
  if (!Number.isSafeInteger(total)) throw wrongCursor()
  return { start: startIn(place), count: { total: total as number, countType: isExact === 1 ? "exact" : "estimate" } }
}

function startIn(place: unknown): PageStart {
  if (typeof place === "number" && Number.isSafeInteger(place)) return { kind: "offset", offset: place }
  const [row, ...keys] = Array.isArray(place) ? (place as unknown[]) : []
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

function parse(content: Buffer): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(content.toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
