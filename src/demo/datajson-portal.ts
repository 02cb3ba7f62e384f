import type { DemoDataset, DemoSeries } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"

/** The portal as a DCAT-US 1.1 `data.json`, in the manner of ArcGIS Hub: one language per record. */
export function dataJson(portal: DemoPortal, baseUrl: string): Readonly<Record<string, unknown>> {
  return {
    "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
    "@type": "dcat:Catalog",
    "@id": `${baseUrl}/data.json`,
    conformsTo: "https://project-open-data.cio.gov/v1.1/schema",
    describedBy: "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
    dataset: [
      ...portal.series.map((series) => seriesOf(series, portal, baseUrl)),
      ...portal.datasets.map((dataset) => datasetOf(dataset, portal, baseUrl)),
      ...portal.broken,
    ],
  }
}

/** What DCAT-US 3 calls a series; its members name it in `isPartOf`. */
function seriesOf({ id, title, description, publisher, issued }: DemoSeries, portal: DemoPortal, baseUrl: string) {
  const [language = "fr"] = Object.keys(title)
  return {
    "@type": "dcat:DatasetSeries",
    identifier: id,
    title: title[language],
    description: description[language],
    issued: `${issued}T08:00:00.000Z`,
    publisher: { "@type": "org:Organization", name: publisher.name[language] ?? publisher.name.fr },
    contactPoint: contactOf(portal, baseUrl),
    language: [language],
  }
}

/** Questions are asked on the portal itself. */
function contactOf({ title }: DemoPortal, baseUrl: string) {
  return { "@type": "vcard:Contact", fn: title.fr, hasURL: `${baseUrl}/` }
}

function datasetOf(dataset: DemoDataset, portal: DemoPortal, baseUrl: string) {
  const { themes } = portal
  const language = dataset.languages[0] ?? "fr"
  const page = `${baseUrl}/dataset/${dataset.key}`
  const theme = themes.get(dataset.theme)
  return {
    "@type": "dcat:Dataset",
    identifier: dataset.id,
    landingPage: page,
    title: dataset.title[language],
    description: dataset.description?.[language] ?? "",
    keyword: dataset.keywords[language] ?? [],
    issued: `${dataset.issued}T08:00:00.000Z`,
    modified: `${dataset.modified}T09:30:00.000Z`,
    publisher: { "@type": "org:Organization", name: dataset.publisher.name[language] ?? dataset.publisher.name.fr },
    contactPoint: contactOf(portal, baseUrl),
    accessLevel: "public",
    ...(dataset.inSeries ? { isPartOf: dataset.inSeries } : {}),
    ...(dataset.licence ? { license: dataset.licence } : {}),
    ...(dataset.frequency ? { accrualPeriodicity: dataset.frequency } : {}),
    ...(dataset.place ? { spatial: dataset.place } : {}),
    ...(theme ? { theme: [theme.label[language] ?? theme.label.fr] } : {}),
    language: [language],
    distribution: [
      { "@type": "dcat:Distribution", title: "Page", format: "Web Page", mediaType: "text/html", accessURL: page },
      ...dataset.files.map((file) => ({
        "@type": "dcat:Distribution",
        title: file.title[language],
        format: file.format,
        ...(file.body ? { mediaType: file.mediaType } : {}),
        downloadURL: `${baseUrl}/files/${file.name}`,
      })),
    ],
  }
}
