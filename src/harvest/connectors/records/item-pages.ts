import type { ReadContext } from "../../connector.ts"
import { askSource, countFrom, type JsonObject, lineOf, type SourceAnswer, stopped } from "../../reading/index.ts"
import type { LinkedPage } from "../paging/linked-pages.ts"
import { documentIn } from "../shared/json-document.ts"
import { followable, linksOf } from "../shared/links.ts"

const maxBytes = 128 * 1024 * 1024

export async function askItems(url: string, context: ReadContext): Promise<LinkedPage> {
  return itemsIn(await askSource(url, context, { accept: "application/geo+json, application/json;q=0.9", maxBytes }))
}

/** A page of GeoJSON records, one record, or a catalogue with its records in line (20-004r1 §8.2). */
export function itemsIn(answer: SourceAnswer): LinkedPage {
  const value = documentIn(answer)
  const features = featuresOf(value)
  if (!features) throw refusalOf(value, answer.url)
  return pageOf(value, features, answer.url)
}

/** A page as its document tells of it: the link to the next one, and how many items there are. */
export function pageOf(document: JsonObject, entries: readonly unknown[], url: string): LinkedPage {
  return {
    entries,
    url,
    next: followable(linksOf(document, url), ["next"], url),
    total: countFrom(document.numberMatched ?? document.totalFeatures),
  }
}

export function featuresOf(value: JsonObject): readonly unknown[] | undefined {
  if (Array.isArray(value.features)) return value.features
  const inLine = value[lineOf(value.recordsArrayName) ?? "records"]
  if (Array.isArray(inLine)) return inLine
  return value.type === "Feature" ? [value] : undefined
}

// Exceptions of OGC APIs have a code; some servers send them with status 200.
function refusalOf(value: JsonObject, url: string) {
  const code = lineOf(value.code ?? value.error)
  if (code === undefined) return stopped("not-a-catalogue", { url })
  return stopped("success-false", { url, says: `${code}: ${lineOf(value.description) ?? ""}`.slice(0, 300) })
}
