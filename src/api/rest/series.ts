import type { z } from "zod"
import {
  type DatasetSeries,
  datasetsInSeries,
  publishedCount,
  publishedSeries,
  seriesByRef,
} from "../../catalogue/index.ts"
import { SeriesNotFound, SeriesWithdrawn } from "../errors.ts"
import { organizationRefToJson, permanentUrl } from "./dataset-answer.ts"
import { endpoint, type RestDeps, restRoot } from "./endpoint.ts"
import { membersAnswer } from "./members.ts"
import { pageInOrderOfIds, pagingParameters } from "./paging.ts"
import { pathParameter } from "./parameters.ts"
import { listOf, memberList, series } from "./schemas.ts"

const ref = pathParameter({
  ar: "المعرّف الدائم أو الاسم في العنوان؛ الاسم القديم يعيد التوجيه",
  fr: "Identifiant permanent ou nom dans l'adresse ; un ancien nom redirige",
  en: "Permanent identifier or slug; a former slug redirects",
})
const example = { ref: "recensements-agricoles" }

export const listSeries = endpoint({
  id: "listSeries",
  group: "series",
  path: "/series",
  summary: {
    ar: "سلاسل مجموعات البيانات، بترتيب معرّفاتها",
    fr: "Les séries de jeux de données, dans l'ordre de leurs identifiants",
    en: "The dataset series, in the order of their identifiers",
  },
  pathParameters: {},
  query: pagingParameters,
  answer: listOf(series, "SeriesList"),
  refusals: ["invalid-cursor"],
  examples: [{ title: { ar: "الصفحة الأولى", fr: "Première page", en: "First page" }, path: {}, query: "limit=50" }],
  async handle({ query }, { db, baseUrl }) {
    return pageInOrderOfIds(query, {
      read: (page) => publishedSeries(db, page),
      count: () => publishedCount(db, "series"),
      toJson: (one) => seriesToJson(one, baseUrl),
    })
  },
})

export const showSeries = endpoint({
  id: "showSeries",
  group: "series",
  path: "/series/{ref}",
  summary: {
    ar: "سلسلة واحدة وعدد مجموعات البيانات فيها",
    fr: "Une série et le nombre de ses jeux de données",
    en: "One series and how many datasets it holds",
  },
  pathParameters: { ref },
  query: {},
  answer: series,
  refusals: ["series-not-found", "series-withdrawn"],
  examples: [{ title: { ar: "بالاسم", fr: "Par son nom", en: "By its slug" }, path: example, query: "" }],
  async handle({ path }, deps) {
    const found = await lookUp(deps, path.ref)
    if ("slug" in found) return { kind: "moved", location: addressOf(found.slug) }
    return { kind: "found", body: seriesToJson(found.series, deps.baseUrl) }
  },
})

export const listDatasetsOfSeries = endpoint({
  id: "listDatasetsOfSeries",
  group: "series",
  path: "/series/{ref}/datasets",
  summary: {
    ar: "مجموعات بيانات السلسلة، الأحدث أولا",
    fr: "Les jeux de données de la série, les plus récents d'abord",
    en: "The datasets of the series, the freshest first",
  },
  pathParameters: { ref },
  query: pagingParameters,
  answer: memberList,
  refusals: ["series-not-found", "series-withdrawn", "invalid-cursor"],
  examples: [{ title: { ar: "الأحدث", fr: "Les plus récents", en: "The freshest" }, path: example, query: "limit=10" }],
  async handle({ path, query }, deps) {
    const found = await lookUp(deps, path.ref)
    if ("slug" in found) return { kind: "moved", location: `${addressOf(found.slug)}/datasets` }
    return membersAnswer(found.series, query, {
      read: (page) => datasetsInSeries(deps.db, found.series.id, page),
      context: { vocabularies: deps.vocabularies(), baseUrl: deps.baseUrl },
    })
  },
})

async function lookUp({ db }: RestDeps, name: string): Promise<{ series: DatasetSeries } | { slug: string }> {
  const found = await seriesByRef(db, name)
  if (found.kind === "none") throw new SeriesNotFound(name)
  if (found.kind === "moved") return { slug: found.slug }
  const { series: one } = found
  if (one.state === "withdrawn" && one.withdrawal) throw new SeriesWithdrawn(one.id, one.withdrawal)
  return { series: one }
}

function addressOf(slug: string): string {
  return `${restRoot}/series/${encodeURIComponent(slug)}`
}

function seriesToJson(one: DatasetSeries, baseUrl: string): z.infer<typeof series> {
  return {
    id: one.id,
    slug: one.slug,
    url: permanentUrl("series", one.id, baseUrl),
    title: one.title,
    description: one.description ?? null,
    organization: organizationRefToJson(one.organization, baseUrl),
    issued: one.issued ?? null,
    modified: one.modified ?? null,
    metadataModified: one.metadataModified,
    datasets: one.datasets,
    datasetsUrl: `${baseUrl}${restRoot}/series/${one.id}/datasets`,
  }
}
