import { adminNavigation, adminOfficeRoutes } from "./admin/index.ts"
import { navigation as datasetNavigation, datasetOfficeRoutes } from "./datasets/index.ts"
import { deskNavigation, deskOfficeRoutes } from "./desks/index.ts"
import { duplicateNavigation, duplicateOfficeRoutes } from "./duplicates/index.ts"
import type { OfficeNavigation, OfficeRoute } from "./office-route.ts"
import { teamNavigation, teamOfficeRoutes } from "./team/index.ts"

/** All pages of the office, module by module. */
export const officeRoutes: readonly OfficeRoute[] = [
  ...adminOfficeRoutes,
  ...deskOfficeRoutes,
  ...datasetOfficeRoutes,
  ...duplicateOfficeRoutes,
  ...teamOfficeRoutes,
]

/** What fills the side navigation, in the order of its modules. */
export const officeNavigation: readonly OfficeNavigation[] = [
  deskNavigation,
  datasetNavigation,
  duplicateNavigation,
  adminNavigation,
  teamNavigation,
]
