/** The draft as its public page will show it. */
import { type Dataset, type OfficeDataset, officeDataset } from "../../../../catalogue/index.ts"
import { datasetModel } from "../../../pages/dataset/dataset-model.ts"
import { DatasetView } from "../../../pages/dataset/dataset-view.tsx"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficeRoute } from "../../office-route.ts"

const preview: OfficeHandler = async ({ db, previews }, visit) => {
  const { language, page, viewer } = visit
  const office = await officeDataset(db, visit.params.id ?? "", viewer.actor)
  const model = datasetModel({ dataset: asShown(office), changes: [], previewOf: previews.cached }, visit)
  const back = routes.office(language, `/datasets/${office.id}/edit`)
  return { kind: "page", view: <DatasetView page={page} model={{ ...model, editHref: back }} /> }
}

function asShown({
  id,
  slug,
  organization,
  document,
  sources,
  editedFields,
  createdAt,
  draft,
}: OfficeDataset): Dataset {
  return {
    ...document.facts,
    id,
    slug,
    organization,
    sources,
    editedFields,
    state: "published",
    createdAt: createdAt.toISOString(),
    metadataModified: (draft?.updatedAt ?? createdAt).toISOString(),
    distributions: document.distributions.map((entry, position) => ({
      ...entry,
      position,
      // Its public address begins with its publication.
      ...(entry.file ? { downloadUrl: `/files/stored/${entry.file.id}` } : {}),
    })),
  }
}

export const previewRoutes: readonly OfficeRoute[] = [{ path: "/datasets/:id/preview", get: preview }]
