import type { z } from "zod"
import {
  type DataService,
  dataServiceByRef,
  datasetsOfService,
  publishedCount,
  publishedDataServices,
} from "../../catalogue/index.ts"
import { ServiceNotFound, ServiceWithdrawn } from "../errors.ts"
import {
  type AnswerContext,
  contactPointToJson,
  licenceToJson,
  organizationRefToJson,
  permanentUrl,
} from "./dataset-answer.ts"
import { endpoint, type RestDeps, restRoot } from "./endpoint.ts"
import { membersAnswer } from "./members.ts"
import { pageInOrderOfIds, pagingParameters } from "./paging.ts"
import { pathParameter } from "./parameters.ts"
import { listOf, memberList, service } from "./schemas.ts"

const ref = pathParameter({
  ar: "المعرّف الدائم أو الاسم في العنوان؛ الاسم القديم يعيد التوجيه",
  fr: "Identifiant permanent ou nom dans l'adresse ; un ancien nom redirige",
  en: "Permanent identifier or slug; a former slug redirects",
})
const example = { ref: "api-recensement-agricole" }

export const listServices = endpoint({
  id: "listServices",
  group: "services",
  path: "/services",
  summary: {
    ar: "خدمات البيانات (واجهات البرمجة) المنشورة، بترتيب معرّفاتها",
    fr: "Les services de données (API) publiés, dans l'ordre de leurs identifiants",
    en: "The data services (APIs) published, in the order of their identifiers",
  },
  pathParameters: {},
  query: pagingParameters,
  answer: listOf(service, "ServiceList"),
  refusals: ["invalid-cursor"],
  examples: [{ title: { ar: "الصفحة الأولى", fr: "Première page", en: "First page" }, path: {}, query: "limit=50" }],
  async handle({ query }, deps) {
    return pageInOrderOfIds(query, {
      read: (page) => publishedDataServices(deps.db, page),
      count: () => publishedCount(deps.db, "service"),
      toJson: (one) => serviceToJson(one, contextOf(deps)),
    })
  },
})

export const showService = endpoint({
  id: "showService",
  group: "services",
  path: "/services/{ref}",
  summary: {
    ar: "خدمة بيانات واحدة: عنوانها ووثائقها ورخصتها",
    fr: "Un service de données : son adresse, sa documentation, sa licence",
    en: "One data service: its address, documentation and licence",
  },
  pathParameters: { ref },
  query: {},
  answer: service,
  refusals: ["service-not-found", "service-withdrawn"],
  examples: [{ title: { ar: "بالاسم", fr: "Par son nom", en: "By its slug" }, path: example, query: "" }],
  async handle({ path }, deps) {
    const found = await lookUp(deps, path.ref)
    if ("slug" in found) return { kind: "moved", location: addressOf(found.slug) }
    return { kind: "found", body: serviceToJson(found.service, contextOf(deps)) }
  },
})

export const listDatasetsOfService = endpoint({
  id: "listDatasetsOfService",
  group: "services",
  path: "/services/{ref}/datasets",
  summary: {
    ar: "مجموعات البيانات التي تتيحها الخدمة، الأحدث أولا",
    fr: "Les jeux de données que sert le service, les plus récents d'abord",
    en: "The datasets that the service serves, the freshest first",
  },
  pathParameters: { ref },
  query: pagingParameters,
  answer: memberList,
  refusals: ["service-not-found", "service-withdrawn", "invalid-cursor"],
  examples: [{ title: { ar: "الأحدث", fr: "Les plus récents", en: "The freshest" }, path: example, query: "limit=10" }],
  async handle({ path, query }, deps) {
    const found = await lookUp(deps, path.ref)
    if ("slug" in found) return { kind: "moved", location: `${addressOf(found.slug)}/datasets` }
    return membersAnswer(found.service, query, {
      read: (page) => datasetsOfService(deps.db, found.service.id, page),
      context: contextOf(deps),
    })
  },
})

async function lookUp({ db }: RestDeps, name: string): Promise<{ service: DataService } | { slug: string }> {
  const found = await dataServiceByRef(db, name)
  if (found.kind === "none") throw new ServiceNotFound(name)
  if (found.kind === "moved") return { slug: found.slug }
  const { service: one } = found
  if (one.state === "withdrawn" && one.withdrawal) throw new ServiceWithdrawn(one.id, one.withdrawal)
  return { service: one }
}

function addressOf(slug: string): string {
  return `${restRoot}/services/${encodeURIComponent(slug)}`
}

function contextOf({ vocabularies, baseUrl }: RestDeps): AnswerContext {
  return { vocabularies: vocabularies(), baseUrl }
}

function serviceToJson(one: DataService, { vocabularies, baseUrl }: AnswerContext): z.infer<typeof service> {
  return {
    id: one.id,
    slug: one.slug,
    url: permanentUrl("service", one.id, baseUrl),
    title: one.title,
    description: one.description ?? null,
    organization: organizationRefToJson(one.organization, baseUrl),
    endpointUrl: one.endpointUrl ?? null,
    endpointDescription: one.endpointDescription ?? null,
    licence: licenceToJson(one.licence, vocabularies),
    contactPoints: (one.contactPoints ?? []).map(contactPointToJson),
    metadataModified: one.metadataModified,
    datasets: one.datasets,
    datasetsUrl: `${baseUrl}${restRoot}/services/${one.id}/datasets`,
  }
}
