import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { FacetName, SearchIndex } from "../../search/index.ts"

const allValues = 10_000

/** Published datasets per value of a facet. */
export async function countsOf(search: SearchIndex, facet: FacetName): Promise<ReadonlyMap<string, number>> {
  const { facets } = await search.search({ limit: 1, offset: 0, sort: "id", facets: [facet], facetLimit: allValues })
  return new Map((facets[facet] ?? []).map(({ value, count }) => [value, count]))
}

export async function numberOfOrganizations(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from organization`.execute(db)
  return rows[0]!.total
}
