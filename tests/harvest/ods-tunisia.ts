/**
 * A small Tunisian Opendatasoft catalogue in French and Arabic, as `/api/explore/v2.1/catalog/datasets` would give it. Built
 * here, as no recorded one writes Arabic: the shapes are those of the Explore API 2.1, the texts are ours.
 */
import type { OdsEntry } from "./ods-portal.ts"

export const tunisianCatalogue: readonly OdsEntry[] = [
  {
    dataset_id: "mahattat-almitro",
    dataset_uid: "da_1",
    has_records: true,
    data_visible: true,
    visibility: "domain",
    features: ["geo", "analyze"],
    fields: [{ name: "اسم_المحطة", label: "اسم المحطة", type: "text" }],
    attachments: [
      { id: "dalil_pdf", title: "دليل الاستعمال", mimetype: "application/pdf", url: "odsfile://دليل.pdf" },
      { id: "khatt_xlsx", title: "الخطوط", mimetype: null, url: "odsfile://خطوط.xlsx" },
    ],
    alternative_exports: [
      {
        id: "gtfs_zip",
        title: "gtfs.zip",
        description: "GTFS",
        mimetype: "application/zip",
        url: "odsfile://gtfs.zip",
      },
    ],
    metas: {
      default: {
        title: "محطات المترو الخفيف بتونس الكبرى",
        description: '<div dir="rtl"><p>مواقع المحطات و<strong>خطوطها</strong>.</p></div>',
        theme: ["النقل"],
        keyword: ["مترو", "نقل عمومي", "métro"],
        license: "Open Database License (ODbL)",
        license_url: "https://opendatacommons.org/licenses/odbl/",
        language: "ar",
        metadata_languages: ["ar", "fr"],
        publisher: "شركة نقل تونس",
        territory: ["ولاية تونس", "أريانة"],
        bbox: {
          type: "Feature",
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [10.05, 36.7],
                [10.3, 36.7],
                [10.3, 36.9],
                [10.05, 36.9],
                [10.05, 36.7],
              ],
            ],
          },
          properties: {},
        },
        modified: "2024-05-02T10:00:00+00:00",
        data_processed: "2024-05-02T10:05:00+00:00",
        metadata_processed: "2024-05-03T08:00:00.511000+00:00",
        records_count: 66,
        federated: false,
      },
      dcat: {
        created: "2023-04-01",
        issued: "2023-05-01",
        contact_name: "مصلحة الإعلام",
        contact_email: "info@transtu.example",
        accrualperiodicity: "سنوية",
        temporal: "2023-01-01/2024-12-31",
      },
      custom: {
        title_fr: "Stations du métro léger du Grand Tunis",
        description_fr: "Emplacement des stations et lignes qui les desservent.",
        keyword_fr: ["transport public"],
      },
    },
  },
  {
    dataset_id: "consommation-eau",
    has_records: true,
    data_visible: false,
    visibility: "domain",
    features: [],
    attachments: [],
    metas: {
      default: {
        title: "Consommation d’eau potable par gouvernorat",
        description: "Volumes facturés en mètres cubes.",
        // Declared Arabic, written in French.
        language: "ar",
        keyword: "eau, ماء",
        publisher: "SONEDE",
        license: null,
        update_frequency: "annual",
        geographic_reference: ["world_tn"],
        modified: "2024-01-10T00:00:00+00:00",
        metadata_processed: "2024-01-11T00:00:00+00:00",
      },
      custom: { title_ar: "استهلاك الماء الصالح للشراب حسب الولايات" },
    },
  },
  {
    dataset_id: "sirene",
    has_records: true,
    features: [],
    metas: {
      default: {
        title: "Base Sirene",
        language: "fr",
        federated: true,
        source_domain: "public",
        source_domain_address: "public.opendatasoft.com",
        modified: "2024-01-01",
        metadata_processed: "2024-01-01T00:00:00+00:00",
      },
    },
  },
]
