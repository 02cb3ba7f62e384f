import { readsPrivate } from "../../../catalogue/index.ts"
import { Unavailable } from "../../../platform/http/index.ts"
import { facetNames, type SearchIndex } from "../../../search/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { searchModel, shortFacet } from "./search-model.ts"
import { hasFilters, lastPage, pageSize, parseSearchQuery, type SearchQuery } from "./search-query.ts"
import { SearchView } from "./search-view.tsx"

/** Enough to say exactly how many values are left out. */
const facetLimit = 200
const mostWords = 4

export async function searchPage({ search, directory }: WebContext, reading: Reading, parameters: URLSearchParams) {
  if (!search.position().ready) throw new Unavailable("The search index is being built")
  const query = parseSearchQuery(parameters)
  const { viewer } = reading.page
  const [answer, organizations, sources] = await Promise.all([
    search.search({
      ...(query.text ? { text: query.text } : {}),
      filters: query.filters,
      sort: query.sort,
      limit: query.page > lastPage ? 1 : pageSize,
      offset: query.page > lastPage ? lastPage * pageSize : (query.page - 1) * pageSize,
      facets: facetNames,
      facetLimit: Math.max(facetLimit, shortFacet),
      ...(viewer ? { mayRead: readsPrivate(viewer.actor) } : {}),
    }),
    directory.organizations(),
    directory.sources(),
  ])
  const beyond = query.page > lastPage
  const names = { organizations: organizations.names, sources: new Map(sources.map((one) => [one.id, one])) }
  const wordsAlone = answer.total === 0 && !hasFilters(query) ? await countWords(search, query) : []
  const model = searchModel({ query, answer: beyond ? { ...answer, hits: [] } : answer, names, wordsAlone }, reading)
  return <SearchView page={reading.page} model={model} />
}

/** What each word of a query without result finds alone. */
async function countWords(search: SearchIndex, { text }: SearchQuery) {
  const words = [...new Set(text.match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? [])].slice(0, mostWords)
  if (words.length < 2) return []
  const counted = await Promise.all(
    words.map(async (word) => {
      const { total } = await search.search({ text: word, limit: 1, offset: 0, facets: [], facetLimit: 1 })
      return { word, count: total }
    }),
  )
  return counted.filter(({ count }) => count > 0)
}
