import type { Dataset, OfficeDataset } from "../catalogue/index.ts"

/** The document of somebody's work in the shape in which the public's datasets are answered. */
export function officeAsDataset({ document, draft, createdAt, sources, ...office }: OfficeDataset): Dataset {
  const { facts, distributions } = document
  const harvestedAt = sources[0]?.harvestedAt
  return {
    ...facts,
    id: office.id,
    slug: office.slug,
    state: office.shownState ?? "draft",
    organization: office.organization,
    metadataModified: (draft?.updatedAt ?? office.metadataModified).toISOString(),
    createdAt: createdAt.toISOString(),
    ...(harvestedAt ? { harvestedAt } : {}),
    sources,
    editedFields: office.editedFields,
    distributions: distributions.map((one, position) => ({ ...one, position })),
  }
}
