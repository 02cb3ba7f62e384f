/** Small conversions that all CKAN dicts share. */
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
