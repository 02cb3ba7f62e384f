/**
 * What harvesting each recorded CSW answer must give. Numbers and values were checked by looking at the files in
 * `../shared/fixtures/catalogs/csw`, not taken from the program.
 */
export interface CswOutcome {
  /** Names below `../shared/fixtures/catalogs/csw`, by the position that their answer begins at. */
  readonly files: Readonly<Record<number, string>>
  readonly options?: Readonly<Record<string, unknown>>
  /** What a person sees in the files, and why the problems are right. */
  readonly seen: string
  readonly datasets: number
  readonly distributions: number
  readonly problems: Readonly<Record<string, number>>
  /** Values of single records: remote id, path inside the facts, value. */
  readonly values: readonly (readonly [remoteId: string, path: string, value: unknown])[]
}

const cadastre = "955c3e47-411e-4969-b61b-3556d1b9f879"
const cartigny = "fr-120066022-ldd-56fce164-04b2-41ae-be87-9f256f39dd44"
const easements = "fr-120066022-jdd-585c9cd3-d542-407a-b6a5-885f062b0024"
const ddtm80 = "DDTM 80 (Direction Départementale des Territoires et de la Mer de la Somme)"
const households =
  "https://www.geo2france.fr/geonetwork/srv/fre/catalog.search#/metadata/04bcec79-5b25-4b16-b635-73115f7456e4"

export const cswOutcomes: readonly CswOutcome[] = [
  {
    files: { 1: "geobretagne-md-metadata.xml" },
    seen: "One record of GéoBretagne: four formats, two links to pages, a box and the name of its region, a revision and nothing else for a date; “Usage libre sous réserve…” is a licence in words of its own.",
    datasets: 1,
    distributions: 2,
    problems: { "unknown-licence": 1 },
    values: [
      [cadastre, "title", { fr: "Cadastre 2018 en Bretagne" }],
      [
        cadastre,
        "identifier",
        "https://geobretagne.fr/geonetwork/apps/georchestra/?uuid=363e3a8e-d0ce-497d-87a9-2a2d58d82772",
      ],
      [cadastre, "modified", "2018-09-01"],
      [cadastre, "issued", undefined],
      [cadastre, "frequency", { code: "ANNUAL", raw: "annually" }],
      [cadastre, "themes", ["collectivites-locales"]],
      [
        cadastre,
        "spatial",
        [
          { label: { fr: "Bretagne" }, bbox: [-5.23515625, 46.755859375, -1.1921875, 49.30468750000001] },
          { label: { fr: "France" } },
        ],
      ],
      [cadastre, "publisher", { name: { fr: "DGFIP Bretagne" } }],
      [cadastre, "contactPoints", [{ name: "DGFIP Bretagne", email: "bureau.gf3a@dgfip.finances.gouv.fr" }]],
      [cadastre, "keywords.fr[2]", "parcelles cadastrales"],
      [cadastre, "distributions[0].accessUrl", "http://www.cadastre.gouv.fr"],
      [cadastre, "distributions[1].description", { fr: "Lien officiel de description des données" }],
    ],
  },
  {
    files: {
      1: "geonetwork-iso19139-page-1.xml",
      3: "geonetwork-iso19139-page-3.xml",
      5: "geonetwork-iso19139-page-5.xml",
    },
    seen: "Six records in three pages: five town plans under Licence Ouverte 1.0, which is not in our list, and one table of easements under 2.0, which is. All six have west and east swapped. Two links of each show the record itself.",
    datasets: 6,
    distributions: 49,
    problems: { "bad-bbox": 6, "unknown-licence": 5 },
    values: [
      [cartigny, "title", { fr: "Plan local d'urbanisme de la commune de Cartigny" }],
      [cartigny, "identifier", "fr-120066022-orphan-residentifier-140d31c6-643d-42a9-85df-2737a118e144"],
      [cartigny, "publisher", { name: { fr: ddtm80 } }],
      [cartigny, "contactPoints", [{ name: ddtm80, email: "ddtm-sap-bsig@somme.gouv.fr", phone: "0364572400" }]],
      [cartigny, "issued", "2017-10-07"],
      [cartigny, "modified", undefined],
      [cartigny, "accessRights", "public"],
      [cartigny, "licence", { raw: "Licence Ouverte 1.0 http://www.data.gouv.fr/Licence-Ouverte-Open-Licence." }],
      [cartigny, "spatial", [{ label: { fr: "département de la Somme, Département de la Somme" } }]],
      [
        cartigny,
        "keywords",
        {
          fr: [
            "Aménagement Urbanisme/Zonages Planification",
            "Usage des sols",
            "cartigny",
            "document d'urbanisme",
            "plu",
            "données ouvertes",
          ],
        },
      ],
      [
        cartigny,
        "landingPage",
        `http://catalogue.geo-ide.developpement-durable.gouv.fr/catalogue/srv/fre/catalog.search#/metadata/${cartigny}`,
      ],
      [cartigny, "distributions[0].format", "MAPINFO"],
      [easements, "licence.code", "etalab-2.0"],
      [easements, "version", "3"],
      [easements, "modified", "2021-11-19"],
      [easements, "issued", "2021-06-18"],
      [easements, "spatial", [{ label: { fr: "PAS-DE-CALAIS" } }]],
      [easements, "distributions[0].rawFormat", "ESRI Shapefile (SHP)"],
      [easements, "distributions[0].format", "SHP"],
    ],
  },
  {
    files: { 1: "geonetwork-dcat-page-1.xml" },
    options: { schema: "dcat", ignoreTotal: true },
    seen: "The first page of a GeoNetwork's DCAT: two datasets, each in a graph of its own. The WFS of both has no description.",
    datasets: 2,
    distributions: 6,
    problems: { "distribution-without-url": 2 },
    values: [
      [households, "identifier", "https://www.geo2france.fr/insee/partmenage5ans"],
      [households, "issued", "2020-09-22"],
      [households, "publisher.name", { fr: "Géo2France" }],
      [households, "distributions[4].format", "WMS"],
    ],
  },
]
