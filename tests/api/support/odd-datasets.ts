/** Datasets of all sorts, as whole `Dataset`s: full, poor, odd and hostile ones. What a portal may hold after a hundred harvests. */
import { describeOrganization } from "../../../src/api/rdf/describe-agent.ts"
import { describeSeries, describeService } from "../../../src/api/rdf/describe-related.ts"
import type { RdfContext } from "../../../src/api/rdf/index.ts"
import type { DataService, Dataset, DatasetSeries } from "../../../src/catalogue/index.ts"
import type { Description } from "../../../src/rdf/index.ts"

const organization = {
  id: "01930000-0000-7000-8000-0000000000a1",
  slug: "ministere-agriculture",
  name: { ar: "وزارة الفلاحة", fr: "Ministère de l'agriculture", en: "Ministry of Agriculture" },
}

function dataset(number: number, facts: Partial<Dataset>): Dataset {
  const id = `01930000-0000-7000-8000-${String(number).padStart(12, "0")}`
  return {
    id,
    slug: `jeu-${number}`,
    state: "published",
    organization,
    title: { fr: `Jeu ${number}` },
    metadataModified: "2026-02-01T10:00:00.123Z",
    createdAt: "2026-01-01T00:00:00.000Z",
    sources: [],
    editedFields: [],
    distributions: [],
    ...facts,
  }
}

const fileId = (number: number) => `01930000-0000-7000-8000-${String(number).padStart(12, "f")}`

export const oddDatasets: readonly Dataset[] = [
  dataset(1, {
    identifier: "AGR-1",
    title: { ar: "التعداد الفلاحي", fr: "Recensement agricole", en: "Agricultural census" },
    description: {
      ar: "ضيعات حسب الولاية.\n\nسطر ثان.",
      fr: 'Exploitations par "gouvernorat" \\ délégation.\n\n- un\n- deux',
    },
    keywords: { ar: ["زيتون", "حبوب"], fr: ["exploitations", "Olives, huile"], en: ["farms", "olives"] },
    sourceLanguage: "fr",
    publisher: { name: { fr: "DGEDA" }, remoteId: "dgeda" },
    contactPoints: [
      {
        name: "Service statistique",
        email: "stat@agriculture.example",
        phone: "+216 71 123 456",
        url: "https://agri.example/contact",
      },
      { phone: "71123456" },
    ],
    themes: ["agriculture", "culture"],
    rawThemes: ["Élevage & pêche", "https://inspire.example/theme/lc"],
    licence: { code: "lndpo-tn", raw: "LNDPO-TN" },
    accessRights: "public",
    frequency: { code: "ANNUAL", raw: "annuel" },
    spatial: [
      { code: "iso:TN-11" },
      { bbox: [7.5, 30.2, 11.6, 37.6] },
      { label: { fr: "Zone du lac" } },
      { code: "iso:TN-12", label: { fr: "Grand Ariana" }, bbox: [10, 36.8, 10.3, 37] },
    ],
    temporal: [{ start: "2020", end: "2025-06" }, { start: "2019-03-01" }, { end: "2018-12-31" }],
    issued: "2021-05-01",
    modified: "2026-01-15T10:30:00Z",
    landingPage: "https://agri.example/dataset/recensement?a=1&b=<x>",
    languages: ["ar", "fr"],
    conformsTo: ["INSPIRE Data Specification", "https://example.org/norme"],
    version: "2.1",
    series: { id: "01930000-0000-7000-8000-000000000091", slug: "recensements", title: { fr: "Recensements" } },
    distributions: [
      {
        id: fileId(11),
        position: 0,
        title: { fr: "Table", ar: "جدول" },
        description: { fr: "UTF-8" },
        accessUrl: "https://agri.example/census",
        downloadUrl: "https://agri.example/census.csv",
        format: "CSV",
        mediaType: "text/csv",
        byteSize: 2048,
        licence: { raw: "Licence du ministère" },
        issued: "2021",
        modified: "2026-01-15",
        languages: ["fr"],
        conformsTo: ["https://example.org/csv"],
        checksum: { algorithm: "sha256", value: "ab".repeat(32) },
      },
      { id: fileId(12), position: 1, downloadUrl: "https://agri.example/census.xlsx", format: "XLSX" },
      {
        id: fileId(13),
        position: 2,
        accessUrl: "https://agri.example/notice.pdf",
        title: { fr: "Notice" },
        documentation: true,
      },
    ],
    sources: [
      {
        sourceId: "01930000-0000-7000-8000-0000000000b1",
        kind: "ckan",
        name: "Portail <agricole>",
        displayName: { ar: "بوابة الفلاحة", fr: "Portail agricole" },
        url: "https://agri.example/",
        remoteId: "remote-1",
        harvestedAt: "2026-02-01T00:00:00.000Z",
      },
    ],
  }),
  // Nothing but a title.
  dataset(2, { title: { und: "Sans rien" } }),
  // Arabic alone, with what our lists do not know.
  dataset(3, {
    title: { ar: "أسعار الخضر في سوق الجملة" },
    description: { ar: "أسعار يومية \u200Fبالدينار" },
    sourceLanguage: "ar",
    keywords: { ar: ["أسعار"] },
    licence: { raw: "https://licence.example/unknown" },
    frequency: { raw: "de temps en temps" },
    accessRights: "restricted",
    spatial: [{ label: { ar: "سوق بئر القصعة" } }],
    distributions: [
      { id: fileId(31), position: 0, accessUrl: "https://prix.example/wfs?service=WFS", format: "WFS" },
      { id: fileId(32), position: 1, downloadUrl: "https://prix.example/a b.zip", rawFormat: "fichier bizarre" },
      {
        id: fileId(33),
        position: 2,
        downloadUrl: "https://prix.example/d.jsonl",
        format: "JSONL",
        mediaType: "text/csv; charset=utf-8",
      },
    ],
  }),
  // What must not break any syntax.
  dataset(4, {
    title: { fr: ']]></dct:title> """ \' \\u0041 <script>', "not a tag!": "étiquette fausse" },
    description: { fr: "tabulation\tretour\r\nbell\u0007 nul\u0001 lone \ud800 fin <b>&amp;</b>" },
    sourceLanguage: "fr",
    landingPage: 'https://bad.example/{x}|y^z`"quote" espace',
    contactPoints: [{ name: '" ; DROP', email: "a{b}@x.example", phone: "71 <script>" }],
    rawThemes: ["<img>", "urn:x y"],
    conformsTo: ["http://[bad"],
    version: '"1"',
    accessRights: "non-public",
    temporal: [{ start: "hier", end: "2020-99-99" }, {}],
    issued: "un jour",
    spatial: [{ code: "iso:XX-99" }, {}],
    distributions: [
      {
        id: fileId(41),
        position: 0,
        title: { fr: "Sans adresse" },
        byteSize: -1,
        checksum: { algorithm: "md5", value: "xyz" },
      },
      {
        id: fileId(42),
        position: 1,
        downloadUrl: "https://bad.example/é<>.csv",
        mediaType: "n'importe quoi",
        byteSize: 1.5,
      },
    ],
  }),
  // A file of our own store, other languages, one keyword.
  dataset(5, {
    title: { de: "Bevölkerung", en: "Population", "zh-hant": "人口" },
    sourceLanguage: "en",
    keywords: { en: ["population"] },
    languages: ["en", "de"],
    licence: { code: "restreinte" },
    frequency: { code: "ANNUAL" },
    modified: "2025",
    distributions: [
      {
        id: fileId(51),
        position: 0,
        title: { en: "Own file" },
        format: "CSV",
        byteSize: 10,
        file: { id: "01930000-0000-7000-8000-0000000000e1", name: "population 2025.csv" },
      },
    ],
  }),
]

const related = {
  state: "published",
  organization,
  metadataModified: "2026-02-01T10:00:00.000Z",
  datasets: 1,
} as const

export const oddSeries: DatasetSeries = {
  ...related,
  id: "01930000-0000-7000-8000-000000000091",
  slug: "recensements",
  title: { fr: "Recensements" },
  issued: "2011",
}

export const oddService: DataService = {
  ...related,
  id: "01930000-0000-7000-8000-000000000092",
  slug: "api-recensement",
  title: { fr: "API du recensement", ar: "واجهة التعداد" },
  endpointUrl: "https://agri.example/api",
  endpointDescription: "https://agri.example/api/openapi.json",
  licence: { code: "lndpo-tn" },
  contactPoints: [{ email: "api@agriculture.example" }],
}

/** The series, the service and the body that these datasets name. */
export function relatedNodes(context: RdfContext): readonly Description[] {
  return [
    ...describeSeries(oddSeries, context),
    ...describeService(oddService, [oddDatasets[0]!.id], context),
    ...describeOrganization({ ...organization, homepage: "https://agri.example/" }, context.baseUrl),
  ]
}
