import type { AccessRights, Mapped } from "../../../catalogue/index.ts"
import type { RdfTerm } from "../../../rdf/index.ts"
import { cleanLine, cutAt, problem } from "../../reading/index.ts"
import { fieldName, labelOf, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

/** The licence we know among all that the record says, by IRI or by label; else the first as written. */
export function readLicence(reading: RecordReading, node: string): Mapped | undefined {
  const { graph, vocabularies, problems } = reading
  const spellings = graph.values(node, ...properties.licence).flatMap((term) => spellingsOf(reading, term))
  for (const raw of spellings) {
    const code = vocabularies.licenceFrom(raw)?.code
    if (code) return { code, raw }
  }
  const raw = spellings[0]
  if (raw === undefined) return undefined
  problems.push(problem("unknown-licence", fieldName(graph, node, properties.licence), raw))
  return { raw }
}

function spellingsOf({ graph }: RecordReading, term: RdfTerm): string[] {
  const iri = term.kind === "iri" ? [term.value] : []
  const text = labelOf(graph, term)
  // ArcGIS Hub writes the licence as HTML.
  const label = text && text !== term.value ? text : term.kind === "literal" ? term.value.replace(/<[^<>]*>/g, " ") : ""
  return [...iri, cutAt(cleanLine(label), 500)].filter((spelling) => spelling !== "")
}

const levels: readonly (readonly [RegExp, AccessRights])[] = [
  [/non[-_ ]?public|confidential|sensitive|private|closed/i, "non-public"],
  [/restricted|limited/i, "restricted"],
  [/(?:^|[/#])public$|nolimitations|open ?access/i, "public"],
]

/** EU access rights, DCAT-US access levels, or their words; a sentence about rights says nothing certain. */
export function readAccessRights({ graph }: RecordReading, node: string): AccessRights | undefined {
  for (const term of graph.values(node, ...properties.accessRights)) {
    const text = term.kind === "blank" ? labelOf(graph, term) : term.value
    const level = text && text.length < 200 ? levels.find(([pattern]) => pattern.test(text.trim()))?.[1] : undefined
    if (level) return level
  }
  return undefined
}
