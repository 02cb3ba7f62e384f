/**
 * How much a match counts. Everything is a whole number, so that sums do not depend on the order of evaluation, and an
 * impact depends on its document alone (average lengths are constants), so that it is the same in every segment.
 *   score = Σ over clauses of (best alternative: impact × multiplier) + prior × priorWeight
 */
import { foldedKey } from "./analysis/index.ts"
import type { Card, SearchDocument, SearchField } from "./search-index.ts"

interface FieldScoring {
  readonly weight: number
  /** Words of a usual text of this field; 0: length does not matter. */
  readonly usualLength: number
}

export const fieldScoring: Readonly<Record<SearchField, FieldScoring>> = {
  title: { weight: 5, usualLength: 8 },
  keywords: { weight: 3, usualLength: 0 },
  organization: { weight: 1.5, usualLength: 0 },
  theme: { weight: 1.5, usualLength: 0 },
  place: { weight: 2, usualLength: 0 },
  columns: { weight: 1.5, usualLength: 12 },
  description: { weight: 1, usualLength: 60 },
}

const lengthSensitivity = 0.5
const saturation = 1.2
export const highestImpact = 255

/** What one occurrence of a word adds in a text of `length` words (BM25F, before saturation). */
export function occurrenceWeight(field: SearchField, length: number): number {
  const { weight, usualLength } = fieldScoring[field]
  if (usualLength === 0) return weight
  return weight / (1 - lengthSensitivity + (lengthSensitivity * length) / usualLength)
}

export function impactOf(weight: number): number {
  return Math.max(1, Math.round((highestImpact * weight) / (weight + saturation)))
}

/** Whole-number factor of an alternative found in `matching` of `documents`. */
export function multiplierOf(weight: number, matching: number, documents: number): number {
  const rarity = Math.log(1 + Math.max(0, documents - matching + 0.5) / (matching + 0.5))
  return Math.max(1, Math.round(16 * weight * rarity))
}

export const priorWeight = 6

/** What a document is worth before any word is asked, 0 to 255: mostly its quality, then how often it is used. */
export function priorOf(document: Pick<SearchDocument, "quality" | "popularity">): number {
  const quality = Math.min(1, Math.max(0, document.quality))
  const popularity = Math.min(1, Math.log10(1 + Math.max(0, document.popularity)) / 6)
  return Math.round(255 * (0.6 * quality + 0.4 * popularity))
}

const longestTitleKey = 32

/** What sorting by title compares: the title in its own language, folded. */
export function titleKeyOf(card: Pick<Card, "title" | "sourceLanguage">): string {
  const { title, sourceLanguage } = card
  const chosen =
    (sourceLanguage && title[sourceLanguage]) || title.ar || title.fr || title.en || Object.values(title)[0] || ""
  return foldedKey(chosen).slice(0, longestTitleKey)
}
