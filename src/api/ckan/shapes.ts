/** Small conversions that all CKAN dicts share. */
import { createHash } from "node:crypto"
import type { LocalisedText } from "../../texts/index.ts"
import { inLanguage } from "../../texts/index.ts"

/** CKAN has one text per field: the one in the source's own language, else ours in the usual order. */
export function oneText(text: LocalisedText | undefined, sourceLanguage?: string): string | null {
  if (!text) return null
  return (sourceLanguage ? text[sourceLanguage] : undefined) ?? inLanguage(text, "fr")?.text ?? null
}

/** Naive UTC with microseconds and no Z: clients compare these as strings. */
export function ckanTimestamp(iso: string | undefined): string | null {
  if (!iso || iso.length < 10 || Number.isNaN(Date.parse(iso))) return null
  return new Date(iso).toISOString().replace("Z", "000")
}

/** Groups have UUIDs in CKAN; our themes have codes, from which a stable one is made (RFC 9562 §5.8). */
export function uuidOfCode(list: string, code: string): string {
  const bytes = createHash("sha256").update(`fihrist:${list}:${code}`).digest()
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-")
}
