import type { Licence, Place, Theme, Vocabularies } from "../../vocabulary/index.ts"

/** What descriptions need beside the facts: our address, and our lists by code. */
export interface RdfContext {
  readonly baseUrl: string
  readonly licencesByCode: ReadonlyMap<string, Licence>
  readonly placesByCode: ReadonlyMap<string, Place>
  readonly themesByCode: ReadonlyMap<string, Theme>
}

const contexts = new WeakMap<Vocabularies, RdfContext>()

/** Made once for each life of the lists. */
export function rdfContext(vocabularies: Vocabularies, baseUrl: string): RdfContext {
  const known = contexts.get(vocabularies)
  if (known?.baseUrl === baseUrl) return known
  const byCode = <One extends { readonly code: string }>(list: readonly One[]) =>
    new Map(list.map((one) => [one.code, one] as const))
  const context: RdfContext = {
    baseUrl,
    licencesByCode: byCode(vocabularies.licences),
    placesByCode: byCode(vocabularies.places),
    themesByCode: byCode(vocabularies.themes),
  }
  contexts.set(vocabularies, context)
  return context
}
