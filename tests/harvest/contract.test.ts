import { before } from "node:test"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let lists: Vocabularies

before(async () => {
  lists = await tunisianVocabularies()
})

describeConnector({
  connector: ckanConnector,
  vocabularies: () => lists,
  url: "http://portal.example/",
  good: (id) => ({
    id,
    name: `jeu-${id}`,
    title: "Production annuelle de dattes par gouvernorat",
    title_ar: "الإنتاج السنوي للتمور حسب الولاية",
    title_translated: { en: "Yearly production of dates" },
    notes: "Production en tonnes, campagne 2023-2024.",
    notes_ar: "الإنتاج بالطن",
    url: "https://portal.example/dattes",
    version: "2",
    tags: [{ name: "dattes" }, "تمور"],
    tag_string: "dattes,palmeraie",
    tags_translated: { fr: ["dattes"] },
    keywords_ar: "تمور, نخيل",
    keywords_fr: ["dattes"],
    groups: [{ name: "agriculture", title: "Agriculture" }],
    theme: ["AGRI"],
    organization: { id: "o", name: "gif", title: "Groupement interprofessionnel des dattes" },
    publisher: { name: "GID" },
    author: "GID",
    author_email: "contact@gid.tn",
    maintainer: "Service des statistiques",
    maintainer_email: "stat@gid.tn",
    contact: [{ name: "Guichet", email: "guichet@gid.tn" }],
    license_id: "licence-nationale-de-donnees-publiques-ouvertes",
    license_title: "LNDPO",
    license_url: "https://portal.example/licence",
    access_rights: "public",
    frequency: "annuelle",
    frequency_update: "annuelle",
    data_update_frequency: "365",
    private: false,
    state: "active",
    type: "dataset",
    issued: "2024-01-01",
    modified: "15/02/2024",
    metadata_created: "2024-01-01T10:00:00.123456",
    metadata_modified: "2024-02-15T10:00:00.123456",
    language: ["fr", "ar"],
    conforms_to: ["https://schema.example/dattes"],
    temporal_coverage: [{ start: "2023-09-01", end: "2024-08-31" }],
    temporal_start: "2023",
    period: "2023/09/01..2024/08/31",
    spatial: '{"type":"Point","coordinates":[8.1,33.9]}',
    spatial_coverage: [{ text: "Tozeur", bbox: "7.5,33.5,8.5,34.3" }],
    spatial_text: "Tozeur",
    extras: [
      { key: "place", value: "Kébili" },
      { key: "bbox-east-long", value: "9" },
    ],
    resources: [
      {
        id: `${id}-1`,
        name: "Dattes 2024",
        name_ar: "تمور 2024",
        description: "Tableau",
        url: "https://portal.example/dattes.csv",
        format: "CSV",
        mimetype: "text/csv",
        size: "12 Ko",
        hash: "4304cf2e751e6053c90b1804c89c0ebb758f395a",
        created: "2024-01-01T10:00:00",
        last_modified: "2024-02-15T10:00:00",
        license_id: "cc-by",
      },
    ],
  }),
  bad: { id: "bad", title: "  ", notes: "Sans titre" },
  distributions: "resources",
  catalogue: (results) =>
    JSON.stringify({ success: true, result: { count: results.length, sort: "id asc", facets: {}, results } }),
  refusal: JSON.stringify({ success: false, error: { __type: "Authorization Error", message: "Access denied" } }),
})

describeConnector({
  connector: datajsonConnector,
  vocabularies: () => lists,
  url: "http://portal.example/",
  good: (id) => ({
    "@type": "dcat:Dataset",
    identifier: id,
    title: "Air quality measured in the cities of the coast",
    description: "Hourly means of the stations.",
    keyword: ["air", "الهواء"],
    theme: ["ENVI"],
    modified: "2024-02-15",
    issued: "2024-01-01",
    accrualPeriodicity: "R/P1D",
    accessLevel: "public",
    license: "https://creativecommons.org/publicdomain/zero/1.0/",
    publisher: { "@type": "org:Organization", name: "Environment Agency", homepage: "https://env.example/" },
    contactPoint: { "@type": "vcard:Contact", fn: "Air desk", hasEmail: "mailto:air@env.example" },
    spatial: "9.5,35.5,11,37.5",
    temporal: "2020-01-01/2024-01-01",
    landingPage: "https://env.example/air",
    language: ["en-US"],
    conformsTo: "https://schema.example/air",
    version: "1",
    isPartOf: "z",
    distribution: [
      {
        "@type": "dcat:Distribution",
        title: "Hourly means",
        description: "One row per hour",
        downloadURL: "https://env.example/air.csv",
        mediaType: "text/csv",
        format: "CSV",
        modified: "2024-02-15",
      },
    ],
  }),
  bad: { identifier: "bad", description: "No title" },
  distributions: "distribution",
  catalogue: (dataset) => JSON.stringify({ conformsTo: "https://project-open-data.cio.gov/v1.1/schema", dataset }),
})
