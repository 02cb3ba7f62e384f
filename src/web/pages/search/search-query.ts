import { type FacetName, facetNames } from "../../../search/index.ts"
import type { DatasetsQuery } from "../../routes.ts"

export const pageSize = 20
/** The last page shown: beyond it people refine, and programs have the API. */
export const lastPage = 500
export const offeredSorts = ["relevance", "-modified", "-issued", "title"] as const
export type OfferedSort = (typeof offeredSorts)[number]

/** What an address of the search page asks for. What it asks wrongly is ignored. */
export interface SearchQuery {
  readonly text: string
  readonly filters: Readonly<Partial<Record<FacetName, readonly string[]>>>
  readonly sort: OfferedSort
  readonly page: number
  /** The facet shown with all its values. */
  readonly expanded?: FacetName
}

export const searchParameterNames = ["q", ...facetNames, "sort", "page", "more"]

const longestText = 300
const mostValues = 20
const longestValue = 200

export function parseSearchQuery(parameters: URLSearchParams): SearchQuery {
  const text = clean(parameters.get("q") ?? "").slice(0, longestText)
  const sort = offeredSorts.find((one) => one === parameters.get("sort")) ?? defaultSort(text)
  const expanded = facetNames.find((name) => name === parameters.get("more"))
  return {
    text,
    filters: filtersIn(parameters),
    sort,
    page: pageIn(parameters.get("page")),
    ...(expanded ? { expanded } : {}),
  }
}

/** Words are ranked by how well they match; without words the newest come first. */
export function defaultSort(text: string): OfferedSort {
  return text === "" ? "-modified" : "relevance"
}

function filtersIn(parameters: URLSearchParams): SearchQuery["filters"] {
  const filters: Partial<Record<FacetName, readonly string[]>> = {}
  for (const name of facetNames) {
    const values = [...new Set(parameters.getAll(name).map(clean))]
      .filter((value) => value !== "" && value.length <= longestValue)
      .slice(0, mostValues)
    if (values.length > 0) filters[name] = values
  }
  return filters
}

function clean(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  return value.replace(/[\u0000-\u001f\u007f]+/g, " ").trim()
}

function pageIn(raw: string | null): number {
  const page = raw && /^\d{1,6}$/.test(raw) ? Number(raw) : 1
  return Math.max(1, page)
}

/** Parameters in one order, without those that change nothing: one address per question. */
export function queryOf(query: SearchQuery): DatasetsQuery {
  return {
    q: query.text,
    ...query.filters,
    sort: query.sort === defaultSort(query.text) ? "" : query.sort,
    page: query.page > 1 ? String(query.page) : "",
    more: query.expanded ?? "",
  }
}

export function hasFilters(query: SearchQuery): boolean {
  return Object.keys(query.filters).length > 0
}

/** The same question with other parts, on its first page unless a page is given. */
export function refine(query: SearchQuery, parts: Partial<SearchQuery>): DatasetsQuery {
  const { expanded: _closed, ...rest } = query
  return queryOf({ ...rest, page: 1, ...parts })
}

export function withoutFilter(query: SearchQuery, name: FacetName, value: string): DatasetsQuery {
  const kept = (query.filters[name] ?? []).filter((one) => one !== value)
  const { [name]: _removed, ...others } = query.filters
  return refine(query, { filters: kept.length > 0 ? { ...others, [name]: kept } : others })
}
