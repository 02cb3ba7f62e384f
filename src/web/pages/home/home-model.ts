import type { SearchAnswer } from "../../../search/index.ts"
import type { Language, LocalisedText, ShownText } from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { PublicSource } from "../../directory.ts"
import { shownOrCode, themeLabel } from "../../models/catalogue-words.ts"
import { type RecordLine, recordFromCard } from "../../models/record.ts"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"
import { type MapDots, mapDots } from "./place-map.tsx"

export interface CountedLink {
  readonly href: string
  readonly name: ShownText
  readonly count: number
}

export interface HomeModel {
  /** Nothing has been harvested; false while the index is still being read. */
  readonly isEmpty: boolean
  readonly figures: {
    readonly datasets: number
    readonly formats: number
    readonly organizations: number
    readonly sources: number
  }
  readonly themes: readonly CountedLink[]
  readonly latest: readonly RecordLine[]
  readonly publishers: readonly CountedLink[]
  readonly sources: readonly SourceRow[]
  readonly tries: readonly { readonly word: string; readonly href: string }[]
  readonly map?: MapDots
}

/** What administrators put forward, with a word why. */
export interface FeaturedLink {
  readonly href: string
  readonly title: ShownText
  readonly publisher?: ShownText | undefined
  readonly note?: ShownText | undefined
}

export interface SourceRow extends Omit<PublicSource, "organization" | "name" | "displayName"> {
  readonly name: ShownText
  readonly organization: ShownText
  readonly href: string
}

interface Findings {
  readonly ready: boolean
  readonly answer: SearchAnswer
  readonly organizations: ReadonlyMap<string, LocalisedText>
  readonly sources: readonly PublicSource[]
}

interface Reading {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly now: Date
}

export function homeModel({ ready, answer, organizations, sources }: Findings, reading: Reading): HomeModel {
  const { language, vocabularies } = reading
  const counts = (name: "theme" | "organization" | "place") =>
    new Map((answer.facets[name] ?? []).map(({ value, count }) => [value, count]))
  const map = mapDots(vocabularies.places, counts("place"))
  const themes = themeLines(vocabularies, counts("theme"), language)
  return {
    isEmpty: ready && answer.total === 0,
    figures: {
      datasets: answer.total,
      formats: answer.facets.format?.length ?? 0,
      organizations: answer.facets.organization?.length ?? 0,
      sources: sources.length,
    },
    themes,
    latest: answer.hits.map(({ card }) => recordFromCard(card, language, reading)),
    publishers: (answer.facets.organization ?? []).slice(0, 8).map(({ value, count }) => ({
      href: routes.organization(language, value),
      name: shownOrCode(organizations.get(value), language, value),
      count,
    })),
    sources: sources.map((source) => ({
      ...source,
      name: sourceName(source, language),
      organization: shownOrCode(source.organization.name, language, source.organization.slug),
      href: routes.datasets(language, { source: source.id }),
    })),
    tries: language === "en" ? fullestThemes(themes) : frequentKeywords(answer, language),
    ...(map ? { map } : {}),
  }
}

/** Every theme in the alphabet of the reader's language, also those without data: an index hides no entry. */
export function themeLines(
  vocabularies: Vocabularies,
  counts: ReadonlyMap<string, number>,
  language: Language,
): CountedLink[] {
  const { compare } = new Intl.Collator(language)
  return vocabularies.themes
    .map(({ code }) => ({
      href: routes.theme(language, code),
      name: themeLabel(vocabularies, code, language),
      count: counts.get(code) ?? 0,
    }))
    .sort((a, b) => compare(a.name.text, b.name.text))
}

const arabicWord = /^[\u0621-\u064a\u0670 ]{3,24}$/
const latinWord = /^[a-z\u00c0-\u017f' -]{3,24}$/i

/** English readers are shown themes: keywords do not say their language, and those in Latin letters are mostly French. */
function fullestThemes(themes: readonly CountedLink[]): HomeModel["tries"] {
  return themes
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 4)
    .map(({ name, href }) => ({ word: name.text, href }))
}

/** Frequent keywords in the reader's script, to show what can be asked. */
function frequentKeywords(answer: SearchAnswer, language: Language): HomeModel["tries"] {
  const script = language === "ar" ? arabicWord : latinWord
  return (answer.facets.keyword ?? [])
    .filter(({ value }) => script.test(value))
    .slice(0, 4)
    .map(({ value }) => ({ word: value, href: routes.datasets(language, { q: value }) }))
}
