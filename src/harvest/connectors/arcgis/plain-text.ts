import { cutAt, lineOf } from "../../reading/index.ts"

const addressInText = /https?:\/\/[^\s"'<>()]{4,500}/gi

/** What people read of a text that may be HTML, on one line. */
export function plainLine(raw: unknown): string | undefined {
  const text = lineOf(raw)
  return text?.includes("<") ? lineOf(cutAt(text, 20_000).replace(/<[^<>]*>/g, " ")) : text
}

/** Addresses in a text or in the links of its HTML, without the punctuation of the sentence. */
export function addressesIn(raw: unknown): readonly string[] {
  const found = (lineOf(raw) ?? "").slice(0, 20_000).match(addressInText) ?? []
  return [...new Set(found.map((address) => address.replace(/[.,;:!?]+$/, "")))].slice(0, 10)
}
