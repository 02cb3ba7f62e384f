import { createHash } from "node:crypto"
import type { z } from "zod"
import { InvalidCursor } from "../errors.ts"

const maxCursorLength = 600

/** A short name of a query, so that a cursor is refused under another one. */
export function queryName(query: unknown): string {
  return createHash("sha256").update(JSON.stringify(query)).digest("base64url").slice(0, 12)
}

export function writeCursor(content: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url")
}

/** Opaque to clients and checked like any input: it is not signed, for it holds nothing a client may not choose. */
export function readCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  const content = cursor.length <= maxCursorLength ? parseJson(Buffer.from(cursor, "base64url").toString()) : undefined
  const result = schema.safeParse(content)
  if (!result.success) throw new InvalidCursor()
  return result.data
}

function parseJson(text: string): unknown {
  try {
    // A cursor may go into a question to PostgreSQL, which has no NUL in texts.
    return text.includes("\\u0000") ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
