import type { DatasetFacts, Mapped } from "../../../catalogue/index.ts"
import { iri } from "../../../rdf/index.ts"
import { compact, cutAt, KeywordCollection, lineOf, problem, readKeywords } from "../../reading/index.ts"
import { fieldName, labelOf, type RecordReading, tagOf } from "./record-reading.ts"
import { properties } from "./terms.ts"

/** Themes by IRI (EU data themes), then by label; what is not ours stays as its label. */
export function readThemes(reading: RecordReading, node: string): Pick<DatasetFacts, "themes" | "rawThemes"> {
  const { graph, vocabularies, problems } = reading
  const themes = new Set<string>()
  const raw = new Set<string>()
  for (const term of graph.values(node, ...properties.theme)) {
    const label = cutAt(lineOf(labelOf(graph, term)) ?? "", 300)
    const labels = term.kind === "literal" ? [label] : [term.value, ...graph.texts(term.value, ...properties.label)]
    const code = labels.map((text) => vocabularies.themeFrom(text)?.code).find((found) => found !== undefined)
    if (code) themes.add(code)
    else if (label !== "") {
      raw.add(label)
      problems.push(problem("unknown-theme", fieldName(graph, node, properties.theme), label))
    }
  }
  return compact({ themes: listOrNothing(themes), rawThemes: listOrNothing(raw) })
}

/** Keywords in their languages; a concept counts with its labels, a bare address is no keyword. */
export function readKeywordsOf(reading: RecordReading, node: string): DatasetFacts["keywords"] {
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
export function readFrequency(reading: RecordReading, node: string): Mapped | undefined {
  const { graph, vocabularies, problems } = reading
  const term = graph.values(node, ...properties.frequency)[0]
  if (!term) return undefined
  const raw = durationOf(reading, term.value) ?? lineOf(labelOf(graph, term))
  if (raw === undefined) return undefined
  const code = (vocabularies.frequencyFrom(raw) ?? vocabularies.frequencyFrom(term.value))?.code
  if (!code) problems.push(problem("unknown-frequency", fieldName(graph, node, properties.frequency), raw))
  return compact({
    code,
    raw: term.kind === "iri" && code && !durationOf(reading, term.value) ? term.value : cutAt(raw, 500),
  })
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

function listOrNothing(values: ReadonlySet<string>): readonly string[] | undefined {
  return values.size > 0 ? [...values].sort() : undefined
}
