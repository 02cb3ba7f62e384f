/** Datasets in the office: the list, the form, review, history, merging, trash, many at once. */
import { listOfficeDatasets } from "../../../catalogue/index.ts"
import { officeDatasetMessages } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { OfficeNavigation, OfficeRoute } from "../office-route.ts"
import { bulkRoutes } from "./bulk/bulk-page.tsx"
import { importRoutes } from "./bulk/import-page.tsx"
import { formRoutes } from "./form/form-page.tsx"
import { historyRoutes } from "./history/history-page.tsx"
import { linkRoutes } from "./links/links-page.tsx"
import { listRoutes } from "./list/list-page.tsx"
import { mergeRoutes } from "./review/merge-page.tsx"
import { previewRoutes } from "./review/preview-page.tsx"
import { reviewRoutes } from "./review/review-page.tsx"
import { tableRoutes } from "./tables/table-page.tsx"
import { tablesRoute } from "./tables/tables-page.tsx"

export const datasetOfficeRoutes: readonly OfficeRoute[] = [
  ...listRoutes,
  ...formRoutes,
  ...reviewRoutes,
  ...mergeRoutes,
  ...previewRoutes,
  ...historyRoutes,
  ...linkRoutes,
  tablesRoute,
  ...tableRoutes,
  ...bulkRoutes,
  ...importRoutes,
]

export const navigation: OfficeNavigation = async ({ db }, { actor }, language) => {
  const { counts } = await listOfficeDatasets(db, actor, { limit: 1 })
  const words = officeDatasetMessages[language]
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const worksSomewhere =
    all > 0 ||
    actor.roles.includes("administrator") ||
    actor.organizationIds.length > 0 ||
    Object.keys(actor.collaborations).length > 0
  if (!worksSomewhere) return []
  return [
    { group: "publish", href: routes.office(language, "/datasets"), label: words.datasets, count: all },
    { group: "publish", href: routes.office(language, "/review"), label: words.review, count: counts["in-review"] },
    { group: "publish", href: routes.office(language, "/trash"), label: words.trash },
  ]
}
