import { type RawBuilder, sql } from "kysely"
import { datasetsByIds, isPublicDataset } from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import type { ApiDeps } from "../deps.ts"
import { tablesAmong } from "./datastore/tables-among.ts"
import { CkanRefusal } from "./errors.ts"
import { type LuceneQuery, parseLucene } from "./lucene.ts"
import { conditionFromLucene } from "./lucene-sql.ts"
import { packageFromDataset } from "./package-dict.ts"
import { type FacetRequest, facetRequest, facetsOf } from "./package-facets.ts"
import { type PackageOrder, packageOrder } from "./package-order.ts"
import { countPackages, type PackageQuery, packageIds, withTimeLimit } from "./package-store.ts"
import { integerOf, listOf, type Params, textOf } from "./params.ts"

const maxRows = 1000
const pageOfIndex = 1000
/** Of `q` and all filters together; each word of them is a comparison in the question to PostgreSQL. */
const maxQueryLength = 20_000
const maxFilters = 100
/** More hits than this are filtered by plain comparison of words instead of by the index. */
const maxRankedHits = 10_000

const knownParams = new Set([
  ...["q", "fq", "fq_list", "sort", "rows", "start", "fl", "facet", "facet.field", "facet.limit", "facet.mincount"],
  ...["include_private", "include_drafts", "include_deleted", "use_default_schema", "extras"],
  ...["qf", "bf", "boost", "tie", "mm", "wt", "defType", "df"],
])

interface Search {
  readonly words: string | undefined
  readonly condition: RawBuilder<unknown>
  readonly filtered: boolean
  readonly order: PackageOrder
  readonly rows: number
  readonly start: number
  readonly facets: FacetRequest
  readonly fields: readonly string[]
}

/** `package_search`: words go to the search index, filters and field queries to PostgreSQL, which answers them exactly. */
export async function packageSearch(params: Params, deps: ApiDeps) {
  const search = searchFromParams(params, deps.clock.now())
  return withTimeLimit(deps.db, async (db) => {
    const { count, ids, query } = await matching(search, db, deps)
    const vocabularies = deps.vocabularies()
    const found = await datasetsByIds(db, ids)
    const shown = found.filter(isPublicDataset)
    const withTables = await tablesAmong(db, shown)
    const packages = shown.map((one) => packageFromDataset(one, { vocabularies, baseUrl: deps.baseUrl, withTables }))
    return {
      count,
      results: search.fields.length === 0 ? packages : packages.map((one) => only(one, search.fields)),
      sort: search.order.shown,
      ...(await facetsOf(db, query, { request: search.facets, vocabularies })),
    }
  })
}

function searchFromParams(params: Params, now: Date): Search {
  const strangers = Object.keys(params).filter((name) => !knownParams.has(name) && !name.startsWith("ext_"))
  if (strangers.length > 0) {
    const names = strangers.slice(0, 10).map((name) => `'${name.slice(0, 100)}'`)
    throw new CkanRefusal("Search Query Error", `Search Query is invalid: "Invalid search parameters: [${names}]"`)
  }
  const q = textOf(params, "q")?.trim() ?? ""
  const filters = [...listOf(params, "fq"), ...listOf(params, "fq_list")]
  refuseTooMuch(q, filters)
  for (const text of [q, ...filters]) refuseLocalParams(text)
  // CKAN's rule: a colon makes it a query of fields, otherwise it is words.
  const inFields = q.includes(":") || q === "*"
  const queries = [...(inFields ? [q] : []), ...filters].map(parsedOrRefused)
  const wanted = queries.filter((query) => query.kind !== "all")
  return {
    words: inFields || q === "" || q === '""' ? undefined : q,
    condition: sql.join([sql`true`, ...wanted.map((query) => conditionFromLucene(query, now))], sql` and `),
    filtered: wanted.length > 0,
    order: packageOrder(textOf(params, "sort")),
    rows: Math.min(integerOf(params, "rows", 10), maxRows),
    start: integerOf(params, "start", 0),
    facets: facetRequest(params),
    fields: listOf(params, "fl", ",").filter((name) => name !== "*"),
  }
}

function refuseTooMuch(q: string, filters: readonly string[]): void {
  const length = filters.reduce((sum, text) => sum + text.length, q.length)
  if (length <= maxQueryLength && filters.length <= maxFilters) return
  const limits = `${maxFilters} filters, ${maxQueryLength} characters in all`
  throw new CkanRefusal("Search Query Error", `Search Query is invalid: longer than ${limits}`)
}

function refuseLocalParams(text: string): void {
  if (text.startsWith("{!")) throw new CkanRefusal("Search Error", "Local parameters are not supported.")
}

function parsedOrRefused(text: string): LuceneQuery {
  const parsed = parseLucene(text)
  if (parsed.kind === "query") return parsed.query
  throw new CkanRefusal("Search Query Error", `Search Query is invalid: ${parsed.message}`)
}

interface Matching {
  readonly count: number
  readonly ids: readonly string[]
  readonly query: PackageQuery
}

async function matching(search: Search, db: Db, deps: ApiDeps): Promise<Matching> {
  if (search.words === undefined) return pageFrom(db, { condition: search.condition }, search)
  const simple = !search.filtered && search.order.byScore && search.facets.fields.length === 0
  if (simple && search.rows > 0) return pageOfWords(search, search.words, deps)
  const rankedIds = await hitsOf(search.words, deps)
  if (rankedIds) return pageFrom(db, { condition: search.condition, rankedIds }, search)
  return pageFrom(db, { condition: sql`${search.condition} and ${wordsCondition(search.words, deps)}` }, search)
}

async function pageFrom(db: Db, query: PackageQuery, { order, rows, start }: Search): Promise<Matching> {
  const count = await countPackages(db, query)
  const page = { order: order.expression(query.rankedIds !== undefined), limit: rows, offset: start }
  return { count, ids: rows === 0 ? [] : await packageIds(db, query, page), query }
}

async function pageOfWords({ rows, start }: Search, words: string, deps: ApiDeps): Promise<Matching> {
  const request = { text: words, limit: rows, offset: start, facets: [], facetLimit: 0 }
  const { total, hits } = await deps.search.search({ ...request, sort: "relevance" })
  return { count: total, ids: hits.map(({ card }) => card.id), query: { condition: sql`true` } }
}

/** All hits of some words, best first; nothing when they are too many to carry about. */
async function hitsOf(words: string, { search }: ApiDeps): Promise<string[] | undefined> {
  const ids: string[] = []
  for (;;) {
    const request = { text: words, limit: pageOfIndex, offset: ids.length, facets: [], facetLimit: 0 }
    const { total, hits } = await search.search({ ...request, sort: "relevance" })
    if (total > maxRankedHits) return undefined
    ids.push(...hits.map(({ card }) => card.id))
    if (hits.length === 0 || ids.length >= total) return ids
  }
}

function wordsCondition(words: string, { clock }: ApiDeps): RawBuilder<unknown> {
  const parts = words.split(/\s+/).map((text) => ({ kind: "phrase" as const, text }))
  return conditionFromLucene({ kind: "and", parts }, clock.now())
}

function only(one: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter((name) => Object.hasOwn(one, name)).map((name) => [name, one[name]]))
}
