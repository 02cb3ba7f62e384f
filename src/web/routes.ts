import type { Language } from "../texts/index.ts"

/** Every address of the website, named once. Pages start with their language; what has no language serves machines. */
export const routes = {
  home: (language: Language) => `/${language}`,
  datasets: (language: Language, query: DatasetsQuery = {}) => `/${language}/datasets${queryString(query)}`,
  dataset: (language: Language, slug: string) => `/${language}/datasets/${encodeURIComponent(slug)}`,
  preview: (language: Language, slug: string, distributionId: string) =>
    `/${language}/datasets/${encodeURIComponent(slug)}/preview/${distributionId}`,
  /** `id` is that of a table, or of the file whose first table it is. */
  explore: (language: Language, slug: string, id: string) =>
    `/${language}/datasets/${encodeURIComponent(slug)}/explore/${id}`,
  tableVersions: (language: Language, slug: string, id: string) =>
    `/${language}/datasets/${encodeURIComponent(slug)}/explore/${id}/versions`,
  embeddedTable: (language: Language, id: string) => `/${language}/embed/tables/${id}`,
  oEmbed: () => "/oembed",
  series: (language: Language, slug: string, query: { after?: string } = {}) =>
    `/${language}/series/${encodeURIComponent(slug)}${queryString(query)}`,
  service: (language: Language, slug: string, query: { after?: string } = {}) =>
    `/${language}/services/${encodeURIComponent(slug)}${queryString(query)}`,
  organizations: (language: Language, query: { q?: string } = {}) => `/${language}/organizations${queryString(query)}`,
  organization: (language: Language, slug: string) => `/${language}/organizations/${encodeURIComponent(slug)}`,
  themes: (language: Language) => `/${language}/themes`,
  theme: (language: Language, code: string) => `/${language}/themes/${encodeURIComponent(code)}`,
  licences: (language: Language) => `/${language}/licences`,
  licence: (language: Language, code: string) => `/${language}/licences/${encodeURIComponent(code)}`,
  portals: (language: Language) => `/${language}/portals`,
  about: (language: Language) => `/${language}/about`,
  accessibility: (language: Language) => `/${language}/about/accessibility`,
  privacy: (language: Language) => `/${language}/about/privacy`,
  /** A page that an administrator wrote. */
  page: (language: Language, slug: string) => `/${language}/pages/${encodeURIComponent(slug)}`,
  developers: (language: Language) => `/${language}/developers`,
  signIn: (language: Language, query: { next?: string } = {}) => `/${language}/sign-in${queryString(query)}`,
  signInCode: (language: Language, query: { next?: string } = {}) => `/${language}/sign-in/code${queryString(query)}`,
  singleSignOn: (language: Language, query: { next?: string } = {}) =>
    `/${language}/sign-in/provider${queryString(query)}`,
  signUp: (language: Language) => `/${language}/sign-up`,
  completeSignUp: (language: Language, token: string) => `/${language}/sign-up/complete${queryString({ token })}`,
  forgotten: (language: Language) => `/${language}/forgotten-password`,
  newPassword: (language: Language, token: string) => `/${language}/new-password${queryString({ token })}`,
  confirmEmail: (language: Language, token: string) => `/${language}/confirm-email${queryString({ token })}`,
  invitation: (language: Language, token: string) => `/${language}/invitation${queryString({ token })}`,
  signOut: (language: Language) => `/${language}/sign-out`,
  account: (language: Language, page = "") => `/${language}/account${page && `/${page}`}`,
  /** A page of the office by its path there: `routes.office(language, "/datasets/new")`. */
  office: (language: Language, path = "", query: DatasetsQuery = {}) =>
    `/${language}/office${path}${queryString(query)}`,
  permanent: (id: string, kind: "dataset" | "series" | "service" = "dataset") => `/id/${kind}/${id}`,
  sitemap: () => "/sitemap.xml",
  sitemapPage: (number: number) => `/sitemap-${number}.xml`,
  rdf: {
    catalogue: (syntax: string) => `/catalog.${syntax}`,
    dataset: (id: string, syntax: string) => `/datasets/${encodeURIComponent(id)}.${syntax}`,
  },
  api: {
    datasets: (query: DatasetsQuery = {}) => `/api/v1/datasets${queryString(query)}`,
    dataset: (id: string) => `/api/v1/datasets/${encodeURIComponent(id)}`,
    distribution: (id: string) => `/api/v1/distributions/${encodeURIComponent(id)}`,
    organization: (id: string) => `/api/v1/organizations/${encodeURIComponent(id)}`,
    series: (id: string) => `/api/v1/series/${encodeURIComponent(id)}`,
    service: (id: string) => `/api/v1/services/${encodeURIComponent(id)}`,
    /** Parts: `rows`, `rows.csv`, `schema`… */
    table: (id: string, part = "") => `/api/v1/tables/${id}${part && `/${part}`}`,
    suggest: () => "/api/v1/suggest",
    openApi: () => "/api/v1/openapi.json",
  },
} as const

export type DatasetsQuery = Readonly<Record<string, string | readonly string[] | undefined>>

/** Parameters in the order given, repeated where there are several values, empty ones left out. */
function queryString(query: DatasetsQuery): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) parameters.append(name, one)
  }
  const text = parameters.toString()
  return text ? `?${text}` : ""
}
