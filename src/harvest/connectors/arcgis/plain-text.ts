import { cutAt, lineOf } from "../../reading/index.ts"

/** What people read of a text that may be HTML, on one line. */
export function plainLine(raw: unknown): string | undefined {
  const text = lineOf(raw)
  return text?.includes("<") ? lineOf(cutAt(text, 20_000).replace(/<[^<>]*>/g, " ")) : text
}
