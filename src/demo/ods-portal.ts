import type { DemoDataset } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"
import { fileAddress } from "./written-datasets.ts"

/** The catalogue of the Explore API 2.1. */
export function odsCatalogue(portal: DemoPortal, baseUrl: string, query: URLSearchParams) {
  const [limit, offset] = [Number(query.get("limit") ?? 10), Number(query.get("offset") ?? 0)]
  const all = portal.datasets
    .map((dataset) => entryOf(dataset, { portal, baseUrl }))
    .sort((a, b) => (a.dataset_id < b.dataset_id ? -1 : 1))
  return { total_count: all.length, results: all.slice(offset, offset + limit) }
}

/** In French, with Arabic in metadata of the portal's own, as bilingual portals do. */
function entryOf(dataset: DemoDataset, { portal, baseUrl }: { portal: DemoPortal; baseUrl: string }) {
  const { title, description = {}, keywords, period } = dataset
  const theme = portal.themes.get(dataset.theme)
  return {
    dataset_id: dataset.key,
    has_records: false,
    data_visible: true,
    visibility: "domain",
    features: [],
    attachments: [],
    alternative_exports: dataset.files.map((file) => ({
      id: file.name,
      title: file.title.fr,
      mimetype: file.mediaType.split(";")[0],
      url: fileAddress(file, baseUrl),
    })),
    metas: {
      default: {
        title: title.fr,
        description: description.fr && `<p>${description.fr.replaceAll("\n\n", "</p><p>")}</p>`,
        theme: theme ? [theme.label.fr] : [],
        keyword: keywords.fr ?? [],
        license: dataset.licence,
        language: "fr",
        publisher: dataset.publisher.name.fr,
        territory: dataset.place ? [dataset.place] : [],
        modified: `${dataset.modified}T09:30:00+00:00`,
        metadata_processed: `${dataset.modified}T09:35:00+00:00`,
        data_processed: `${dataset.modified}T09:30:00+00:00`,
        federated: false,
      },
      dcat: {
        created: dataset.issued,
        issued: dataset.issued,
        accrualperiodicity: dataset.frequency,
        ...(period ? { temporal: `${period.start}/${period.end}` } : {}),
      },
      custom: { title_ar: title.ar, description_ar: description.ar, keyword_ar: keywords.ar ?? [] },
    },
  }
}
