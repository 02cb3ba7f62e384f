import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { DatasetModel } from "./dataset-model.ts"

/** schema.org Dataset for search engines; the full metadata are in the API. */
export function datasetJsonLd(page: Page, model: DatasetModel, plainDescription: string | undefined): object {
  const { dataset, title, publisher, licence } = model
  const { baseUrl } = page.site
  return {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    "@id": baseUrl + routes.permanent(dataset.id),
    url: baseUrl + routes.dataset(page.language, dataset.slug),
    name: title.text,
    alternateName: model.otherTitles.map(({ text }) => text),
    description: plainDescription ?? title.text,
    inLanguage: page.language,
    identifier: [baseUrl + routes.permanent(dataset.id), ...(dataset.identifier ? [dataset.identifier] : [])],
    publisher: { "@type": "GovernmentOrganization", name: publisher.name.text, url: baseUrl + publisher.href },
    license: licence.kind === "known" ? (licence.licence.url ?? baseUrl + licence.href) : undefined,
    datePublished: dataset.issued,
    dateModified: dataset.modified,
    keywords: model.keywords.map(({ name }) => name.text),
    spatialCoverage: model.places.map(({ text }) => text),
    temporalCoverage: model.periods.map(({ start, end }) => `${start ?? ".."}/${end ?? ".."}`),
    isAccessibleForFree: true,
    includedInDataCatalog: { "@type": "DataCatalog", url: `${baseUrl}/${page.language}` },
    distribution: model.files.map((file) => ({
      "@type": "DataDownload",
      name: file.title?.text,
      encodingFormat: file.format,
      contentUrl: absolute(file.downloadUrl ?? file.accessUrl, baseUrl),
      contentSize: file.size ? String(file.size.bytes) : undefined,
    })),
  }
}

/** Files kept here are named by their path. */
function absolute(address: string | undefined, baseUrl: string): string | undefined {
  return address?.startsWith("/") ? `${baseUrl}${address}` : address
}
