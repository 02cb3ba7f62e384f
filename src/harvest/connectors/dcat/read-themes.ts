import type { DatasetFacts, Mapped } from "../../../catalogue/index.ts"
import { iri, type RdfTerm } from "../../../rdf/index.ts"
import {
  compact,
  KeywordCollection,
  readFrequency,
  readKeywords,
  readThemes,
  type ThemesRead,
  unlessEmpty,
} from "../../reading/index.ts"
import { fieldName, labelOf, type RecordReading, tagOf } from "./record-reading.ts"
import { properties } from "./terms.ts"

const euThemes = "http://publications.europa.eu/resource/authority/data-theme/"

/**
 * Themes by IRI (EU data themes), then by label. Concepts of other schemes (INSPIRE, GEMET) need not be ours to be right.
 * An EU code is wider than our themes: beside one of ours that lies in it, it adds nothing.
 */
export function themesOf(reading: RecordReading, node: string): ThemesRead {
  const { graph, vocabularies } = reading
  const field = fieldName(graph, node, properties.theme)
  const terms = graph.values(node, ...properties.theme)
  const own = readThemes(
    terms.filter((term) => !isEuTheme(term)).map((term) => namedTheme(reading, term, field)),
    reading,
  )
  const covered = new Set(
    vocabularies.themes.filter(({ code }) => own.themes?.includes(code)).map(({ euTheme }) => euThemes + euTheme),
  )
  const wider = readThemes(
    terms.filter((term) => isEuTheme(term) && !covered.has(term.value)).map((term) => namedTheme(reading, term, field)),
    reading,
  )
  return compact({
    themes: together(own.themes, wider.themes),
    rawThemes: together(own.rawThemes, wider.rawThemes),
  })
}

function isEuTheme({ kind, value }: RdfTerm): boolean {
  return kind === "iri" && value.startsWith(euThemes)
}

function namedTheme({ graph }: RecordReading, term: RdfTerm, field: string) {
  return {
    names: term.kind === "iri" ? [term.value, ...graph.texts(term.value, ...properties.label)] : [labelOf(graph, term)],
    field,
    mustMap: term.kind === "literal" || isEuTheme(term),
  }
}

function together(some: readonly string[] = [], more: readonly string[] = []): readonly string[] | undefined {
  const all = [...new Set([...some, ...more])].sort()
  return unlessEmpty(all)
}

/** Keywords in their languages; a concept counts with its labels, a bare address is no keyword. */
export function keywordsOf(reading: RecordReading, node: string): DatasetFacts["keywords"] {
  const { graph, problems } = reading
  const into = new KeywordCollection()
  const field = fieldName(graph, node, properties.keyword)
  const terms = graph.values(node, ...properties.keyword)
  const literals = terms.flatMap((term) =>
    term.kind === "literal" ? [term] : graph.values(term.value, ...properties.label),
  )
  for (const term of literals) {
    if (/^https?:\/\/\S+$/.test(term.value)) continue
    // One value alone is often a whole list: "eau, sol, air".
    const value = literals.length === 1 ? term.value : [term.value]
    readKeywords(value, { into, language: tagOf(term) ?? reading.language, field, problems })
  }
  return into.toFacts()
}

const durations = ["years", "months", "weeks", "days", "hours"].map((unit) => [iri("time", unit), unit] as const)

/** EU list, Dublin Core, words, ISO 8601; or a node that holds an OWL-Time duration, as datos.gob.es writes. */
export function frequencyOf(reading: RecordReading, node: string): Mapped | undefined {
  const { graph } = reading
  const term = graph.values(node, ...properties.frequency)[0]
  if (!term) return undefined
  const written = durationOf(reading, term.value) ?? (term.kind === "iri" ? knownIri(reading, term.value) : undefined)
  return readFrequency(written ?? labelOf(graph, term), fieldName(graph, node, properties.frequency), reading)
}

function knownIri({ vocabularies }: RecordReading, value: string): string | undefined {
  return vocabularies.frequencyFrom(value) ? value : undefined
}

function durationOf({ graph }: RecordReading, frequency: string): string | undefined {
  for (const node of [frequency, ...graph.nodes(frequency, ...properties.value)]) {
    for (const [predicate, unit] of durations) {
      const count = Number(graph.text(node, predicate))
      if (count > 0) return unit === "hours" ? `PT${count}H` : `P${count}${unit[0]!.toUpperCase()}`
    }
  }
  return undefined
}
