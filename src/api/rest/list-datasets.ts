import { z } from "zod"
import { mayRead, readsPrivate } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import { facetNames, type SearchRequest, type SortOrder } from "../../search/index.ts"
import type { ApiDeps } from "../deps.ts"
import { InvalidCursor } from "../errors.ts"
import { queryName, readCursor, writeCursor } from "./cursor.ts"
import { datasetBytes } from "./dataset-answer.ts"
import { endpoint } from "./endpoint.ts"
import { labelledFacets } from "./facet-labels.ts"
import { datasetQuery } from "./list-datasets-query.ts"
import { pageById } from "./page-by-id.ts"
import type { ValuesOf } from "./parameters.ts"
import { datasetList } from "./schemas.ts"

export const maxLimit = 1000
const maxOffset = 10_000_000

export const listDatasets = endpoint({
  id: "listDatasets",
  group: "datasets",
  path: "/datasets",
  summary: {
    ar: "البحث في مجموعات البيانات، مع المرشّحات وأعدادها",
    fr: "Chercher des jeux de données, avec facettes et comptes",
    en: "Search datasets, with facets and counts",
  },
  pathParameters: {},
  query: datasetQuery,
  answer: datasetList,
  refusals: ["invalid-cursor"],
  examples: [
    {
      title: { ar: "بحث بكلمات", fr: "Recherche par mots", en: "Search by words" },
      path: {},
      query: "q=agricole&limit=5",
    },
    {
      title: {
        ar: "المرشّحات: «أو» داخل المعامل نفسه، و«و» بين المعاملات",
        fr: "Facettes : OU dans un paramètre, ET entre paramètres",
        en: "Facets: OR within a parameter, AND between parameters",
      },
      path: {},
      query: "theme=agriculture&theme=culture&format=CSV",
    },
    {
      title: {
        ar: "كل ما تغيّر منذ تاريخ، بترتيب ثابت للقراءة الكاملة",
        fr: "Tout ce qui a changé depuis une date, dans un ordre stable pour tout lire",
        en: "Everything changed since a date, in a stable order for reading it all",
      },
      path: {},
      query: "modified_since=2026-01-01&sort=id&limit=1000&facets=none",
    },
  ],
  knowsCallers: true,
  async handle({ query, caller }, deps) {
    const page = await findPage(query, { search: deps.search, caller })
    const vocabularies = deps.vocabularies()
    const [found, facets] = await Promise.all([
      deps.datasets.byIds(page.hits.map(({ card }) => card.id)),
      labelledFacets(page.facets, { names: deps.names, vocabularies }),
    ])
    const context = { vocabularies, baseUrl: deps.baseUrl }
    // The index may be a moment behind: what was withdrawn since is left out.
    const items = found
      .filter((one) => one.state === "published" && mayRead(one, caller))
      .map((one) => datasetBytes(one, context))
    const rest = { facets, next: page.next ?? null, limit: query.limit, maxLimit }
    const json = Buffer.concat([
      Buffer.from(`{"total":${page.total},"items":[`),
      ...items.flatMap((item, index) => (index === 0 ? [item] : [comma, item])),
      Buffer.from(`],${JSON.stringify(rest).slice(1)}`),
    ])
    return { kind: "written", json, ...(page.next ? { nextCursor: page.next } : {}) }
  },
})

const comma = Buffer.from(",")

type Query = ValuesOf<typeof datasetQuery>

async function findPage(query: Query, { search, caller }: { search: ApiDeps["search"]; caller: Actor }) {
  const keys = readsPrivate(caller)
  const request = { ...requestFromQuery(query), ...(keys.length > 0 ? { mayRead: keys } : {}) }
  const name = queryName({ ...request, limit: 0, facets: [], facetLimit: 0 })
  const position = query.cursor === undefined ? { o: 0, a: "" } : readPosition(query.cursor, name)
  if (request.sort === "id") {
    const page = await pageById(search, request, { id: position.a, offset: position.o })
    const last = page.hits.at(-1)
    const next = page.more && last ? writeCursor({ q: name, o: page.nextOffset, a: last.card.id }) : undefined
    return { total: page.answer.total, facets: page.answer.facets, hits: page.hits, next }
  }
  const { total, facets, hits } = await search.search({ ...request, offset: position.o })
  const end = position.o + hits.length
  const next = hits.length > 0 && end < total ? writeCursor({ q: name, o: end }) : undefined
  return { total, facets, hits, next }
}

const positionSchema = z.strictObject({
  q: z.string(),
  o: z.number().int().min(0).max(maxOffset),
  a: z.string().max(40).default(""),
})

function readPosition(cursor: string, name: string): { o: number; a: string } {
  const position = readCursor(cursor, positionSchema)
  if (position.q !== name) throw new InvalidCursor()
  return position
}

function requestFromQuery(query: Query): SearchRequest & { sort: SortOrder } {
  const filters = Object.fromEntries(
    facetNames.map((name) => [name, query[name]] as const).filter(([, values]) => values.length > 0),
  )
  const text = query.q?.trim()
  return {
    ...(text ? { text } : {}),
    filters,
    ...(query.modified_since === undefined ? {} : { modifiedSince: query.modified_since }),
    ...(query.bbox ? { bbox: query.bbox } : {}),
    sort: query.sort ?? (text ? "relevance" : "-modified"),
    limit: query.limit,
    offset: 0,
    facets: query.facets?.includes("none") ? [] : facetNames.filter((name) => query.facets?.includes(name) ?? true),
    facetLimit: query.facet_limit,
  }
}
