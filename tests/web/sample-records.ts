import type { DataServiceFacts, DatasetFacts } from "../../src/catalogue/index.ts"

/** Datasets as sources write them: one language or three, long titles, HTML, broken links, no licence, no files. */
export const sampleRecords: readonly (DatasetFacts & { readonly remoteId: string; readonly publisherSlug: string })[] =
  [
    {
      remoteId: "allocations-2023",
      publisherSlug: "affaires-sociales",
      identifier: "MAS-2023-017",
      title: {
        ar: "برنامج منحة الأطفال 6-18 سنة حسب الولاية (2023)",
        fr: "Programme des allocations enfants 6–18 ans par gouvernorat (2023)",
      },
      description: {
        ar: "عدد العائلات والأطفال المنتفعين بمنحة الأطفال المتراوحة أعمارهم بين 6 و18 سنة من العائلات محدودة الدخل، موزّعين حسب الولاية والجنس.\n\nتغطي المعطيات سنة 2023.",
        fr: "Nombre de familles et d’enfants bénéficiaires de l’allocation, par gouvernorat et par sexe.",
      },
      sourceLanguage: "ar",
      keywords: { ar: ["منحة الأطفال", "عائلات محدودة الدخل"], fr: ["allocation enfants", "gouvernorat"] },
      themes: ["affaires-sociales"],
      licence: { code: "lndpo-tn", raw: "LNDPO-TN" },
      frequency: { code: "ANNUAL", raw: "annuelle" },
      spatial: [{ code: "iso:TN" }],
      temporal: [{ start: "2023-01-01", end: "2023-12-31" }],
      issued: "2024-03-04",
      modified: "2026-11-20",
      contactPoints: [{ name: "فلان بن فلان", email: "opendata@social.example.tn", phone: "+216 71 000 000" }],
      landingPage: "https://catalog.example.tn/dataset/allocations-2023",
      languages: ["ar"],
      distributions: [
        {
          remoteId: "csv",
          title: { ar: "منحة الأطفال 2023" },
          downloadUrl: "https://catalog.example.tn/allocations.csv",
          format: "CSV",
          byteSize: 1024,
          modified: "2026-11-20",
        },
        {
          remoteId: "xlsx",
          title: { ar: "نفس الجدول كما أرسلته الوزارة" },
          downloadUrl: "https://catalog.example.tn/allocations.xlsx",
          format: "XLSX",
          byteSize: 11_430,
          modified: "2024-03-04",
        },
        {
          remoteId: "guide",
          title: { ar: "دليل المتغيرات" },
          downloadUrl: "https://catalog.example.tn/guide.pdf",
          format: "PDF",
          documentation: true,
        },
      ],
    },
    {
      remoteId: "huile",
      publisherSlug: "observatoire-agriculture",
      title: { fr: "Suivi des prix d’huiles d’olives en Espagne", ar: "متابعة أسعار زيت الزيتون بإسبانيا" },
      description: {
        fr: "<p>Prix hebdomadaire de l’huile <b>extra vierge</b> et lampante sur les marchés espagnols, en euros par tonne.</p><ul><li>Source : POOLred</li><li>Unité : €/t</li></ul><script>alert(1)</script>",
      },
      sourceLanguage: "fr",
      keywords: { fr: ["prix", "huile d'olive", "Espagne"], ar: ["أسعار", "زيت الزيتون"] },
      themes: ["agriculture", "economie-finances"],
      licence: { code: "cc-by-4.0", raw: "CC-BY" },
      frequency: { code: "WEEKLY" },
      issued: "2019-01-15",
      modified: "2026-11-22",
      distributions: [
        { remoteId: "1", title: { fr: "Prix 2026" }, downloadUrl: "https://agri.example.tn/prix.xlsx", format: "XLSX" },
        { remoteId: "2", downloadUrl: "https://agri.example.tn/prix.csv", format: "CSV", byteSize: 48_211 },
      ],
    },
    {
      remoteId: "prix-bizerte",
      publisherSlug: "crda-bizerte",
      title: { fr: "Prix des produits agricoles, gouvernorat de Bizerte" },
      description: { fr: "Prix de gros et de détail, minimum et maximum, par produit et par marché : 19 tableaux." },
      sourceLanguage: "fr",
      keywords: { fr: ["prix", "marché de gros"] },
      themes: ["agriculture"],
      frequency: { code: "MONTHLY" },
      spatial: [{ code: "iso:TN-23" }],
      modified: "2026-08-13",
      licence: { raw: "Licence du portail agricole, voir conditions" },
      distributions: [
        { remoteId: "1", downloadUrl: "https://agri.example.tn/bizerte.csv", format: "CSV" },
        { remoteId: "2", title: { fr: "Interface" }, accessUrl: "https://agri.example.tn/api/bizerte", format: "API" },
      ],
    },
    {
      remoteId: "budget-sfax",
      publisherSlug: "commune-sfax",
      title: { ar: "تنفيذ ميزانية بلدية صفاقس لسنة 2025" },
      description: { ar: "المداخيل والمصاريف حسب الأبواب، بحساب الدينار." },
      sourceLanguage: "ar",
      keywords: { ar: ["ميزانية", "بلدية"] },
      themes: ["collectivites-locales", "economie-finances"],
      licence: { code: "lndpo-tn" },
      frequency: { code: "NEVER" },
      spatial: [{ code: "iso:TN-61" }],
      temporal: [{ start: "2025" }],
      issued: "2026-02-01",
      modified: "2026-02-01",
      distributions: [{ remoteId: "1", downloadUrl: "https://sfax.example.tn/budget.xls", format: "XLS" }],
    },
    {
      remoteId: "stations",
      publisherSlug: "transport",
      title: { en: "Railway stations and their coordinates", fr: "Gares et leurs coordonnées" },
      description: { en: "All stations of the network with name, line and coordinates (WGS 84)." },
      sourceLanguage: "en",
      keywords: { en: ["railway", "stations"] },
      themes: ["transport"],
      licence: { code: "odbl-1.0" },
      frequency: { code: "IRREG" },
      spatial: [{ bbox: [7.5, 30.2, 11.6, 37.6], label: { en: "Whole country" } }],
      modified: "2025-05-10",
      accessRights: "public",
      distributions: [
        {
          remoteId: "1",
          downloadUrl: "https://transport.example.tn/stations.geojson",
          format: "GEOJSON",
          byteSize: 2_345_678,
        },
      ],
    },
    {
      remoteId: "long",
      publisherSlug: "transport",
      title: {
        fr: "Répartition des immatriculations de véhicules neufs et d’occasion par gouvernorat, par genre, par source d’énergie et par puissance fiscale, série mensuelle 2010-2026 (données provisoires, rectifiées chaque trimestre)",
      },
      sourceLanguage: "fr",
      themes: ["transport"],
      modified: "2026-11-01",
      distributions: [],
      landingPage:
        "https://transport.example.tn/immatriculations/une-adresse-tres-longue-sans-espace-qui-pourrait-deborder-sur-un-telephone",
    },
    {
      remoteId: "unknown-language",
      publisherSlug: "commune-sfax",
      title: { und: "Plan_communal_v3 (final)" },
      modified: "2021-07",
      licence: { code: "notspecified" },
      accessRights: "restricted",
      distributions: [
        {
          remoteId: "1",
          title: { und: "plan_communal_zone_industrielle_version_definitive_corrigee_2021.zip" },
          downloadUrl: "https://sfax.example.tn/plan.zip",
          format: "ZIP",
          byteSize: 734_003_200,
        },
      ],
    },
    ...["القيروان", "بنزرت", "قابس", "جندوبة", "المنستير", "تطاوين", "زغوان", "باجة"].map((place, index) => ({
      remoteId: `olives-${index}`,
      publisherSlug: "observatoire-agriculture",
      title: { ar: `صابة الزيتون بولاية ${place}`, fr: `Récolte d’olives, gouvernorat n° ${index + 1}` },
      description: { ar: `إنتاج الزيتون بالطن حسب المعتمديات بولاية ${place}.` },
      sourceLanguage: "ar",
      keywords: { ar: ["زيتون", "إنتاج"] },
      themes: ["agriculture"],
      licence: { code: "lndpo-tn" },
      frequency: { code: "ANNUAL" },
      modified: `2026-0${index + 1}-15`,
      temporal: [{ start: "2025-09-01", end: "2026-08-31" }],
      spatial: [{ code: `iso:TN-${[41, 23, 81, 32, 52, 83, 22, 31][index]}` as const }],
      distributions: [{ remoteId: "1", downloadUrl: `https://agri.example.tn/olives-${index}.csv`, format: "CSV" }],
    })),
  ]

interface SampleRelated extends DataServiceFacts {
  readonly kind: "series" | "service"
  readonly remoteId: string
  readonly publisherSlug: string
  /** What sources call its datasets. */
  readonly members: readonly string[]
}

/** Series and data services: in one language or more, with all that can be said of them and with next to nothing. */
export const sampleRelated: readonly SampleRelated[] = [
  {
    kind: "series",
    remoteId: "olives",
    publisherSlug: "observatoire-agriculture",
    title: { ar: "صابة الزيتون حسب الولايات", fr: "Récolte d’olives par gouvernorat" },
    description: { ar: "مجموعة لكل ولاية، بنفس الأعمدة.", fr: "Un jeu par gouvernorat, aux mêmes colonnes." },
    members: Array.from({ length: 8 }, (_, index) => `olives-${index}`),
  },
  { kind: "series", remoteId: "empty-series", publisherSlug: "transport", title: { en: "Bus lines" }, members: [] },
  {
    kind: "series",
    remoteId: "old-series",
    publisherSlug: "transport",
    title: { fr: "Horaires 2019" },
    members: ["stations"],
  },
  {
    kind: "service",
    remoteId: "prices-api",
    publisherSlug: "observatoire-agriculture",
    title: { fr: "API des prix agricoles" },
    description: { fr: "Répond en JSON, par produit et par semaine." },
    endpointUrl:
      "https://agri.example.tn/api/prix/une-adresse-tres-longue-sans-espace-qui-pourrait-deborder-sur-un-telephone",
    endpointDescription: "https://agri.example.tn/api/openapi.json",
    licence: { code: "cc-by-4.0", raw: "CC-BY" },
    contactPoints: [{ name: "Guichet API", email: "api@agri.example.tn" }],
    members: ["huile", "prix-bizerte"],
  },
  {
    kind: "service",
    remoteId: "bare-api",
    publisherSlug: "transport",
    title: { und: "WMS_v2" },
    endpointUrl: "javascript:alert(1)",
    members: [],
  },
  {
    kind: "service",
    remoteId: "old-api",
    publisherSlug: "transport",
    title: { fr: "API retirée" },
    members: ["stations"],
  },
]

export const sampleOrganizations = [
  {
    slug: "affaires-sociales",
    level: "ministry",
    name: { ar: "وزارة الشؤون الاجتماعية", fr: "Ministère des Affaires Sociales", en: "Ministry of Social Affairs" },
  },
  {
    slug: "agriculture",
    level: "ministry",
    name: {
      ar: "وزارة الفلاحة والموارد المائية والصيد البحري",
      fr: "Ministère de l’Agriculture, des Ressources Hydrauliques et de la Pêche",
    },
    homepage: "https://www.agriculture.example.tn/",
    acronym: "MARHP",
    description: { fr: "Le ministère conduit la politique de l’État en agriculture, eau et pêche." },
    formerNames: [
      { fr: "Ministère de l’Agriculture et des Ressources Hydrauliques", ar: "وزارة الفلاحة والموارد المائية" },
    ],
  },
  {
    slug: "observatoire-agriculture",
    level: "agency",
    parent: "agriculture",
    name: { ar: "المرصد الوطني للفلاحة", fr: "Observatoire National de l’Agriculture" },
  },
  {
    slug: "crda-bizerte",
    level: "regional",
    parent: "agriculture",
    name: { fr: "Commissariat Régional au Développement Agricole de Bizerte" },
  },
  {
    slug: "transport",
    level: "ministry",
    name: { ar: "وزارة النقل", fr: "Ministère du Transport", en: "Ministry of Transport" },
  },
  { slug: "commune-sfax", level: "municipality", name: { ar: "بلدية صفاقس", fr: "Commune de Sfax" } },
] as const
