import type { TableOutcome } from "./outcome.ts"

export const workbooksOutcomes: readonly TableOutcome[] = [
  {
    file: "fixtures/tables/xls/tn-municipal-2018-bizerte.xls",
    seen: "four titles, empty rows, header in row 7; old XLS",
    tables: [
      {
        rows: 157,
        headerRows: [7, 7],
        titles: 4,
        direction: "rtl",
        notes: ["title-rows", "header-at-line"],
        columns: `
          markaz_al_iqtara: text
          maktab_al_iqtara: text
          n_1_hazb_harka_al_nahdha: integer
          n_2_ahna_bizerte: integer
          n_3_harka_nada_tunis: integer
          n_4_al_jabha_al_chabiya: integer
          n_5_al_ithad_al_madni: integer
          n_6_hazb_sout_al_tounsi: integer
          n_7_itlaf_al_qawa_al_dimqaratiya: integer
          n_8_bina_watani: integer
          n_9_bizerte_al_ghad: integer
        `,
        cells: [
          [0, "maktab_al_iqtara", "مكتب 1"],
          [0, "n_1_hazb_harka_al_nahdha", 35],
          [156, "n_3_harka_nada_tunis", 11],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-beja-registration-multisheet.xlsx",
    seen: "five sheets: lists side by side, two pivots one under the other, data of polling stations, results with a stray sum",
    tables: [
      {
        name: "imeda names",
        rows: 16,
        headerRows: [3, 3],
        titles: 2,
        asideRows: 2,
        direction: "rtl",
        notes: ["title-rows", "header-at-line", "total-row", "footnotes", "duplicate-names", "empty-columns"],
        columns: `
          row_labels: text
          al_gharaba: text
          al_gharaba_2: text
          y: text
        `,
      },
      {
        name: "Ready file for shape",
        rows: 51,
        headerRows: [3, 3],
        notes: ["header-at-line", "not-fitting"],
        columns: `
          row_labels: text
          sum_of_num_polling: integer !1
          sum_of_f_p51: integer !2
          sum_of_m_p51: integer !2
          sum_of_f_36_50: integer !2
          sum_of_m_36_50: integer !2
          sum_of_f_25_35: integer !2
          sum_of_m_25_35: integer !2
          sum_of_f_22_24: integer !2
          sum_of_m_22_24: integer !2
          sum_of_f_18_21: integer !2
          sum_of_m_18_21: integer !2
          sum_of_nidaa_tounes: integer !1
          sum_of_ennahdha: integer !1
          sum_of_parti_destourien_libre_pdl: integer !1
          sum_of_courant_democrate: integer !1
          sum_of_al_anwar: integer !1
          sum_of_alghazala: integer !1
          sum_of_union_civile: integer
          sum_of_beni_watani: integer
          sum_of_mouvement_du_peuple: integer
          sum_of_front_populaire: integer
        `,
      },
      {
        name: "d_reg_data",
        rows: 29,
        notes: ["duplicate-names"],
        columns: `
          lon: decimal longitude
          lat: decimal latitude
          id: integer code
          al_haya_al_fariya: text
          al_daira_al_intikhabiya: text
          imeda: text
          polling: text
          num_polling: integer
          sum: integer
          mun: text place tn-mun/municipality
          gouv_en: text place iso/governorate
          gouv: text place iso/governorate
          f_p51: integer
          m_p51: integer
          f_36_50: integer
          m_36_50: integer
          f_25_35: integer
          m_25_35: integer
          f_22_24: integer
          m_22_24: integer
          f_18_21: integer
          m_18_21: integer
          female_registrants_number: integer
          female_registrants_percentage: decimal
          name2: text
          polling_2: text
          nidaa_tounes: integer
          ennahdha: integer
          parti_destourien_libre_pdl: integer
          courant_democrate: integer
          al_anwar: integer
          alghazala: integer
          union_civile: integer
          beni_watani: integer
          mouvement_du_peuple: integer
          front_populaire: integer
        `,
      },
      {
        name: "result per polling",
        rows: 29,
        columns: `
          polling: text
          nidaa_tounes: integer
          ennahdha: integer
          parti_destourien_libre_pdl: integer
          courant_democrate: integer
          al_anwar: integer
          alghazala: integer
          union_civile: integer
          beni_watani: integer
          mouvement_du_peuple: integer
          front_populaire: integer
        `,
      },
      {
        name: "all results per list",
        rows: 10,
        asideRows: 1,
        notes: ["total-row"],
        columns: `
          mun_fr: text place tn-mun/municipality
          map_names_ar: text
          gov_en: text place iso/governorate
          gov_ar: text place iso/governorate
          type_de_liste_fr: text
          nom_liste_fr: text
          nom_liste_ar: text
          votes_obtenus: integer
          porcentage_obtenus: decimal
          sieges_obtenus: integer
          total_inscrits: integer
          votes_nul: integer
          votes_blancs: integer
          total_votes_valide: integer
          total_votes: integer
        `,
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-municipal-2018-all-lists.xlsx",
    seen: "2,074 lists of 350 municipalities; Persian letters",
    tables: [
      {
        rows: 2074,
        columns: `
          id: integer code
          mun_fr: text place tn-mun/municipality
          map_names_ar: text place tn-mun/municipality
          gov_en: text place iso/governorate
          gov_ar: text place iso/governorate
          type_de_liste_fr: text
          nom_liste_fr: text
          nom_liste_ar: text
          votes_obtenus: integer
          porcentage_obtenus: decimal
          sieges_obtenus: integer
          total_inscrits: integer
          votes_nul: integer
          votes_blancs: integer
          total_votes_valide: integer
          total_votes: integer
        `,
        cells: [
          [0, "mun_fr", "Ajim"],
          [0, "votes_obtenus", 870],
          [0, "gov_en__place", "iso:TN-82"],
          [2073, "nom_liste_ar", "حزب حركة النھضة"],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-municipal-2018-ariana-clean.xlsx",
    seen: "Arabic headers in the first row",
    tables: [
      {
        rows: 139,
        direction: "rtl",
        columns: `
          markaz_al_iqtara: text
          maktab_al_iqtara: text
          n_1_ariana_talmana: integer
          n_2_qaimat_al_ward: integer
          n_3_ariana_al_maziyana: integer
          n_4_hazb_harka_al_nahdha: integer
          n_5_harka_nada_tunis: integer
          n_6_bina_watani: integer
          n_7_ariana_fi_al_qalb: integer
          n_8_al_athad_al_madni: integer
          n_9_ariana_inat_w_ana: integer
          n_10_al_chamoukh: integer
          n_11_ariana_fi_inina: integer
          n_12_al_jabha_al_chabiya: integer
          n_13_al_afdhal: integer
        `,
        cells: [
          [0, "n_1_ariana_talmana", 13],
          [138, "n_3_ariana_al_maziyana", 3],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-municipal-2018-ariana.xlsx",
    seen: "right to left, merged titles, header in row 6",
    tables: [
      {
        rows: 139,
        headerRows: [6, 6],
        titles: 4,
        direction: "rtl",
        notes: ["merged-cells", "right-to-left", "title-rows", "header-at-line"],
        columns: `
          markaz_al_iqtara: text
          maktab_al_iqtara: text
          n_1_ariana_talmana: integer
          n_2_qaimat_al_ward: integer
          n_3_ariana_al_maziyana: integer
          n_4_hazb_harka_al_nahdha: integer
          n_5_harka_nada_tunis: integer
          n_6_bina_watani: integer
          n_7_ariana_fi_al_qalb: integer
          n_8_al_athad_al_madni: integer
          n_9_ariana_inat_w_ana: integer
          n_10_al_chamoukh: integer
          n_11_ariana_fi_inina: integer
          n_12_al_jabha_al_chabiya: integer
          n_13_al_afdhal: integer
        `,
        cells: [
          [0, "n_1_ariana_talmana", 13],
          [138, "n_3_ariana_al_maziyana", 3],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-municipal-2018-eljem.xlsx",
    seen: "right to left, merged titles, header in row 6",
    tables: [
      {
        rows: 25,
        headerRows: [6, 6],
        titles: 4,
        direction: "rtl",
        notes: ["merged-cells", "right-to-left", "title-rows", "header-at-line"],
        columns: `
          markaz_al_iqtara: text
          maktab_al_iqtara: text
          n_1_hazb_harka_al_nahdha: integer
          n_2_hazb_harka_nada_tunis: integer
          n_3_al_hara: integer
        `,
        cells: [
          [0, "n_3_al_hara", 30],
          [24, "n_1_hazb_harka_al_nahdha", 22],
        ],
      },
    ],
  },
  {
    file: "fixtures/tables/xlsx/tn-municipal-2018-testour.xlsx",
    seen: "right to left, merged titles, header in row 6",
    tables: [
      {
        rows: 29,
        headerRows: [6, 6],
        titles: 4,
        direction: "rtl",
        notes: ["merged-cells", "right-to-left", "title-rows", "header-at-line"],
        columns: `
          markaz_al_iqtara: text
          maktab_al_iqtara: text
          n_1_hazb_harka_al_nahdha: integer
          n_2_hazb_harka_nada_tunis: integer
          n_3_chabab_testour: integer
          n_4_al_jabha_al_chabiya: integer
          n_5_zahra_al_sadd: integer
          n_6_harka_machrou_tunis: integer
        `,
        cells: [
          [1, "n_3_chabab_testour", 15],
          [28, "n_6_harka_machrou_tunis", 0],
        ],
      },
    ],
  },
]
