/**
 * A statistics institute's catalogue, built here in the shape of NADA 5's API (`api/catalog/search`, `api/catalog/IDNO`), as no
 * recorded one in French and Arabic was at hand. Studies and figures are invented.
 */
import { json, type Route } from "../support/portal-server.ts"

const created = "2016-05-02T10:00:00+01:00"

export const rows = [
  {
    id: "3",
    type: "survey",
    idno: "TUN-INS-RGPH-2014-V1.0",
    title: "التعداد العام للسكان والسكنى 2014",
    nation: "Tunisia",
    authoring_entity: "المعهد الوطني للإحصاء",
    form_model: "data_na",
    year_start: "2014",
    year_end: "2014",
    repositoryid: "central",
    link_da: "",
    created,
    changed: "2018-01-15T09:00:00+01:00",
    total_views: "8211",
    url: "https://microdonnees.ins.example/index.php/catalog/3",
  },
  {
    id: "12",
    type: "survey",
    idno: "TUN-INS-ENPE-2019-V2.1",
    title: "Enquête nationale sur la population et l'emploi 2019",
    nation: "Tunisia",
    authoring_entity: "Institut national de la statistique",
    form_model: "licensed",
    year_start: "2019",
    year_end: "2019",
    repositoryid: "central",
    link_da: "",
    created,
    changed: "2020-11-03T14:20:00+01:00",
    total_views: "1530",
    url: "https://microdonnees.ins.example/index.php/catalog/12",
  },
  {
    id: "15",
    type: "survey",
    idno: "TUN-INS-EBCNV-2021/V1",
    title: "Enquête sur le budget, la consommation et le niveau de vie des ménages 2021",
    nation: "Tunisia",
    authoring_entity: "Institut national de la statistique",
    form_model: "public",
    year_start: "2021",
    year_end: "2022",
    repositoryid: "central",
    link_da: "",
    created,
    changed: "2023-03-01T00:00:00+01:00",
    total_views: "990",
    url: "https://microdonnees.ins.example/index.php/catalog/15",
  },
  { id: "20", type: "document", idno: "DOC-1", title: "Manuel de l'enquêteur", nation: "Tunisia", created },
] as const

const employment = {
  ...rows[1],
  data_access_type: "licensed",
  remote_data_url: null,
  link_questionnaire: "https://microdonnees.ins.example/docs/enpe-questionnaire.pdf",
  link_report: "",
  resources: [
    {
      resource_id: "41",
      dctype: "Document, Technical [doc/tec]",
      dcformat: "application/pdf",
      title: "Méthodologie de l'enquête",
      filename: "methodologie.pdf",
      dcdate: "2020-06",
      language: "fr",
    },
    {
      resource_id: "42",
      dctype: "Table [tbl]",
      dcformat: "Document, Microsoft Excel [application/msexcel]",
      title: "الجداول الرئيسية",
      filename: "https://microdonnees.ins.example/files/tables-enpe.xlsx",
    },
  ],
  metadata: {
    doc_desc: { producers: [{ name: "Institut national de la statistique" }] },
    study_desc: {
      title_statement: {
        idno: "TUN-INS-ENPE-2019-V2.1",
        title: "Enquête nationale sur la population et l'emploi 2019",
        alternate_title: "ENPE 2019",
        translated_title: "المسح الوطني حول السكان والتشغيل 2019",
      },
      authoring_entity: [
        { name: "Institut national de la statistique", affiliation: "Ministère de l'Économie et de la Planification" },
      ],
      distribution_statement: {
        contact: [{ name: "Service de la diffusion", affiliation: "INS", email: "diffusion@ins.example" }],
        distribution_date: "2020-09-30",
      },
      version_statement: { version: "2.1", version_date: "2020-10-15" },
      series_statement: { series_name: "Enquête nationale sur la population et l'emploi" },
      study_info: {
        keywords: [{ keyword: "emploi" }, { keyword: "chômage" }, { keyword: "تشغيل" }],
        topics: [{ topic: "Emploi", vocab: "CESSDA" }],
        abstract: "Caractéristiques de la population active et du chômage, par gouvernorat.",
        coll_dates: [
          { start: "2019-01", end: "2019-03", cycle: "T1" },
          { start: "2019-10", end: "2019-12", cycle: "T4" },
        ],
        nation: [{ name: "Tunisie", abbreviation: "TUN" }],
        bbox: [{ west: "7.5", east: "11.6", south: "30.2", north: "37.6" }],
      },
      data_access: { dataset_use: { contact: [{ name: "M. X", email: "" }], conditions: "Sur demande motivée." } },
    },
  },
}

const census = {
  ...rows[0],
  data_access_type: "data_na",
  link_study: "https://rgph.ins.example/",
  metadata: {
    study_desc: {
      title_statement: { idno: "TUN-INS-RGPH-2014-V1.0", title: "التعداد العام للسكان والسكنى 2014" },
      authoring_entity: [{ name: "المعهد الوطني للإحصاء", affiliation: "" }],
      study_info: { abstract: "تعداد شامل للسكان والمساكن والأسر حسب المعتمديات.", nation: [{ name: "تونس" }] },
    },
  },
}

const households = {
  ...rows[2],
  data_access_type: "public",
  metadata: { study_desc: { study_info: { time_periods: [{ start: "2021-03", end: "2022-03" }] } } },
}

export const details: Readonly<Record<string, object>> = {
  "TUN-INS-RGPH-2014-V1.0": census,
  "TUN-INS-ENPE-2019-V2.1": employment,
  "TUN-INS-EBCNV-2021/V1": households,
}

/** `api/catalog/…` over these rows: pages of `limit` studies at most, and each study by its number. */
export function nadaApi(rows: readonly object[], details: Readonly<Record<string, object>>, limit = 300): Route {
  return (url) => {
    const path = decodeURIComponent(/\/api\/catalog\/(.*)$/.exec(url.pathname)?.[1] ?? "")
    if (path !== "search") {
      const dataset = details[path]
      if (!dataset) return { ...json({ status: "failed", message: "IDNO-NOT-FOUND" }), status: 400 }
      return json({ status: "success", dataset })
    }
    const size = Math.min(Number(url.searchParams.get("ps")) || 15, limit)
    const offset = (Number(url.searchParams.get("page") ?? 1) - 1) * size
    // NADA writes its numbers as MySQL gave them.
    const result = { found: String(rows.length), total: String(rows.length), limit: size, offset }
    return json({ result: { ...result, rows: rows.slice(offset, offset + size) } })
  }
}
