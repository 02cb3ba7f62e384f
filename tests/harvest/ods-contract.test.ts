import { before } from "node:test"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { odsConnector } from "../../src/harvest/connectors/ods/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let lists: Vocabularies

before(async () => {
  lists = await tunisianVocabularies()
})

describeConnector({
  connector: odsConnector,
  vocabularies: () => lists,
  url: "http://portal.example/",
  good: (dataset_id) => ({
    dataset_id,
    dataset_uid: `da_${dataset_id}`,
    has_records: true,
    data_visible: true,
    visibility: "domain",
    features: ["geo", "timeserie"],
    fields: [{ name: "gouvernorat", type: "text" }],
    attachments: [{ id: "notice_pdf", title: "Notice", mimetype: "application/pdf", url: "odsfile://notice.pdf" }],
    alternative_exports: [
      {
        id: "shp_zip",
        title: "Contours",
        description: "Shapefile",
        mimetype: "application/zip",
        url: "odsfile://c.zip",
      },
    ],
    metas: {
      default: {
        title: "Consommation d’eau par gouvernorat",
        description: "<p>Volumes facturés, en <b>m³</b>.</p>",
        theme: ["Environnement"],
        keyword: ["eau", "ماء"],
        license: "CC BY 4.0",
        license_url: "https://creativecommons.org/licenses/by/4.0/",
        language: "fr",
        publisher: "SONEDE",
        modified: "2024-02-15T10:00:00+00:00",
        data_processed: "2024-02-15T10:00:00+00:00",
        metadata_processed: "2024-02-16T10:00:00+00:00",
        territory: ["Tunisie"],
        geographic_reference: ["world_tn"],
        bbox: {
          type: "Feature",
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [7.5, 30],
                [11.6, 30],
                [11.6, 37.5],
                [7.5, 30],
              ],
            ],
          },
        },
        references: "https://sonede.example/",
        records_count: 24,
        source_domain: null,
        federated: false,
        update_frequency: "annual",
      },
      dcat: {
        created: "2023-01-01",
        issued: "2023-02-01",
        creator: "SONEDE",
        contact_name: "Guichet",
        contact_email: "guichet@sonede.example",
        accrualperiodicity: "annual",
        spatial: "Tunisie",
        temporal: "2023/2024",
        conforms_to: "https://schema.example/eau",
      },
      inspire: { contact_email: "geo@sonede.example", file_identifier: null },
      custom: { title_ar: "استهلاك الماء حسب الولاية", description_ar: "الكميات المفوترة" },
    },
  }),
  bad: { dataset_id: "bad", metas: { default: { title: " ", description: "Sans titre" } } },
  distributions: "attachments",
  catalogue: (results) => JSON.stringify({ total_count: results.length, results }),
  refusal: JSON.stringify({ error_code: "ODSQLError", message: "ODSQL query is malformed" }),
})
