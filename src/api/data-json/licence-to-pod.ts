import type { Mapped } from "../../catalogue/index.ts"
import { identifierOf, type RdfContext } from "../rdf/index.ts"

export type PodContext = RdfContext

export interface PodLicence {
  /** An address, which is all that DCAT-US takes. */
  readonly outside?: string
  /** Its code or name, where the address does not tell it. */
  readonly own?: string
}

export function licenceOfPod(licence: Mapped | undefined, { baseUrl, licencesByCode }: PodContext): PodLicence {
  const known = licence?.code === undefined ? undefined : licencesByCode.get(licence.code)
  if (known) return { outside: known.url ?? identifierOf(baseUrl, "licence", known.code), own: known.code }
  const name = licence?.raw ?? licence?.code
  if (name === undefined) return {}
  return URL.canParse(name) ? { outside: name } : { own: name }
}
