import type { DescribedValue, Description } from "../../rdf/index.ts"
import { all, isWebAddress, ofClass, type Properties, plain } from "./values.ts"

/** Standards that something follows: by their address, or by name. */
export function describeStandards(standards: readonly string[] | undefined): {
  readonly properties: Properties
  readonly nodes: readonly Description[]
} {
  const properties = all("dct:conformsTo", standards, (standard): DescribedValue => {
    if (isWebAddress(standard)) return { iri: standard }
    return { types: ["dct:Standard"], properties: plain("dct:title", standard) }
  })
  return { properties, nodes: (standards ?? []).filter(isWebAddress).map((about) => ofClass(about, "dct:Standard")) }
}
