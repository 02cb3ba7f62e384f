import type { Mapped } from "../../catalogue/index.ts"
import type { DescribedValue, Description } from "../../rdf/index.ts"
import { identifierOf } from "./addresses.ts"
import type { RdfContext } from "./rdf-context.ts"
import { isWebAddress, localised, ofClass, plain } from "./values.ts"

export interface DescribedLicence {
  readonly value?: DescribedValue
  readonly nodes: readonly Description[]
}

/** A licence of our list by its own address, else by ours; one that we do not know as the source names it. */
export function describeLicence(licence: Mapped | undefined, context: RdfContext): DescribedLicence {
  const known = licence?.code === undefined ? undefined : context.licencesByCode.get(licence.code)
  if (known) {
    const about = known.url ?? identifierOf(context.baseUrl, "licence", known.code)
    const properties = [...localised("dct:title", known.title), ...plain("dct:identifier", known.code)]
    return { value: { iri: about }, nodes: [{ about, types: ["dct:LicenseDocument"], properties }] }
  }
  const name = licence?.raw ?? licence?.code
  if (name === undefined) return { nodes: [] }
  if (isWebAddress(name)) return { value: { iri: name }, nodes: [ofClass(name, "dct:LicenseDocument")] }
  return { value: { types: ["dct:LicenseDocument"], properties: plain("dct:title", name) }, nodes: [] }
}
