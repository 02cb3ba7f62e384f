import type { DemoDataset } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"
import { fileAddress } from "./written-datasets.ts"

/** Answers of version 1 of the API of udata; nothing where it has no such list. */
export function udataList(
  portal: DemoPortal,
  baseUrl: string,
  { path, query }: { path: string; query: URLSearchParams },
) {
  if (path === "1/dataservices/") return page([], query)
  if (path !== "1/datasets/") return undefined
  return page([...portal.datasets.map((dataset) => datasetOf(dataset, baseUrl)), ...portal.broken], query)
}

function page(all: readonly unknown[], query: URLSearchParams) {
  const [number, size] = [Number(query.get("page") ?? 1), Number(query.get("page_size") ?? 20)]
  const start = (number - 1) * size
  const data = all.slice(start, start + size)
  return { data, page: number, page_size: size, total: all.length, previous_page: null, next_page: null }
}

/** As udata writes it: one language in the fields, the other among the extras. */
function datasetOf(dataset: DemoDataset, baseUrl: string) {
  const { id, key, title, description = {}, period, publisher } = dataset
  return {
    id,
    slug: key,
    page: `${baseUrl}/dataset/${key}`,
    title: title.fr,
    description: description.fr,
    extras: { title_ar: title.ar, description_ar: description.ar },
    tags: [...(dataset.keywords.fr ?? []), ...(dataset.keywords.ar ?? [])],
    badges: [],
    license: dataset.licence,
    frequency: dataset.frequency ?? "unknown",
    temporal_coverage: period && { start: `${period.start}T00:00:00+00:00`, end: `${period.end}T00:00:00+00:00` },
    organization: { name: publisher.name.fr, slug: publisher.slug, badges: [] },
    private: false,
    archived: null,
    deleted: null,
    created_at: `${dataset.issued}T08:00:00+00:00`,
    last_modified: `${dataset.modified}T09:30:00+00:00`,
    last_update: `${dataset.modified}T09:30:00+00:00`,
    resources: dataset.files.map((file) => ({
      id: `${id}/${file.name}`,
      title: file.title.fr,
      format: file.format.toLowerCase(),
      mime: file.mediaType.split(";")[0],
      url: fileAddress(file, baseUrl),
      last_modified: `${file.modified}T09:30:00+00:00`,
    })),
    community_resources: [],
  }
}
