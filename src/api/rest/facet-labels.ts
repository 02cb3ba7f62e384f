import { type FacetName, type FacetValue, type SearchAnswer, unknownLicence } from "../../search/index.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { Names } from "./names.ts"

type LabelledFacets = Partial<Record<FacetName, (FacetValue & { label: LocalisedText })[]>>
type LabelOf = (value: string) => LocalisedText | undefined

/** Facet values with the names that people read; a value without one is its own name. */
export async function labelledFacets(
  facets: SearchAnswer["facets"],
  { names, vocabularies }: { names: Names; vocabularies: Vocabularies },
): Promise<LabelledFacets> {
  const organizations = await names.organizations(valuesOf(facets.organization))
  const sources = await names.sources(valuesOf(facets.source))
  const labels: Partial<Record<FacetName, LabelOf>> = {
    organization: (slug) => organizations.get(slug),
    source: (id) => sources.get(id),
    theme: (code) => vocabularies.themes.find((one) => one.code === code)?.label,
    licence: (code) => vocabularies.licences.find((one) => one.code === code)?.title ?? licenceLabels[code],
    place: (code) => vocabularies.places.find((one) => one.code === code)?.name,
    language: languageName,
  }
  const labelled: LabelledFacets = {}
  for (const [name, values] of Object.entries(facets) as [FacetName, readonly FacetValue[]][]) {
    labelled[name] = values.map((one) => ({ ...one, label: labels[name]?.(one.value) ?? { und: one.value } }))
  }
  return labelled
}

const licenceLabels: Readonly<Record<string, LocalisedText>> = {
  [unknownLicence]: { ar: "رخصة غير معروفة", fr: "Licence inconnue", en: "Unknown licence" },
}

function valuesOf(values: readonly FacetValue[] | undefined): string[] {
  return (values ?? []).map(({ value }) => value)
}

const languageNames = (["ar", "fr", "en"] as const).map(
  (language) => [language, new Intl.DisplayNames(language, { type: "language", fallback: "none" })] as const,
)

function languageName(tag: string): LocalisedText | undefined {
  try {
    const named = languageNames.map(([language, names]) => [language, names.of(tag)] as const)
    const known = named.filter((entry): entry is ["ar" | "fr" | "en", string] => entry[1] !== undefined)
    return known.length > 0 ? Object.fromEntries(known) : undefined
  } catch {
    return undefined // Not a language tag at all.
  }
}
