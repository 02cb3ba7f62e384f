import type { z } from "zod"
import { BadRequest } from "../../platform/http/index.ts"
import { inputProblems } from "../../platform/input-problems.ts"
import { InvalidInput } from "../../platform/refusal.ts"

/** The body of a write as its schema wants it; each mistake is named at its place, as a rule with a text in each language. */
export function readBody<B extends z.ZodType>(schema: B, body: unknown): z.infer<B> {
  if (body === undefined || body === null) throw new BadRequest("The request has no body: send JSON")
  const read = schema.safeParse(body, { reportInput: true })
  if (!read.success) throw new InvalidInput(read.error.issues.flatMap(inputProblems))
  return read.data
}

const deepest = 50

/**
 * Nothing that no text can be kept with, nor anything so deep that reading it takes more than it says. Walked without
 * recursion, for depth is what it guards against.
 */
export function assertReadable(body: unknown): void {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value === "string" && !isReadable(value)) refuse(path, "unreadable-characters")
    if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) continue
    if (path.length === deepest) refuse(path.slice(0, 5), "wrong-shape")
    for (const [name, inner] of Object.entries(value)) {
      if (!isReadable(name)) refuse(path, "unreadable-characters")
      if (typeof inner === "string" || typeof inner === "object") waiting.push({ value: inner, path: [...path, name] })
    }
  }
}

function isReadable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed()
}

function refuse(path: readonly string[], rule: string): never {
  throw new InvalidInput([{ path: path.join("."), rule }])
}
