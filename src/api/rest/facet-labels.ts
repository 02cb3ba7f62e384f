import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { FacetName, FacetValue, SearchAnswer } from "../../search/index.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"

type LabelledFacets = Partial<Record<FacetName, (FacetValue & { label: LocalisedText })[]>>

/** Facet values with the names that people read. */
export async function labelledFacets(
  facets: SearchAnswer["facets"],
  { db, vocabularies }: { db: Db; vocabularies: Vocabularies },
): Promise<LabelledFacets> {
  const organizations = await namesOfOrganizations(db, valuesOf(facets.organization))
  const sources = await namesOfSources(db, valuesOf(facets.source))
  const label = (name: FacetName, value: string): LocalisedText | undefined => {
    if (name === "organization") return organizations.get(value)
    if (name === "source") return sources.get(value)
    if (name === "theme") return vocabularies.themes.find(({ code }) => code === value)?.label
    if (name === "licence") return vocabularies.licences.find(({ code }) => code === value)?.title
    if (name === "place") return vocabularies.places.find(({ code }) => code === value)?.name
    if (name === "language") return languageName(value)
    return undefined
  }
  const labelled: LabelledFacets = {}
  for (const [name, values] of Object.entries(facets) as [FacetName, readonly FacetValue[]][]) {
    labelled[name] = values.map((one) => ({ ...one, label: label(name, one.value) ?? { und: one.value } }))
  }
  return labelled
}

function valuesOf(values: readonly FacetValue[] | undefined): string[] {
  return (values ?? []).map(({ value }) => value)
}

async function namesOfOrganizations(db: Db, slugs: readonly string[]): Promise<Map<string, LocalisedText>> {
  if (slugs.length === 0) return new Map()
  const { rows } = await sql<{ slug: string; name: LocalisedText }>`
    select slug, name from organization where slug = any(${slugs}::text[])
  `.execute(db)
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

async function namesOfSources(db: Db, ids: readonly string[]): Promise<Map<string, LocalisedText>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from harvest_source where id::text = any(${ids}::text[])
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, { und: name }]))
}

function languageName(tag: string): LocalisedText | undefined {
  const names = (["ar", "fr", "en"] as const).map((language) => [language, nameIn(language, tag)] as const)
  const known = names.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined)
  return known.length > 0 ? Object.fromEntries(known) : undefined
}

function nameIn(language: string, tag: string): string | undefined {
  try {
    return new Intl.DisplayNames(language, { type: "language", fallback: "none" }).of(tag)
  } catch {
    return undefined // Not a language tag at all: the value is then shown as it is.
  }
}
