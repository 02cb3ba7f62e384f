import type { TableOutcome } from "./outcome.ts"

export const csvOutcomes: readonly TableOutcome[] = [
  {
    file: "corpora/tables/gt-pizzaplace.csv.gz",
    seen: "orders with ISO dates, times and prices written 16 and 13.25",
    tables: [
      {
        rows: 49574,
        columns: `
          rownames: integer
          id: text
          date: date YYYY-MM-DD
          time: time
          name: text
          size: text
          type: text
          price: decimal
        `,
        cells: [
          [0, "date", "2015-01-01"],
          [0, "time", "11:38:36"],
          [0, "price", 13.25],
          [1, "price", 16],
        ],
      },
    ],
  },
  {
    file: "corpora/tables/openintro-birds.csv.gz",
    seen: "American dates at midnight (9/30/1990 0:00:00): days beyond 12 stand second; quoted line breaks; ranges like 2-10",
    tables: [
      {
        rows: 19302,
        columns: `
          rownames: integer
          opid: text
          operator: text
          atype: text
          remarks: text
          phase_of_flt: text
          ac_mass: integer
          num_engs: integer
          date: date MM/DD/YYYY
          time_of_day: text
          state: text
          height: integer
          speed: integer
          effect: text
          sky: text
          species: text
          birds_seen: text
          birds_struck: text
        `,
        cells: [
          [0, "date", "1990-09-30"],
          [2, "date", "1993-08-13"],
          [3, "effect", "None"],
          [1, "remarks", "2 BIRDS, NO DAMAGE."],
        ],
      },
    ],
  },
  {
    file: "corpora/tables/tsibbledata-vic_elec.csv.gz",
    seen: "moments in UTC, local dates, TRUE and FALSE",
    tables: [
      {
        rows: 52608,
        columns: `
          rownames: integer
          time: datetime YYYY-MM-DD HH:mm Z
          demand: decimal
          temperature: decimal
          date: date YYYY-MM-DD
          holiday: boolean
        `,
        cells: [
          [0, "time", "2011-12-31 13:00:00+00"],
          [0, "date", "2012-01-01"],
          [0, "demand", 4382.825174],
          [0, "holiday", true],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/dataportals-org.csv",
    seen: "631 portals; quoted line breaks; moments with Z except one; positions as pairs in one cell stay text",
    tables: [
      {
        rows: 631,
        notes: ["not-fitting"],
        columns: `
          name: text
          title: text
          url: text url
          author: text
          publisher: text
          issued: date YYYY-MM-DD
          publisher_classification: text
          description: text
          tags: text
          license_id: text
          license_url: text url
          license_notes: text
          place: text
          location: text
          country: text
          language: text
          status: text
          metadatacreated: datetime YYYY-MM-DD HH:mm Z !1
          generator: text
          api_endpoint: text url
          api_type: text
          full_metadata_download: text url
        `,
      },
    ],
  },
  {
    file: "fixtures/tables/csv/fr-vaccination-communes-semicolon.csv",
    seen: "semicolons, the header three times, communes with leading zeros, JSON in two columns",
    tables: [
      {
        rows: 404,
        asideRows: 2,
        notes: ["header-repeated"],
        columns: `
          numcom: text code
          nomcom: text
          numdep: integer
          nomdep: text
          numepci: integer
          nomepci: text
          txcouvglo_com_2014: decimal
          txcouvglo_dep_2014: decimal
          txcouvglo_epci_2014: decimal
          structured_info: text
          geo_info: text
        `,
        cells: [
          [0, "numcom", "01001"],
          [0, "txcouvglo_com_2014", 41.7],
          [0, "structured_info", '{"champ_1": 0, "champ_2": -1.0}'],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/gb-co2-title-rows.csv",
    seen: "two title rows and an empty one; commas group thousands; cells of two lines; total, empty row, two footnotes",
    tables: [
      {
        rows: 13,
        headerRows: [4, 4],
        titles: 2,
        asideRows: 3,
        notes: ["title-rows", "header-at-line", "total-row", "footnotes"],
        columns: `
          year: text
          n_2000: integer
          n_2001: integer
          n_2002: integer
          n_2003: integer
          n_2004: integer
          n_2005: integer
          n_2006: integer
          n_2007: integer
        `,
        cells: [
          [0, "n_2000", 2666],
          [9, "year", "Machinery and \nequipment"],
          [9, "n_2000", 27173],
          [5, "n_2002", 714],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/nl-begroting-multirow-header.csv",
    seen: 'titles over four rows, provinces over "NR." and "Cluster"; -1 414, "- 1" and 1,130,345; six empty columns',
    tables: [
      {
        rows: 36,
        headerRows: [6, 7],
        titles: 4,
        notes: ["title-rows", "header-at-line", "header-lines"],
        columns: `
          nr: integer
          cluster: text
          groningen: integer
          friesland: integer
          drenthe: integer
          overijssel: integer
          gelderland: integer
          utrecht: integer
          noord_holland: integer
          zuid_holland: integer
          zeeland: integer
          noord_brabant: integer
          limburg: integer
          flevoland: integer
        `,
        cells: [
          [1, "groningen", 208],
          [30, "groningen", -1414],
          [32, "zeeland", -2],
          [34, "overijssel", 1130345],
          [0, "cluster", "Inkomstenclusters:"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/portal-catalog-export-semicolon.csv",
    seen: 'two records, nearly all empty; "False" beside a moment; moments with offsets',
    tables: [
      {
        rows: 2,
        columns: `
          dataset_id: text
          dataset_title: text
          dataset_slug: text
          dataset_url: text
          dataset_organization: text
          dataset_organization_id: text
          dataset_license: text
          dataset_private: text
          dataset_archived: text
          id: text
          url: text url
          title: text
          description: text
          filetype: text
          format: text
          type: text
          mime: text
          filesize: text
          checksum_type: text
          checksum_value: text
          created_at: datetime YYYY-MM-DD HH:mm Z
          modified: text
          downloads: text
          harvest_modified_at: text
        `,
        cells: [
          [0, "created_at", "2024-12-19 09:53:36.428+00"],
          [1, "dataset_archived", "2022-01-30T01:11:38.075000"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-allocations-enfants-6-18-2023.csv",
    seen: "Arabic headers; governorates; the row المجموع at the end",
    tables: [
      {
        rows: 24,
        asideRows: 1,
        direction: "rtl",
        notes: ["total-row"],
        columns: `
          id: integer code
          al_wilaya: text place iso/governorate
          adad_al_ailat: integer
          adad_al_atfal: integer
          inath: integer
          dhakour: integer
        `,
        cells: [
          [0, "al_wilaya", "أريانة"],
          [0, "al_wilaya__place", "iso:TN-12"],
          [23, "adad_al_ailat", 3537],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-census-2014-delegations.csv",
    seen: "delegations; log_hosp_2k_2014 and log_hosp_2k+_2014 would have one name",
    tables: [
      {
        rows: 264,
        columns: `
          id: text
          id_old: text
          name_latin: text place ins/delegation
          id_cg: text
          pop_t_2014: integer
          log_t_2014: integer
          log_hosp_1k_2014: decimal
          log_hosp_2k_2014: decimal
          log_hosp_2k_2014_2: decimal
        `,
        cells: [
          [1, "name_latin", "La  Medina"],
          [0, "log_hosp_2k_2014_2", 65.29747137],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-covid19-cases.csv",
    seen: "ISO dates, governorates by name and by ISO code",
    tables: [
      {
        rows: 5298,
        columns: `
          date: date YYYY-MM-DD
          location: text place iso/governorate
          location_type: text
          location_code: text place iso/governorate
          location_code_type: text
          data_type: text
          value: integer
        `,
        cells: [
          [0, "date", "2020-03-02"],
          [0, "location_code", "TN-71"],
          [0, "location_code__place", "iso:TN-71"],
          [0, "value", 1],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-delegations-admin-2014.csv",
    seen: "quoted decimal commas among whole numbers; French and Arabic names",
    tables: [
      {
        rows: 264,
        columns: `
          id: text
          id_old: text
          name_latin: text place ins/delegation
          id_cg: text
          nom_ar: text place ins/delegation
          gou: text
          gou_nom: text place iso/governorate
          reg: text
          reg_nom: text
          zon: text
          zon_nom: text
          cap_gou: integer
          dist_cap_gou: decimal
          niveau_urbain: text
          dist_cap_tunis: decimal
          dist_port_export: decimal
          population_2014: integer
          idr_2011: decimal
        `,
        cells: [
          [0, "dist_cap_tunis", 16.9],
          [1, "dist_cap_tunis", 1],
          [0, "idr_2011", 0.513],
          [0, "nom_ar", "قرطاج"],
          [0, "gou_nom__place", "iso:TN-11"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-governorates-delegations-en.csv",
    seen: "byte order mark and semicolons; two columns of names",
    tables: [
      {
        rows: 263,
        columns: `
          governorate: text place iso/governorate
          delegation: text place ins/delegation
        `,
        cells: [
          [0, "governorate", "Ariana"],
          [7, "delegation", "Amdoun"],
          [7, "governorate__place", "iso:TN-31"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-presidential-2014-by-delegation.csv",
    seen: "34 columns of votes",
    tables: [
      {
        rows: 264,
        columns: `
          id: text
          inscrits: integer
          votants: integer
          v_exprm: integer
          v_nuls: integer
          v_blancs: integer
          cand_01: integer
          cand_02: integer
          cand_03: integer
          cand_04: integer
          cand_05: integer
          cand_06: integer
          cand_07: integer
          cand_08: integer
          cand_09: integer
          cand_10: integer
          cand_11: integer
          cand_12: integer
          cand_13: integer
          cand_14: integer
          cand_15: integer
          cand_16: integer
          cand_17: integer
          cand_18: integer
          cand_19: integer
          cand_20: integer
          cand_21: integer
          cand_22: integer
          cand_23: integer
          cand_24: integer
          cand_25: integer
          cand_26: integer
          cand_27: integer
          total_t1: integer
        `,
        cells: [
          [0, "id", "TN111"],
          [0, "inscrits", 20745],
          [0, "total_t1", 15539],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-presidential-2014-polling-stations.csv",
    seen: "10,567 polling stations; votes that were estimated have decimals; Arabic names",
    tables: [
      {
        rows: 10567,
        columns: `
          code_bv: integer code
          code_circ: integer code
          circonscription: text
          code_del: integer code
          delegation: text place ins/delegation
          nom_ecole: text
          del_id: text
          del_fr: text place ins/delegation
          del_ar: text place ins/delegation
          gouv_id: text
          gouv_fr: text place iso/governorate
          gouv_ar: text place iso/governorate
          type: text
          version: integer
          inscrits: decimal
          votants: decimal
          v_exprm: integer
          v_nuls: decimal
          v_blancs: decimal
          cand_01: integer
          cand_02: integer
          cand_03: integer
          cand_04: integer
          cand_05: integer
          cand_06: integer
          cand_07: integer
          cand_08: integer
          cand_09: integer
          cand_10: integer
          cand_11: integer
          cand_12: integer
          cand_13: integer
          cand_14: integer
          cand_15: integer
          cand_16: integer
          cand_17: integer
          cand_18: integer
          cand_19: integer
          cand_20: integer
          cand_21: integer
          cand_22: integer
          cand_23: integer
          cand_24: integer
          cand_25: integer
          cand_26: integer
          cand_27: integer
          total_t1: integer
          erreur: integer
          meta: integer
        `,
        cells: [
          [0, "code_bv", 1010100101],
          [0, "inscrits", 536],
          [10566, "inscrits", 714.2147417295],
          [10566, "gouv_fr", null],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/csv/tn-universites-publiques.csv",
    seen: "two languages; numbers of telephones as floats and lists; an empty quoted cell",
    tables: [
      {
        rows: 14,
        columns: `
          id: integer code
          code: integer code
          university_fr: text
          university_ar: text
          siteweb: text url
          adresse: text
          fax: text phone
          tel: text phone
        `,
        cells: [
          [0, "fax", "71576151"],
          [0, "tel", "71576050;71576349"],
          [2, "fax", "71872055;71871565"],
          [12, "siteweb", null],
          [1, "university_fr", "UNIVERSITE DE TUNIS"],
        ],
      },
    ],
  },
]
