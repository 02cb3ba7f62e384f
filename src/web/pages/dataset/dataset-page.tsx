import type { VNode } from "preact"
import {
  type Dataset,
  type Distribution,
  datasetByRef,
  distributionByRef,
  officeKinds,
  recordPages,
} from "../../../catalogue/index.ts"
import type { Read } from "../../../platform/cache/index.ts"
import { changesOf } from "../../../platform/changes/index.ts"
import { readableTable, readFirst, tablesOfDistributions } from "../../../tabular/index.ts"
import { datasetMessages, inLanguage } from "../../../texts/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { routes } from "../../routes.ts"
import { datasetModel } from "./dataset-model.ts"
import { DatasetView } from "./dataset-view.tsx"
import { editsDataset } from "./edits-dataset.ts"
import { isPreviewable } from "./file-model.ts"
import { type PreviewModel, PreviewView } from "./preview-view.tsx"
import { WithdrawnView } from "./withdrawn-view.tsx"

export type DatasetAnswer =
  /** `reads`: all that the page was made of, where it was made of rows alone. */
  | { readonly kind: "page"; readonly view: VNode; readonly status?: number; readonly reads?: readonly Read[] }
  | { readonly kind: "moved"; readonly to: string }
  | { readonly kind: "none" }

/** Some are checks of links, which the history leaves out. */
const changesRead = 100

export async function datasetPage({ db, previews }: WebContext, reading: Reading, ref: string): Promise<DatasetAnswer> {
  const lookup = await datasetByRef(db, ref, reading.page.viewer?.actor)
  if (lookup.kind === "none") return lookup
  if (lookup.kind === "moved") return { kind: "moved", to: routes.dataset(reading.language, lookup.slug) }
  const { dataset } = lookup
  if (dataset.slug !== ref) return { kind: "moved", to: routes.dataset(reading.language, dataset.slug) }
  if (dataset.state === "withdrawn") {
    return { kind: "page", status: 410, view: <WithdrawnView page={reading.page} dataset={dataset} /> }
  }
  const exceptKinds = [...officeKinds]
  const changes = await changesOf(db, { entity: "dataset", entityId: dataset.id, limit: changesRead, exceptKinds })
  const pages = dataset.sources.length > 1 ? await recordPages(db, dataset.id) : new Map<string, string>()
  const tables = await tablesOfDistributions(
    db,
    dataset.distributions.map(({ id }) => id),
  )
  const model = datasetModel({ dataset, changes, previewOf: previews.cached, recordPages: pages, tables }, reading)
  const reads = [
    { entity: "dataset", id: dataset.id },
    { entity: "organization", id: dataset.organization.id },
    // Few change, and one that comes back after a withdrawal is not yet named here.
    { list: "series" },
    { list: "service" },
  ]
  const mayEdit = await editsDataset({ db }, reading, dataset.id)
  const editHref = mayEdit ? routes.office(reading.language, `/datasets/${dataset.id}/edit`) : undefined
  return { kind: "page", view: <DatasetView page={reading.page} model={{ ...model, editHref }} />, reads }
}

/** First rows of one file on a page of their own: it waits for the host, the dataset's page never does. */
export async function previewPage(
  { db, previews }: WebContext,
  reading: Reading,
  { ref, distributionId }: { ref: string; distributionId: string },
): Promise<DatasetAnswer> {
  const { language, page } = reading
  const lookup = await datasetByRef(db, ref, page.viewer?.actor)
  if (lookup.kind === "moved") return { kind: "moved", to: routes.preview(language, lookup.slug, distributionId) }
  if (lookup.kind === "none" || lookup.dataset.state !== "published") return { kind: "none" }
  const { dataset } = lookup
  const shownDataset = {
    href: routes.dataset(language, dataset.slug),
    title:
      inLanguage(dataset.title, language, dataset.sourceLanguage) ?? shownOrCode(undefined, language, dataset.slug),
  }
  const file = dataset.distributions.find(({ id }) => id === distributionId)
  if (!file) {
    const { kind } = await distributionByRef(db, distributionId)
    if (kind !== "gone") return { kind: "none" }
    const gone = {
      dataset: shownDataset,
      title: shownDataset.title.text,
      preview: { kind: "refused", reason: "gone" },
    } as const
    return { kind: "page", status: 410, view: <PreviewView page={page} model={gone} /> }
  }
  // Its table is made soon, and shows more than its first rows.
  await readFirst(db, await readableTable(db, file.id, page.viewer?.actor))
  const model: PreviewModel = {
    dataset: shownDataset,
    title: fileTitle(file, dataset, reading),
    downloadUrl: safeUrl(file.downloadUrl),
    preview: await previewOf(file, previews),
  }
  return { kind: "page", view: <PreviewView page={page} model={model} /> }
}

async function previewOf(file: Distribution, previews: WebContext["previews"]): Promise<PreviewModel["preview"]> {
  const url = safeUrl(file.downloadUrl)
  if (!url) return { kind: "refused", reason: "no-file" }
  return isPreviewable(file) ? previews.load(url) : { kind: "refused", reason: "not-tabular" }
}

function fileTitle(file: Distribution, dataset: Dataset, { language, page }: Reading): string {
  const title = inLanguage(file.title, language, dataset.sourceLanguage)
  return title?.text ?? datasetMessages[language].untitledFile(page.format.number(file.position + 1))
}
