/**
 * A small Tunisian udata catalogue in French and Arabic, as `/api/1/datasets/` and `/api/1/dataservices/` would give it. Built
 * here, as no recorded one writes Arabic: the shapes are those of the API of udata 9, the texts are ours.
 */
const municipality = {
  class: "Organization",
  id: "5ff000000000000000000001",
  name: "بلدية صفاقس",
  acronym: null,
  slug: "baladiyat-sfax",
  page: "https://data4tunisia.example/fr/organizations/baladiyat-sfax/",
  badges: [{ kind: "local-authority" }],
}
const office = {
  class: "Organization",
  id: "5ff000000000000000000002",
  name: "Office national de l’assainissement",
  slug: "onas",
  page: "https://data4tunisia.example/fr/organizations/onas/",
  badges: [{ kind: "public-service" }],
}

export const tunisianDatasets: readonly Readonly<Record<string, unknown>>[] = [
  {
    id: "600000000000000000000001",
    slug: "myzanyat-blda-sfaqs",
    title: "ميزانية بلدية صفاقس لسنة 2024",
    description: "الميزانية المصادق عليها من قبل المجلس البلدي، موزعة حسب الأبواب.\n\n* الموارد\n* النفقات",
    acronym: null,
    tags: ["ميزانية", "مالية محلية", "budget"],
    badges: [],
    license: "tn-donnees-ouvertes",
    frequency: "annual",
    temporal_coverage: { start: "2024-01-01T00:00:00+00:00", end: "2024-12-31T00:00:00+00:00" },
    spatial: { geom: null, zones: ["tn:governorate:61"], granularity: "tn:municipality" },
    organization: municipality,
    owner: null,
    contact_points: [{ id: "c1", name: "مكتب الإعلام والاتصال", email: "contact@sfax.example", role: "contact" }],
    private: false,
    archived: null,
    deleted: null,
    created_at: "2024-02-01T08:00:00.511000+00:00",
    last_modified: "2024-03-05T09:30:00+00:00",
    last_update: "2024-03-04T09:30:00+00:00",
    page: "https://data4tunisia.example/fr/datasets/myzanyat-blda-sfaqs/",
    extras: { title_fr: "Budget 2024 de la municipalité de Sfax", description_fr: "غير محدد" },
    resources: [
      {
        id: "11111111-0000-4000-8000-000000000001",
        title: "الميزانية حسب الأبواب (CSV)",
        description: "جدول بصيغة CSV، الترميز UTF-8",
        type: "main",
        filetype: "file",
        format: "csv",
        mime: "text/csv",
        filesize: 48_213,
        url: "https://static.data4tunisia.example/resources/ميزانية 2024.csv",
        checksum: { type: "sha1", value: "4304cf2e751e6053c90b1804c89c0ebb758f395a" },
        created_at: "2024-02-01T08:05:00+00:00",
        last_modified: "2024-03-04T09:30:00+00:00",
      },
      {
        id: "11111111-0000-4000-8000-000000000002",
        title: "قرار المصادقة",
        type: "documentation",
        filetype: "file",
        format: "pdf",
        mime: "application/pdf",
        url: "https://static.data4tunisia.example/resources/qarar.pdf",
      },
    ],
    community_resources: [],
  },
  {
    id: "600000000000000000000002",
    slug: "stations-d-epuration",
    title: "Stations d’épuration des eaux usées par gouvernorat",
    description: "Liste des stations en exploitation, avec leur capacité.",
    acronym: "STEP",
    tags: ["assainissement", "تطهير"],
    badges: [{ kind: "hvd" }],
    license: "odc-odbl",
    frequency: "punctual",
    temporal_coverage: null,
    spatial: { geom: null, zones: ["country:tn"], granularity: "country" },
    organization: office,
    contact_points: [],
    private: false,
    created_at: "2022-05-01T00:00:00+00:00",
    last_update: "2023-01-01T00:00:00+00:00",
    page: "https://data4tunisia.example/fr/datasets/stations-d-epuration/",
    // The French text stands in the Arabic field, as many portals do.
    extras: {
      title_ar: "محطات التطهير حسب الولايات",
      description_ar: "Liste des stations en exploitation, avec leur capacité.",
    },
    resources: [
      {
        id: "11111111-0000-4000-8000-000000000003",
        title: "stations",
        type: "main",
        filetype: "remote",
        format: "geojson",
        url: "http://onas.example/stations.geojson",
      },
    ],
  },
  {
    id: "600000000000000000000003",
    slug: "hwadth-almrwr",
    title: "\u202bحوادث المرور حسب الطرقات\u202c",
    description: "غير محدد",
    tags: ["حوادث،مرور"],
    license: "notspecified",
    frequency: "unknown",
    organization: null,
    owner: { class: "User", first_name: "Salma", last_name: "B.", email: "salma@personal.example" },
    private: false,
    created_at: "2021-01-01",
    last_update: "2021-06-01",
    resources: [
      { id: "11111111-0000-4000-8000-000000000004", title: "بيانات", format: "xls", url: "javascript:alert(1)" },
    ],
  },
  { id: "600000000000000000000004", slug: "musawwada", title: "مسودة", private: true, resources: [] },
  {
    id: "600000000000000000000005",
    slug: "qdym",
    title: "جدول قديم",
    private: false,
    archived: "2023-01-01T00:00:00+00:00",
    resources: [],
  },
]

export const tunisianDataservices: readonly Readonly<Record<string, unknown>>[] = [
  {
    id: "610000000000000000000001",
    slug: "wajihat-almizaniya",
    title: "واجهة برمجية للميزانيات البلدية",
    description: "تمكّن من الاطلاع على ميزانيات البلديات.",
    base_api_url: "https://api.sfax.example/v1",
    machine_documentation_url: "https://api.sfax.example/openapi.json",
    organization: municipality,
    contact_points: [],
    private: false,
    license: null,
    datasets: {
      rel: "subsection",
      href: "https://data4tunisia.example/api/1/datasets/?dataservice=61",
      type: "GET",
      total: 1,
    },
  },
]

export const tunisianZones = { "tn:governorate:61": "ولاية صفاقس" }
export const tunisianLicences = [
  {
    id: "tn-donnees-ouvertes",
    title: "Licence nationale de données publiques ouvertes",
    url: null,
    alternate_titles: [],
  },
]
