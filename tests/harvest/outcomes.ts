/**
 * What harvesting each recorded CKAN and data.json catalogue must give. Numbers and values were checked by looking at the
 * files in `../shared/fixtures/catalogs` and `../shared/corpora`, not taken from the program.
 */
export interface Outcome {
  /** Path below `../shared`. */
  readonly file: string
  readonly connector: "ckan" | "datajson"
  readonly datasets: number
  readonly distributions: number
  readonly refused: number
  readonly skipped: number
  /**
   * Problem lines of all records by code; why a person accepts them stands in `seen`. Of values that our lists do not know
   * (`unknown-licence`, `unknown-theme`…) these are the most: the lists grow.
   */
  readonly problems: Readonly<Record<string, number>>
  readonly seen: string
  /** Values of single records: remote id, path inside the facts, value. */
  readonly values: readonly (readonly [remoteId: string, path: string, value: unknown])[]
}

const balesOfHay = "f2afa8f5-6679-4133-818b-b01f4f9865dc"
const pilotCentres = "5b22f51d-432d-4fcb-86e3-5455bc88f70d"
const subsidies = "subventions-allouees-aux-associations-commune-de-bou-arada"
const zimbabwe = "756d6426-d52d-492a-a263-599ad1caa123"
const antennas = "04be6288-696d-4331-850d-a144871a7e3a"
const unesco = "f5d0ab3b-5549-486e-a619-1fc5702237f7"

const ckan: readonly Outcome[] = [
  {
    file: "fixtures/catalogs/ckan/tn-datagovtn-package_search.derived.json",
    connector: "ckan",
    datasets: 19,
    distributions: 26,
    refused: 0,
    skipped: 0,
    problems: { "format-mismatch": 4 },
    seen: "19 records of the national portal, one without id, known by its name. Six licence spellings, all in our list. Two XLS and one CSV are .xlsx files, and so is one more XLS.",
    values: [
      [balesOfHay, "title", { fr: "Variation des prix de vente des balles de foin" }],
      [balesOfHay, "keywords", { fr: ["prix foin"], ar: ["سعر القرط"] }],
      [balesOfHay, "publisher.name", { fr: "Office de l'élevage et du pâturage" }],
      [balesOfHay, "licence.code", "lndpo-tn"],
      [balesOfHay, "modified", "2026-10-06T00:00:00Z"],
      [balesOfHay, "distributions[0].format", "XLSX"],
      [balesOfHay, "distributions[0].remoteId", "a961d04b-a886-4ce7-9264-05ea9b1fd56f"],
      [pilotCentres, "temporal", [{ start: "2023-11-15", end: "2024-11-14" }]],
      [pilotCentres, "spatial", [{ code: "iso:TN", label: { ar: "كامل تراب الجمهورية" } }]],
      [pilotCentres, "licence", { code: "cc-by-4.0", raw: "cc-by" }],
      [subsidies, "slugHint", subsidies],
      [subsidies, "sourceLanguage", "fr"],
      [subsidies, "distributions[0].format", "CSV"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/tn-datagovtn-snapshot-sample.json",
    connector: "ckan",
    datasets: 19,
    distributions: 26,
    refused: 0,
    skipped: 0,
    problems: { "format-mismatch": 4 },
    seen: "The same 19 records as a tool condensed them: `datasets`, `org`, `license`, `modified`, `period` and `place` at the top. It calls itself a sample of 2,920.",
    values: [
      ["suivi-prix-huile-olives", "publisher.name", { fr: "Observatoire National de l'Agriculture" }],
      ["suivi-prix-huile-olives", "keywords.ar", ["اسبانيا", "اسعار"]],
      ["demande-annuelle-d-energie-primaire", "licence", { code: "otl-industrie", raw: "otl-data.industrie.gov.tn" }],
      ["liste-des-unites-locales-de-promotion-sociales-a-tunis", "spatial[0].code", "iso:TN-11"],
      ["liste-des-unites-locales-de-promotion-sociales-a-tunis", "modified", "2023-11-15"],
      ["les-horaires-des-voyages-de-soretras", "licence.code", "otl"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/ckan-full-dcat-ap-dataset.json",
    connector: "ckan",
    datasets: 1,
    distributions: 1,
    refused: 0,
    skipped: 0,
    problems: { "unknown-theme": 3, "unknown-licence": 1 },
    seen: "One bare package in the form of ckanext-scheming. Its three themes are invented addresses; CC BY 3.0 is not CC BY 4.0.",
    values: [
      ["test-dataset-shacl", "identifier", "xx-some-dataset-id-yy"],
      ["test-dataset-shacl", "title", { und: "Test DCAT dataset" }],
      ["test-dataset-shacl", "temporal[1]", { start: "2024-04-10", end: "2024-05-29" }],
      ["test-dataset-shacl", "spatial", [{ label: { und: "Tarragona" }, bbox: [-2.1604, 42.7611, -2.0938, 42.7931] }]],
      ["test-dataset-shacl", "frequency", { code: "MONTHLY", raw: "monthly" }],
      ["test-dataset-shacl", "contactPoints[1]", { name: "Contact 2", email: "contact2@example.org" }],
      ["test-dataset-shacl", "publisher.homepage", "https://example.org"],
      ["test-dataset-shacl", "languages", ["en", "ca", "es"]],
      ["test-dataset-shacl", "conformsTo", ["Standard 1", "Standard 2"]],
      ["test-dataset-shacl", "distributions[0].byteSize", 12323],
      [
        "test-dataset-shacl",
        "distributions[0].checksum",
        { algorithm: "sha1", value: "4304cf2e751e6053c90b1804c89c0ebb758f395a" },
      ],
      ["test-dataset-shacl", "distributions[0].downloadUrl", "https://example.com/data.csv"],
      ["test-dataset-shacl", "distributions[0].issued", "2024-05-01T01:20:33Z"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/ckan-full-dcat-ap-dataset-legacy.json",
    connector: "ckan",
    datasets: 1,
    distributions: 1,
    refused: 0,
    skipped: 0,
    problems: {},
    seen: "One bare package with everything in extras, lists and geometry as JSON inside strings.",
    values: [
      [zimbabwe, "identifier", "9df8df51-63db-37a8-e044-0003ba9b0d98"],
      [zimbabwe, "spatial", [{ bbox: [25, -22, 33, -15] }]],
      [zimbabwe, "temporal", [{ start: "1982", end: "1986" }]],
      [zimbabwe, "issued", "2012-05-10"],
      [zimbabwe, "modified", "2012-05-10T21:04:00Z"],
      [zimbabwe, "languages", ["en", "es", "ca"]],
      [zimbabwe, "frequency", { code: "NOT_PLANNED", raw: "notPlanned" }],
      [zimbabwe, "contactPoints", [{ email: "enquiries@bgs.ac.uk" }]],
      [zimbabwe, "distributions[0].accessUrl", "http://www.bgs.ac.uk/gbase/geochemcd/home.html"],
      [zimbabwe, "publisher", undefined],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/ckan-multilingual-dataset.json",
    connector: "ckan",
    datasets: 1,
    distributions: 1,
    refused: 0,
    skipped: 0,
    problems: {},
    seen: "Fluent fields in English, Catalan and Spanish; the plain title repeats the English one.",
    values: [
      [
        "test-dataset-multilingual",
        "title",
        { en: "Test DCAT dataset", ca: "Conjunt de dades de prova DCAT", es: "Conjunto de datos de prueba DCAT" },
      ],
      ["test-dataset-multilingual", "keywords.ca", ["Roures", "Pins"]],
      ["test-dataset-multilingual", "sourceLanguage", "en"],
      ["test-dataset-multilingual", "distributions[0].title.es", "Recurso 1"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/ckan-catalog-datasets-list.json",
    connector: "ckan",
    datasets: 2,
    distributions: 5,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 2 },
    seen: "A bare list of two datasets in DCAT's words (`distribution`, `downloadURL`); the licence is an invented address on two files.",
    values: [
      ["https://data.some.org/catalog/datasets/1", "title", { en: "Example dataset 1" }],
      ["https://data.some.org/catalog/datasets/1", "distributions[1].format", "PDF"],
      [
        "https://data.some.org/catalog/datasets/1",
        "distributions[2].accessUrl",
        "https://data.some.org/the/actual/catalog/link/to/an/api",
      ],
      ["https://data.some.org/catalog/datasets/2", "modified", "2013-04-01"],
      ["https://data.some.org/catalog/datasets/2", "distributions[0].format", "HTML"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/dkan-hauts-de-france-package_show.json",
    connector: "ckan",
    datasets: 1,
    distributions: 2,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 1 },
    seen: "DKAN: `result` is a list, dates in French words, the size as text, the body written as a group; `private: true` there means published. The licence is given by an old address of Etalab's.",
    values: [
      [antennas, "title", { fr: "Antennes régionales de la Région Hauts-de-France (au 01/10/2019)" }],
      [antennas, "publisher.name", { fr: "Région Hauts-de-France" }],
      [antennas, "issued", "2019-12-10T09:23:00Z"],
      [antennas, "spatial", [{ bbox: [1.18652344, 48.80546301, 4.65820313, 51.16423318] }]],
      [antennas, "frequency", { code: "AS_NEEDED", raw: "asNeeded" }],
      [antennas, "distributions[0].byteSize", 42],
      [antennas, "distributions[0].modified", "2019-12-19T03:00:00Z"],
      [antennas, "distributions[0].format", "XLSX"],
      [antennas, "distributions[1].downloadUrl", undefined],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/hdx-unesco-dataset.json",
    connector: "ckan",
    datasets: 1,
    distributions: 9,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 1 },
    seen: "One bare package of HDX with nine CSV files; the licence is CC BY-IGO; 90 days between updates; the maintainer is the identifier of an account.",
    values: [
      [unesco, "title", { en: "Zimbabwe - Education Indicators" }],
      [unesco, "temporal", [{ start: "1970-01-01T00:00:00Z", end: "2019-12-31T23:59:59Z" }]],
      [unesco, "frequency", { code: "QUARTERLY", raw: "90" }],
      [unesco, "publisher", { name: { en: "UNESCO" }, remoteId: "18f2d467-dcf8-4b7e-bffa-b3c338ba3a7c" }],
      [unesco, "contactPoints", undefined],
      [unesco, "distributions[0].byteSize", 271466],
      [unesco, "modified", "2022-12-19T12:51:31Z"],
    ],
  },
  {
    file: "fixtures/catalogs/ckan/datacatalogs-org-ckan-search-2013.json",
    connector: "ckan",
    datasets: 390,
    distributions: 0,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 34, "unknown-language": 5 },
    seen: "CKAN 1.x without envelope: tags and groups as strings, extras as an object, no organizations, no resources. 'UK Crown with rights' is no licence one could map; il, gr, dk and 'English/Georgian' are no language codes.",
    values: [
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "title", { en: "Ann Arbor, Michigan" }],
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "publisher.name", { en: "City of Ann Arbor" }],
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "keywords", { en: ["ctic"] }],
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "modified", "2012-12-18T06:24:02Z"],
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "issued", "2011-06-27T18:12:57Z"],
      ["ec73f274-6986-4f46-921f-07ac7c7f4f65", "spatial", [{ label: { en: "Ann Arbor, Michigan" } }]],
      ["9fc1acb0-a180-4351-b241-9f07470edfcc", "licence.code", "other-open"],
    ],
  },
]

const census = "tl_2013_us_county.shp.xml"
const forest = "http://enterprisecontent-usfs.opendata.arcgis.com/datasets/429428633a5e486289f6111d9cbe7065"

const datajson: readonly Outcome[] = [
  {
    file: "fixtures/catalogs/datajson/arm.data.json",
    connector: "datajson",
    datasets: 3,
    distributions: 3,
    refused: 0,
    skipped: 0,
    problems: { "placeholder-text": 3, "unknown-licence": 3, "unknown-format": 1 },
    seen: "'No description found' is no description, 'unknown-license' no licence; cdf is NetCDF, hdfjpg nothing known.",
    values: [
      ["ncepgfsbrwpprof", "description", undefined],
      ["ncepgfsbrwpprof", "modified", "2019-06-27T12:41:27Z"],
      ["ncepgfsbrwpprof", "publisher.name", { en: "Atmospheric Radiation Measurement Data Center" }],
      ["10.5439/1027266", "contactPoints", [{ name: "ARM Data Center", email: "adc@arm.gov" }]],
      ["10.5439/1027266", "keywords.en[6]", "swfluxanal"],
    ],
  },
  {
    file: "fixtures/catalogs/datajson/collection-1-parent-2-children.data.json",
    connector: "datajson",
    datasets: 3,
    distributions: 4,
    refused: 0,
    skipped: 0,
    problems: {},
    seen: "One collection of roundtables with two members. The collection has publisher, licence, keywords and a page of its own: it stays a dataset.",
    values: [
      ["OPM-ERround-0001-AWOL", "inSeries", "OPM-ERround-0001"],
      ["OPM-ERround-0001-Retire", "inSeries", "OPM-ERround-0001"],
      ["OPM-ERround-0001", "inSeries", undefined],
      ["OPM-ERround-0001", "distributions", []],
      ["OPM-ERround-0001-AWOL", "licence.code", "us-pd"],
      ["OPM-ERround-0001-AWOL", "distributions[0].format", "PDF"],
      ["OPM-ERround-0001-AWOL", "distributions[1].accessUrl", "https://www.youtube.com/watch?v=08bK8zHH9No"],
      ["OPM-ERround-0001-AWOL", "languages", ["en"]],
    ],
  },
  {
    file: "fixtures/catalogs/datajson/dcatus.json",
    connector: "datajson",
    datasets: 7,
    distributions: 7,
    refused: 0,
    skipped: 0,
    problems: { "unknown-series": 1 },
    seen: "Six of seven say R/P1W or R/P1M where the date of modification should be: a rhythm. One belongs to a collection that is not there.",
    values: [
      ["cftc-dc1", "frequency", { code: "WEEKLY", raw: "R/P1W" }],
      ["cftc-dc1", "modified", undefined],
      ["cftc-dc1", "spatial", [{ label: { en: "United States" } }]],
      ["cftc-dc1", "inSeries", undefined],
      ["cftc-dc1", "contactPoints[0].email", "hhild@CFTC.GOV"],
      ["cftc-dc2", "frequency.code", "MONTHLY"],
    ],
  },
  {
    file: "fixtures/catalogs/datajson/geospatial.data.json",
    connector: "datajson",
    datasets: 2,
    distributions: 4,
    refused: 0,
    skipped: 0,
    problems: { "unknown-theme": 2 },
    seen: "Two corners as text, latitude first (-179 can be no latitude); `geospatial` is a marker of data.gov, no theme of ours.",
    values: [
      [census, "spatial", [{ bbox: [-179.231086, -14.601813, 179.859681, 71.441059] }]],
      [census, "modified", "2013"],
      [census, "distributions[0].format", "ZIP"],
      [census, "distributions[1].conformsTo", ["http://www.isotc211.org/2005/gmd"]],
      ["USGS:5ec70f9d82ce476925eddc9e", "spatial", [{ bbox: [-180, -90, 180, 90] }]],
      ["USGS:5ec70f9d82ce476925eddc9e", "modified", "2020-07-13T17:31:25Z"],
    ],
  },
  {
    file: "fixtures/catalogs/datajson/ny.data.json",
    connector: "datajson",
    datasets: 1,
    distributions: 4,
    refused: 0,
    skipped: 0,
    problems: { "unknown-theme": 1 },
    seen: "Socrata: one dataset as CSV, RDF, JSON and XML. 'Economic Development' is a theme of New York.",
    values: [
      ["https://data.ny.gov/api/views/22ew-dxez", "issued", "2016-07-21"],
      ["https://data.ny.gov/api/views/22ew-dxez", "landingPage", "https://data.ny.gov/d/22ew-dxez"],
      ["https://data.ny.gov/api/views/22ew-dxez", "rawThemes", ["Economic Development"]],
      ["https://data.ny.gov/api/views/22ew-dxez", "distributions[0].mediaType", "text/csv"],
    ],
  },
  {
    file: "fixtures/catalogs/datajson/usda.gov.data.json",
    connector: "datajson",
    datasets: 3,
    distributions: 6,
    refused: 0,
    skipped: 0,
    problems: { "unknown-theme": 2, "unknown-licence": 2 },
    seen: "ArcGIS Hub: web page, Esri REST and WMS of each map; the licence is an address per dataset that says nothing.",
    values: [
      [forest, "spatial", [{ bbox: [-134.91336517510808, 21.082969302706488, -56.90070213154654, 52.37089914390312] }]],
      [forest, "distributions[0].format", "HTML"],
      [forest, "distributions[1].format", "ARCGIS"],
      ["USDA-DM-002", "licence.code", "cc0-1.0"],
    ],
  },
]

const corpora: readonly Outcome[] = [
  {
    file: "corpora/datajson-cms.json.gz",
    connector: "datajson",
    datasets: 139,
    distributions: 4040,
    refused: 0,
    skipped: 0,
    problems: { "unknown-theme": 149 },
    seen: "139 datasets with up to some hundred dated files each. Medicare, Medicaid and the children's programme are their themes, not ours.",
    values: [],
  },
  {
    file: "corpora/datajson-dhs.json.gz",
    connector: "datajson",
    datasets: 1093,
    distributions: 193,
    refused: 0,
    skipped: 0,
    problems: {},
    seen: "An inventory: most entries have no file, 134 are not public and 15 restricted, and say so.",
    values: [["FEMA-01686", "licence.code", "us-pd"]],
  },
  {
    file: "corpora/datajson-dol.json.gz",
    connector: "datajson",
    datasets: 465,
    distributions: 116,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 5, "unknown-theme": 79, "missing-url": 1, "placeholder-text": 5, "bad-date": 2 },
    seen: "One distribution is nothing but its type: the dataset's page stands in. Issued in 0201 and 0021 is a slip of the keyboard; five descriptions say 'none' or 'no description'.",
    values: [["MSHA-19-012:030-156", "distributions[0].accessUrl", "https://www.msha.gov/mine-data-retrieval-system"]],
  },
  {
    file: "corpora/datajson-usaid.json.gz",
    connector: "datajson",
    datasets: 316,
    distributions: 369,
    refused: 0,
    skipped: 0,
    problems: { "unknown-licence": 316, "unknown-format": 2 },
    seen: "All licences are two pages of the agency's own; 115 members of collections, all of them present; 'EXCEL' is XLSX where the file is; ARFF is the format of Weka.",
    values: [
      ["1d1c83dc-9b6c-4682-af4d-39d4738b571e", "inSeries", "0b6672be-b6c2-4669-ac64-86443d7dc3a7"],
      ["1d1c83dc-9b6c-4682-af4d-39d4738b571e", "languages", ["en", "es"]],
      ["1d1c83dc-9b6c-4682-af4d-39d4738b571e", "spatial", [{ label: { en: "Costa Rica" } }]],
    ],
  },
]

export const outcomes: readonly Outcome[] = [...ckan, ...datajson, ...corpora]

/** Files that lie among the catalogues and are none: no connector reads them, and each says so. */
export const notCatalogues: readonly { readonly file: string; readonly why: string; readonly code: string }[] = [
  {
    file: "fixtures/catalogs/ckan/agridata-tn-datastore-schemas.json",
    why: "a description of DataStore tables made by a tool; it lists columns, not datasets",
    code: "not-a-catalogue",
  },
  {
    file: "fixtures/catalogs/ckan/onshor-municipal-dataset-templates.xml",
    why: "templates from which a tool published datasets, with placeholders in place of names",
    code: "not-json",
  },
]
