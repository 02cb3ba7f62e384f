import type { AccessRights, Mapped } from "../../../catalogue/index.ts"
import { accessRightsFrom, readLicence } from "../../reading/index.ts"
import { fieldName, labelOf, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

/** The licence we know among all that the record says, by IRI or by label; a statement of rights counts only where it is one. */
export function licenceOf(reading: RecordReading, node: string): Mapped | undefined {
  const { graph, vocabularies } = reading
  const licences = spellingsOf(reading, node, properties.licence)
  if (licences.length > 0) return readLicence(licences, fieldName(graph, node, properties.licence), reading)
  const rights = spellingsOf(reading, node, properties.rights).filter((text) => vocabularies.licenceFrom(text))
  return readLicence(rights, fieldName(graph, node, properties.rights), reading)
}

function spellingsOf({ graph }: RecordReading, node: string, predicates: readonly string[]): readonly string[] {
  return graph.values(node, ...predicates).flatMap((term) => {
    const label = labelOf(graph, term)
    if (term.kind === "iri") return label === undefined || label === term.value ? [term.value] : [term.value, label]
    // ArcGIS Hub writes the licence as HTML.
    return label === undefined ? [] : [label.replace(/<[^<>]*>/g, " ")]
  })
}

/** EU access rights, DCAT-US access levels, INSPIRE's limitations, or their words; a sentence about rights says nothing certain. */
export function accessRightsOf({ graph }: RecordReading, node: string): AccessRights | undefined {
  for (const term of graph.values(node, ...properties.accessRights)) {
    if (/\/LimitationsOnPublicAccess\/noLimitations$/.test(term.value)) return "public"
    const rights = accessRightsFrom(term.kind === "blank" ? labelOf(graph, term) : term.value)
    if (rights) return rights
  }
  return undefined
}
