import type { Card } from "../../search/index.ts"
import { inLanguage, type Language, type ShownText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { routes } from "../routes.ts"
import { frequencyOf, shownOrCode } from "./catalogue-words.ts"
import { type Freshness, freshnessOf } from "./freshness.ts"

/** What any list shows of a dataset. */
export interface RecordLine {
  readonly href: string
  readonly title: ShownText
  readonly publisher: ShownText
  readonly description?: ShownText
  readonly modified?: string
  readonly formats: readonly string[]
  readonly freshness: Freshness
  readonly rhythm?: ShownText
}

export function recordFromCard(
  card: Card,
  language: Language,
  given: { vocabularies: Vocabularies; now: Date },
): RecordLine {
  const frequency = frequencyOf(given.vocabularies, card.frequency)
  const modified = card.modified ?? card.issued
  const description = inLanguage(card.description, language, card.sourceLanguage)
  const rhythm = inLanguage(frequency?.label, language)
  return {
    href: routes.dataset(language, card.slug),
    title: inLanguage(card.title, language, card.sourceLanguage) ?? shownOrCode(undefined, language, card.slug),
    publisher: shownOrCode(card.organization.name, language, card.organization.slug),
    ...(description ? { description } : {}),
    ...(modified ? { modified } : {}),
    formats: card.formats,
    freshness: freshnessOf({ frequency, modified }, given.now),
    ...(rhythm ? { rhythm } : {}),
  }
}
