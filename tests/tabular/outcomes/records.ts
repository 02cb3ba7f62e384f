import type { TableOutcome } from "./outcome.ts"

export const recordsOutcomes: readonly TableOutcome[] = [
  {
    file: "fixtures/tables/geojson/tn-governorates-data4tunisia.geojson",
    seen: "24 shapes with codes and names",
    tables: [
      {
        rows: 24,
        columns: `
          circ_id: integer code
          name_en: text place iso/governorate
          name_ar: text place iso/governorate
          geometry: geometry
        `,
        cells: [
          [0, "circ_id", 140],
          [0, "name_ar__place", "iso:TN-14"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/geojson/tn-governorates.geojson",
    seen: "24 shapes whose attributes repeat: 13 names only",
    tables: [
      {
        rows: 24,
        columns: `
          gouv_id: text
          gouv_fr: text place iso/governorate
          gouv_ar: text place iso/governorate
          geometry: geometry
        `,
        cells: [
          [0, "gouv_id", "TN13"],
          [0, "gouv_fr__place", "iso:TN-13"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/geojson/tn-municipalities-data4tunisia-bom.geojson",
    seen: "byte order mark; numbers as texts; Persian letters in Arabic names; 24 without the Arabic governorate",
    tables: [
      {
        rows: 374,
        columns: `
          state: text
          c_deleg: integer place ins/delegation
          c_gouv: integer
          name_en: text place tn-mun/municipality
          chairs: integer
          area: decimal
          name_en_ar: text place tn-mun/municipality
          pop: integer
          gouv_name: text place iso/governorate
          gouv_name_ar: text place iso/governorate
          geometry: geometry
        `,
        cells: [
          [0, "c_deleg", 1251],
          [0, "area", 18.38],
          [0, "name_en_ar", "أریانة"],
          [0, "pop", 114486],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/json/tn-agricultural-infrastructure.json",
    seen: "nested attributes; years of five; dams and others",
    tables: [
      {
        rows: 200,
        notes: ["nested-flattened"],
        columns: `
          name: text
          category: text
          governorate_code: text place iso/governorate
          governorate: text place iso/governorate
          delegation: text place ins/delegation
          delegation_code_geo: integer code ins/delegation
          lat: decimal latitude
          lon: decimal longitude
          year: integer year
          license: text
          source_dataset: text
          attributes_capacity: decimal
          name_ar: text
          attributes_capacite_mille_litre: integer
          attributes_annee_de_creation: integer year
          attributes_operator: text
        `,
        cells: [
          [0, "name", "Ettine"],
          [0, "lat", 36.8644],
          [0, "year", 2014],
          [0, "delegation_code_geo", 1457],
          [0, "governorate_code__place", "iso:TN-14"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/json/tn-delegations-osm.json",
    seen: "codes of the statistical institute, ISO, HASC and Wikidata",
    tables: [
      {
        rows: 266,
        columns: `
          code_geo: integer code
          governorate_code: text place iso/governorate
          governorate_name_en: text place iso/governorate
          name_fr: text place ins/delegation
          name_ar: text place ins/delegation
          hasc: text place ins/delegation
          lat: decimal latitude
          lon: decimal longitude
          wikidata: text place ins/delegation
          osm_relation_id: integer code
        `,
        cells: [
          [0, "code_geo", 1151],
          [0, "lat", 36.85788],
          [0, "hasc", "TN.TU.CA"],
          [0, "name_ar__place", "ins:1151"],
          [0, "osm_relation_id", 4135055],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/json/tn-health-facilities.json",
    seen: "1,555 facilities; telephones without a plus; most columns for few",
    tables: [
      {
        rows: 1555,
        columns: `
          name: text
          facility_type: text
          sector: text
          governorate_code: text place iso/governorate
          governorate: text place iso/governorate
          locality: text place tn-mun/municipality
          postcode: integer code
          address: text
          phone: integer phone
          fax: integer phone
          license: text
          source_dataset: text
          delegation: text place ins/delegation
          delegation_code_geo: integer code ins/delegation
          osm_type: text
          osm_id: integer code
          osm_match_name_similarity: decimal
        `,
        cells: [
          [0, "name", "CSB SIJOUMI"],
          [0, "postcode", 2030],
          [0, "phone", null],
          [1, "phone", 21671571316],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/json/tn-public-libraries.json",
    seen: "127 libraries; delegations for sixteen",
    tables: [
      {
        rows: 127,
        columns: `
          name: text
          facility_type: text
          governorate_code: text place iso/governorate
          governorate: text place iso/governorate
          license: text
          source_dataset: text
          delegation: text place ins/delegation
          delegation_code_geo: integer code ins/delegation
        `,
        cells: [
          [1, "delegation", "Megrine"],
          [1, "delegation_code_geo", 1359],
          [0, "delegation", null],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/shapefile/tn-governorates-2014.dbf",
    seen: "attributes alone",
    tables: [
      {
        rows: 24,
        columns: `
          id: text
        `,
        cells: [
          [0, "id", "TN11H"],
          [23, "id", "TN244"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/shapefile/tn-governorates-2014.shp",
    seen: "shapes alone: nothing says which projection",
    tables: [
      {
        rows: 24,
        notes: ["reprojection-unknown"],
        columns: `
          geometry: geometry
        `,
      },
    ],
  },
]
