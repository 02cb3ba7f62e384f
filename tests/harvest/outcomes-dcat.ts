/**
 * What harvesting each recorded DCAT catalogue must give. Numbers and values were checked by looking at the files in
 * `../shared/fixtures/catalogs/dcat`, not taken from the program.
 */
export interface DcatOutcome {
  /** Name below `../shared/fixtures/catalogs/dcat`. */
  readonly file: string
  /** What a person sees in the file, and why the problems are right. */
  readonly seen: string
  /** The run stops with this code and place; nothing is read. */
  readonly stop?: { readonly code: string; readonly line: number; readonly column: number; readonly text: string }
  readonly datasets?: number
  readonly distributions?: number
  readonly series?: number
  readonly services?: number
  readonly refused?: number
  readonly problems?: Readonly<Record<string, number>>
  /** Values of single records: remote id, path inside the facts, value. */
  readonly values?: readonly (readonly [remoteId: string, path: string, value: unknown])[]
}

const widgets = "http://www.agency.gov/datasets/widgets-data"
const first = "https://data.some.org/catalog/datasets/1"
const second = "https://data.some.org/catalog/datasets/2"
const madrid =
  "https://datos.gob.es/catalogo/l01280796-estudio-de-satisfaccion-con-el-programa-de-escuelas-municipales-de-promocion-deportiva-en-centros-escolares"
const rostock = "https://www.opendata-hro.de/dataset/c1be4007-d811-48fb-8818-2cb358b06a63"
const trilingual = "https://example.org/dataset/0112cf32-bce0-4071-9504-923375f9f2ad"
const bicycles = "https://www.arcgis.com/home/item.html?id=f6565516d1354383b25793e630cf3f2b&sublayer=5"
const deeds = "https://www.arcgis.com/home/item.html?id=92a676a42a864c4baf58856e445b6d41"
const carnoules =
  "https://sig.oreme.org/geonetwork/srv/resources/datasets/0c456d2d-9548-4a2a-94ef-231d9d890ce2%20https://sig.oreme.org/geonetwork/srv/resources0c456d2d-9548-4a2a-94ef-231d9d890ce2"
const lichtenberg = "http://data.example-domain.de/dataset/63961baa-2fd0-40d4-9242-4a9640ff5f1e"
const election = "http://data.example-domain.de/dataset/0ee2fe79-fc37-400d-a8ca-4915b0295aec"
const openness = "http://data.example-domain.de/dataset/4ade8a03-2801-471a-8f7f-97c70265e7eb"
const marsh = "http://data.example-domain.de/dataset/bd2d4fa6-e9ad-470d-888b-5eb1378d39e9"
const gravity =
  "https://sig.oreme.org/geonetwork/srv/eng/catalog.search#/metadata//datasets/0437a976-cff1-4fa6-807a-c23006df2f8f"
const polling = "https://vanves-seineouest.opendatasoft.com/explore/dataset/bureau-de-vote-vanves/"
const explore = "https://vanves-seineouest.opendatasoft.com/api/explore/v2.1/"

export const dcatOutcomes: readonly DcatOutcome[] = [
  {
    file: "catalog-pod.jsonld",
    seen: "DCAT-US as JSON-LD with its own context, whose IRIs are misspelt (dc/terms/#license, adms#contactPoint): still read. “manufacturing” is no theme of ours.",
    datasets: 1,
    distributions: 4,
    problems: { "unknown-theme": 1 },
    values: [
      [widgets, "identifier", "widgets-0001"],
      [widgets, "title", { en: "U.S. Widget Manufacturing Statistics" }],
      [widgets, "keywords", { en: ["factory", "manufacturing", "widget"] }],
      [widgets, "publisher", { name: { en: "Widget Services" } }],
      [widgets, "contactPoints", [{ name: "Jane Doe", email: "jane.doe@agency.gov" }]],
      [widgets, "licence.raw", "http://creativecommons.org/publicdomain/zero/1.0/"],
      [widgets, "frequency", { code: "ANNUAL", raw: "R/P1Y" }],
      [widgets, "temporal", [{ start: "2009-09-01T12:00:00Z", end: "2010-05-31T12:00:00Z" }]],
      [widgets, "issued", "2011-11-22"],
      [widgets, "modified", "2011-11-19T12:00:00Z"],
      [widgets, "rawThemes", ["manufacturing"]],
      [widgets, "spatial", [{ label: { en: "United States" } }]],
      [widgets, "distributions[3].mediaType", "text/csv"],
    ],
  },
  {
    file: "catalog.rdf",
    seen: "An English catalogue of two datasets with three and two distributions; blank publishers; the licence is an invented address.",
    datasets: 2,
    distributions: 5,
    problems: { "unknown-licence": 1 },
    values: [
      [first, "title", { en: "Example dataset 1" }],
      [first, "publisher", { name: { en: "Publishing Organization for dataset 1" } }],
      [first, "licence", { raw: "https://data.some.org/link/to/license" }],
      [first, "distributions[0].accessUrl", "https://data.some.org/the/actual/catalog/link/to/an/api"],
      [first, "distributions[1].format", "CSV"],
      [first, "distributions[2].mediaType", "application/pdf"],
      [second, "keywords", { en: ["education", "sloths", "stats"] }],
      [second, "issued", "2012-06-21"],
      [second, "distributions[0].format", "HTML"],
    ],
  },
  {
    file: "dataset-gob-es.ttl",
    seen: "One record of the Spanish portal, no catalogue. Its yearly rhythm is an OWL-Time duration, its format a node with label XLS for a file that ends in .xlsx. Licence and theme are Spanish.",
    datasets: 1,
    distributions: 1,
    problems: { "unknown-licence": 1, "format-mismatch": 1 },
    values: [
      [madrid, "identifier", "https://datos.madrid.es/egob/catalogo/300676-0-deporte-encuesta-escuelas"],
      [madrid, "keywords", { es: ["deporte escolar", "escuelas", "promoción"] }],
      [madrid, "publisher.name", { es: "Ayuntamiento de Madrid" }],
      [madrid, "publisher.remoteId", "http://datos.gob.es/recurso/sector-publico/org/Organismo/L01280796"],
      [madrid, "frequency.code", "ANNUAL"],
      [madrid, "issued", "2024-04-15T07:08:02Z"],
      [madrid, "rawThemes", ["http://datos.gob.es/kos/sector-publico/sector/deporte"]],
      [madrid, "distributions[0].byteSize", 43_008],
      [madrid, "distributions[0].rawFormat", "XLS"],
      [madrid, "distributions[0].mediaType", "application/vnd.ms-excel"],
    ],
  },
  {
    file: "dataset-gov-de.rdf",
    seen: "One record of Rostock with nine distributions, five of them files with size and SHA-256; all under dcat-ap.de's cc-zero, which our list may not know.",
    datasets: 1,
    distributions: 9,
    values: [
      [rostock, "title", { de: "Liefer- und Abholservices (Gastronomie)" }],
      [rostock, "languages", ["de"]],
      [rostock, "accessRights", "public"],
      [rostock, "publisher.name", { de: "Hanse- und Universitätsstadt Rostock" }],
      [
        rostock,
        "contactPoints",
        [
          {
            name: "Hanse- und Universitätsstadt Rostock – Kataster-, Vermessungs- und Liegenschaftsamt",
            email: "geodienste@rostock.de",
          },
        ],
      ],
      [rostock, "spatial", [{ bbox: [11.9936, 54.0486, 12.3045, 54.2466] }]],
      [rostock, "themes", ["economie-finances"]],
      [rostock, "modified", "2024-05-08T04:11:24Z"],
      [rostock, "distributions[0].format", "CSV"],
      [rostock, "distributions[0].byteSize", 60_744],
      [
        rostock,
        "distributions[0].checksum",
        { algorithm: "sha256", value: "7cc6d258c20d5b5b507c8466900a381de8a349bb1a8118361c1a613e1b59fb14" },
      ],
      [rostock, "distributions[0].licence.raw", "http://dcat-ap.de/def/licenses/cc-zero"],
    ],
  },
  {
    file: "dataset-multilingual.ttl",
    seen: "One dataset in Catalan, Spanish and English; its foaf:page is a document beside the one data file; its statement of rights is no licence.",
    datasets: 1,
    distributions: 2,
    problems: {},
    values: [
      [
        trilingual,
        "title",
        {
          ca: "Conjunt de dades de prova DCAT",
          es: "Conjunto de datos de prueba DCAT",
          en: "Test DCAT dataset",
        },
      ],
      [trilingual, "keywords", { ca: ["Pins", "Roures"], en: ["Oaks", "Pines"], es: ["Pinos", "Robles"] }],
      [
        trilingual,
        "contactPoints",
        [
          { name: "Contact 1", email: "contact1@example.org" },
          { name: "Contact 2", email: "contact2@example.org" },
        ],
      ],
      [trilingual, "version", "1.0b"],
      [trilingual, "languages", ["ca", "en", "es"]],
      [trilingual, "distributions[0].format", "CSV"],
      [trilingual, "distributions[0].title", { ca: "Recurs 1", es: "Recurso 1", en: "Resource 1" }],
      [trilingual, "distributions[1].documentation", true],
    ],
  },
  {
    file: "dataset.ttl",
    seen: "Not Turtle: line 149 uses the prefix healthdcatap:, declared nowhere (and line 163 has “<<http”). What it should mean would be a guess, so the page is a named failure.",
    stop: { code: "rdf-syntax", line: 149, column: 17, text: 'healthdcatap:publisherNote "Example note" ;' },
  },
  {
    file: "evian.jsonld.json",
    seen: "ArcGIS Hub feed of a French town: eight datasets without @id, known by their identifier; the context is bundled. Three extents are templates that nobody filled in, three licences are HTML, “geospatial” is no theme.",
    datasets: 8,
    distributions: 34,
    problems: { "unknown-theme": 8, "placeholder-text": 3, "unknown-licence": 3 },
    values: [
      [bicycles, "title", { und: "stationnement velos" }],
      [bicycles, "spatial", [{ bbox: [6.5735, 46.3912, 6.6069, 46.4028] }]],
      [bicycles, "modified", "2022-07-29T11:29:07Z"],
      [bicycles, "accessRights", "public"],
      [
        bicycles,
        "licence",
        { raw: "Soumis à la licence Etalab : https://www.etalab.gouv.fr/licence-ouverte-open-licence/" },
      ],
      [bicycles, "publisher", { name: { fr: "Ville d'Evian-les-Bains" } }],
      [deeds, "spatial", undefined],
      [deeds, "description", undefined],
      [deeds, "licence", undefined],
    ],
  },
  {
    file: "geonetwork-catalog.xml",
    seen: "Not RDF/XML: fourteen properties have both rdf:resource and a text (it became the label), and the dataset's IRI holds a space (escaped). Read with these problems. Its four distributions are named but never described, so nobody could open them.",
    datasets: 1,
    distributions: 0,
    problems: { "invalid-iri": 1, "text-beside-resource": 14, "distribution-without-url": 4, "unknown-licence": 1 },
    values: [
      [carnoules, "modified", "2021-05-05"],
      [carnoules, "temporal", [{ start: "2004-11-03", end: "2005-03-30" }]],
      [carnoules, "spatial", [{ bbox: [3.98197778, 44.05310833, 4.00346389, 44.11806389] }]],
      [carnoules, "publisher.name", { en: "UMR HydroSciences Montpellier (HSM)" }],
      [carnoules, "frequency", { code: "CONT", raw: "continual" }],
      [
        carnoules,
        "rawThemes",
        [
          "Environmental monitoring facilities",
          "Habitats and biotopes",
          "biogeochemistry",
          "fauna",
          "flora (biology)",
          "metals",
          "microbiology",
          "mine",
          "pollution",
        ],
      ],
    ],
  },
  {
    file: "govdata-catalog-endpoint.rdf",
    seen: "A CKAN page with Hydra paging (the last one), six German datasets; one address has brackets, one mail says (at), three formats are words of their own (one is the address of a whole list of formats).",
    datasets: 6,
    distributions: 18,
    values: [
      [lichtenberg, "publisher.name", { de: "Datenportal Berlin" }],
      [lichtenberg, "issued", "2015-01-19T09:12:31Z"],
      [election, "contactPoints", [{ name: "Statistisches Landesamt Rheinland-Pfalz" }]],
      [election, "themes", ["affaires-sociales", "education", "enseignement-superieur"]],
      [election, "temporal", [{ start: "2013-07-22", end: "2013-11-23" }]],
      [election, "spatial", [{ bbox: [5.565274, 47.141214, 15.571372, 55.058927] }]],
      [openness, "spatial", undefined],
      [openness, "distributions[0].byteSize", undefined],
      [marsh, "frequency.code", "ANNUAL"],
      [marsh, "version", "2.0"],
      [marsh, "contactPoints[0].phone", "+494042840-3494"],
      [marsh, "distributions[0].byteSize", 685_246],
      [
        marsh,
        "distributions[2].accessUrl",
        "http://metaver.de/trefferanzeige?docuuid=4635D337-4805-4C32-A211-13F8C038BF27",
      ],
    ],
  },
  {
    file: "paged-collection-1.jsonld",
    seen: "Two pages of the older Hydra vocabulary: three datasets, then the fourth. The catalogue lists all four on both. Theme 1 and Theme 2 are no themes of ours.",
    datasets: 4,
    distributions: 4,
    problems: { "unknown-theme": 4 },
    values: [
      ["http://data.test.org/datasets/1", "temporal", [{ start: "2016-12-05" }]],
      ["http://data.test.org/datasets/1", "contactPoints", [{ name: "Organization contact", email: "hello@its.me" }]],
      ["http://data.test.org/datasets/2", "publisher.name", { en: "An Organization" }],
      ["http://data.test.org/datasets/4", "identifier", "4"],
    ],
  },
  {
    file: "paged-collection-2.jsonld",
    seen: "The second page alone: three datasets are listed and described nowhere. They are there, so they are refused rather than withdrawn.",
    datasets: 1,
    distributions: 1,
    refused: 3,
    problems: { "not-described": 3, "unknown-theme": 2 },
  },
  {
    file: "sig-oreme.rdf",
    seen: "GeoNetwork lists the dataset under one IRI and describes it under another that ends alike: one dataset, none missing. The publisher's name stands only in its IRI; “modified” is written dct:updated.",
    datasets: 1,
    distributions: 1,
    values: [
      [gravity, "publisher.name", { en: "UMR Géosciences Montpellier (GM)" }],
      [gravity, "modified", "2022-02-14"],
      [gravity, "keywords", { en: ["GRAVI", "SNO RESIF-Gravimétrie", "solid earth dynamics"] }],
      [gravity, "frequency.code", "IRREG"],
      [gravity, "licence.raw", "Licence ouverte / Open Licence"],
      [gravity, "distributions[0].accessUrl", "https://oreme.org/observation/gravi"],
    ],
  },
  {
    file: "udata-catalog.xml",
    seen: "udata's export of a town: two datasets with four and two files, and the data service that serves both; the only page.",
    datasets: 2,
    distributions: 6,
    services: 1,
    values: [
      [polling, "title", { und: "Bureaux de vote - Vanves" }],
      [polling, "publisher.name", { und: "Vanves" }],
      [polling, "modified", "2019-04-19T12:21:56Z"],
      [polling, "distributions[0].format", "CSV"],
      [explore, "endpointUrl", explore],
      [explore, "endpointDescription", `${explore}swagger.json`],
      [
        explore,
        "servesDatasets",
        [polling, "https://vanves-seineouest.opendatasoft.com/explore/dataset/vfe_public_219200755_20240506/"],
      ],
    ],
  },
]
