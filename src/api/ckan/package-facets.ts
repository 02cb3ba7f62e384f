import type { Db } from "../../platform/db.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { organizationNamesBySlug } from "./organization-store.ts"
import { facetCounts, type PackageQuery } from "./package-store.ts"
import { booleanOf, integerOf, listOf, type Params } from "./params.ts"
import { oneText } from "./shapes.ts"

export interface FacetRequest {
  readonly fields: readonly string[]
  readonly limit: number | undefined
  readonly minCount: number
}

const maxFacetFields = 20

export function facetRequest(params: Params): FacetRequest {
  const limit = integerOf(params, "facet.limit", 50, -1)
  return {
    fields: booleanOf(params, "facet", true) ? listOf(params, "facet.field").slice(0, maxFacetFields) : [],
    limit: limit === -1 ? undefined : limit,
    minCount: integerOf(params, "facet.mincount", 1),
  }
}

/** Both shapes that CKAN gives: `facets`, counts by value, and `search_facets`, the same with names for people. */
export async function facetsOf(
  db: Db,
  query: PackageQuery,
  { request, vocabularies }: { request: FacetRequest; vocabularies: Vocabularies },
) {
  const facets: Record<string, Record<string, number>> = {}
  const searchFacets: Record<
    string,
    { title: string; items: { name: string; display_name: string; count: number }[] }
  > = {}
  for (const field of new Set(request.fields)) {
    const counts = await facetCounts(db, query, { ...request, field })
    const names = await displayNames(db, field, { values: counts.map(({ value }) => value), vocabularies })
    facets[field] = Object.fromEntries(counts.map(({ value, count }) => [value, count]))
    searchFacets[field] = {
      title: field,
      items: counts.map(({ value, count }) => ({ name: value, display_name: names.get(value) ?? value, count })),
    }
  }
  return { facets, search_facets: searchFacets }
}

async function displayNames(
  db: Db,
  field: string,
  { values, vocabularies }: { values: readonly string[]; vocabularies: Vocabularies },
): Promise<ReadonlyMap<string, string | null>> {
  if (field === "organization") return organizationNamesBySlug(db, values)
  if (field === "groups") return new Map(vocabularies.themes.map(({ code, label }) => [code, oneText(label)]))
  if (field === "license_id") return new Map(vocabularies.licences.map(({ code, title }) => [code, oneText(title)]))
  return new Map()
}
