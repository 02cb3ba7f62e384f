import { organizationByRef } from "../../../catalogue/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { routes } from "../../routes.ts"
import type { DatasetAnswer } from "../dataset/dataset-page.tsx"
import { organizationModel, organizationsModel } from "./organization-model.ts"
import { OrganizationView } from "./organization-view.tsx"
import { OrganizationsView } from "./organizations-view.tsx"

const allValues = 1000
const longestQuery = 200
const recentShown = 8

export async function organizationsPage(context: WebContext, reading: Reading, parameters: URLSearchParams) {
  const query = (parameters.get("q") ?? "").trim().slice(0, longestQuery)
  const [counts, { all }] = await Promise.all([datasetCounts(context), context.directory.organizations()])
  const model = organizationsModel(all, { query, counts, language: reading.language })
  return <OrganizationsView page={reading.page} model={model} />
}

export async function organizationPage(context: WebContext, reading: Reading, ref: string): Promise<DatasetAnswer> {
  const lookup = await organizationByRef(context.db, ref)
  if (lookup.kind === "none") return lookup
  const slug = lookup.kind === "moved" ? lookup.slug : lookup.organization.slug
  if (lookup.kind === "moved" || slug !== ref) return { kind: "moved", to: routes.organization(reading.language, slug) }
  const [answer, counts, directory] = await Promise.all([
    context.search.search({
      filters: { organization: [slug] },
      sort: "-modified",
      limit: recentShown,
      offset: 0,
      facets: ["theme", "format"],
      facetLimit: 20,
    }),
    datasetCounts(context),
    context.directory.organizations(),
  ])
  const model = organizationModel({ organization: lookup.organization, directory, answer, counts }, reading)
  return { kind: "page", view: <OrganizationView page={reading.page} model={model} /> }
}

/** Datasets per body. */
async function datasetCounts({ search }: WebContext): Promise<ReadonlyMap<string, number>> {
  const { facets } = await search.search({ limit: 1, offset: 0, facets: ["organization"], facetLimit: allValues })
  return new Map((facets.organization ?? []).map(({ value, count }) => [value, count]))
}
