import type { FetchGuarded } from "../../src/platform/fetch/index.ts"

/** Documents in the shape of OGC 20-004r1, built for these tests. */

export const wells = {
  type: "Feature",
  id: "forages",
  conformsTo: ["http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core"],
  time: { interval: ["2015-01-01", ".."], resolution: "P1D" },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [9.3, 34.9],
        [10.3, 34.9],
        [10.3, 36],
        [9.3, 36],
        [9.3, 34.9],
      ],
    ],
  },
  properties: {
    created: "2023-04-02T08:00:00Z",
    updated: "2026-03-01T11:30:00+01:00",
    type: "dataset",
    title: "آبار المياه العميقة بولاية القيروان",
    description: "إحداثيات الآبار وأعماقها ومنسوب المياه بها حسب المعتمدية.",
    keywords: ["مياه جوفية", "آبار", "forages"],
    themes: [{ scheme: "http://publications.europa.eu/resource/authority/data-theme", concepts: [{ id: "ENVI" }] }],
    language: { code: "ar", name: "العربية", dir: "rtl" },
    languages: [{ code: "ar" }, { code: "fr" }],
    resourceLanguages: [{ code: "ar" }, { code: "fr" }],
    externalIds: [{ scheme: "https://doi.org", value: "10.5072/forages-kairouan" }],
    formats: [{ name: "CSV", mediaType: "text/csv" }],
    contacts: [
      {
        identifier: "dgre",
        organization: "الإدارة العامة للموارد المائية",
        roles: ["publisher"],
        links: [{ href: "https://dgre.example/", type: "text/html" }],
      },
      {
        name: "مصلحة قاعدة البيانات",
        organization: "الإدارة العامة للموارد المائية",
        emails: [{ value: "donnees@dgre.example", roles: ["work"] }],
        phones: [{ value: "tel:+216 71 000 000" }],
        roles: ["pointOfContact"],
      },
      { name: "مهندس سابق", roles: ["author"] },
    ],
    license: "CC-BY-4.0",
    rights: "© DGRE",
  },
  links: [
    { rel: "self", type: "application/geo+json", href: "https://geo.example/collections/catalogue/items/forages" },
    { rel: "alternate", type: "text/html", href: "https://geo.example/records/forages" },
    { rel: "preview", type: "image/png", href: "https://geo.example/forages.png" },
    {
      rel: "enclosure",
      type: "text/csv",
      href: "https://geo.example/files/forages.csv",
      title: "ملف الآبار",
      hreflang: "ar",
      length: 20480,
      updated: "2026-02-28T00:00:00Z",
    },
    {
      rel: "service",
      title: "WMS",
      protocol: "OGC:WMS",
      href: "https://geo.example/wms?service=WMS&request=GetCapabilities",
    },
    { rel: "items", type: "application/geo+json", href: "https://geo.example/collections/forages/items" },
    { rel: "describedby", type: "application/xml", href: "https://geo.example/iso/forages.xml" },
    {
      rel: "documentation",
      type: "application/pdf",
      href: "https://geo.example/notice.pdf",
      title: "Notice de la base de données des forages",
    },
  ],
}

export function recordOf(id: string, properties: Readonly<Record<string, unknown>> = {}) {
  return {
    type: "Feature",
    id,
    time: null,
    geometry: null,
    properties: { type: "dataset", title: `Réseau routier de la région ${id}`, ...properties },
    links: [{ rel: "enclosure", type: "text/csv", href: `https://geo.example/${id}.csv` }],
  }
}

export function collectionOf(
  features: readonly unknown[],
  { next, matched = features.length }: { next?: string; matched?: number } = {},
) {
  return {
    type: "FeatureCollection",
    numberMatched: matched,
    numberReturned: features.length,
    features,
    links: next === undefined ? [] : [{ rel: "next", type: "application/geo+json", href: next }],
  }
}

export const landingPage = {
  title: "بوابة المعطيات الجغرافية",
  links: [
    { rel: "self", type: "application/json", href: "https://geo.example/" },
    { rel: "conformance", type: "application/json", href: "https://geo.example/conformance" },
    { rel: "data", type: "text/html", href: "https://geo.example/collections?f=html" },
    { rel: "data", type: "application/json", href: "https://geo.example/collections" },
  ],
}

export function listing(collections: readonly unknown[]) {
  return { collections, links: [{ rel: "self", type: "application/json", href: "https://geo.example/collections" }] }
}

/**
 * A server of these documents by path and query, and by language where one is asked for; anything else is not there. It
 * remembers what was asked.
 */
export function servingJson(server: string, documents: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const fetch: FetchGuarded = async (url, options) => {
    const language = options?.headers?.["accept-language"]
    const path = `${url.replace(server, "")}${language ? ` ${language}` : ""}`
    asked.push(path)
    const body = documents[path]
    const text = JSON.stringify(body ?? { code: "NotFound", description: "There is nothing here" })
    return {
      status: body === undefined ? 404 : 200,
      headers: { "content-type": "application/json" },
      url,
      bytes: async () => new TextEncoder().encode(text),
      text: async () => text,
    }
  }
  return { asked, fetch }
}
