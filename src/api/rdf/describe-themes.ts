import type { Dataset } from "../../catalogue/index.ts"
import type { Description } from "../../rdf/index.ts"
import type { Theme } from "../../vocabulary/index.ts"
import { identifierOf } from "./addresses.ts"
import { authorityIri } from "./eu-authorities.ts"
import type { RdfContext } from "./rdf-context.ts"
import { isWebAddress, linked, localised, type Properties, plain } from "./values.ts"

export interface DescribedThemes {
  readonly properties: Properties
  readonly nodes: readonly Description[]
}

/** Each theme as ours and as the EU theme it lies in; what a source wrote and we do not know, as a concept of that dataset. */
export function describeThemes({ id, themes, rawThemes }: Dataset, context: RdfContext): DescribedThemes {
  const known = (themes ?? []).flatMap((code) => context.themesByCode.get(code) ?? [])
  const own = known.map((theme) => describeTheme(theme, context.baseUrl))
  const wider = new Set(known.flatMap(({ euTheme }) => (euTheme ? [authorityIri("data-theme", euTheme)] : [])))
  const raw = (rawThemes ?? []).map((text, at): Description => {
    const about = isWebAddress(text) ? text : `${identifierOf(context.baseUrl, "dataset", id)}#theme-${at + 1}`
    return { about, types: ["skos:Concept"], properties: [["skos:prefLabel", { text }]] }
  })
  const nodes = [...own, ...raw]
  const targets = [...wider, ...nodes.map(({ about }) => about!)]
  return { properties: targets.flatMap((target) => linked("dcat:theme", target)), nodes }
}

export function describeTheme({ code, label, euTheme }: Theme, baseUrl: string): Description {
  return {
    about: identifierOf(baseUrl, "theme", code),
    types: ["skos:Concept"],
    properties: [
      ...localised("skos:prefLabel", label),
      ...plain("skos:notation", code),
      ...linked("skos:broadMatch", euTheme && authorityIri("data-theme", euTheme)),
    ],
  }
}
