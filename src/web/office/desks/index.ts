/** Desks: what needs each person, how her bodies or the country stand, and what she is told of. */
import { unreadCount } from "../../../notifications/index.ts"
import { noticeMessages, officeShellMessages } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { OfficeNavigation, OfficeRoute } from "../office-route.ts"
import { deskPage } from "./desk-page.tsx"
import { requestByNotice, runByNotice } from "./follow-notice.ts"
import { noticesPage, readNotices } from "./notices-page.tsx"
import { keepPreferences, preferencesPage } from "./preferences-page.tsx"

export { explainHarvest, summariseHarvests } from "./harvest-summary.ts"
export { noticeLinks } from "./notice-address.ts"
export { addresseeOf, noticeDirectory, wordsWith } from "./notice-directory.ts"
export { unsubscribeRoute } from "./unsubscribe-page.tsx"

export const deskOfficeRoutes: readonly OfficeRoute[] = [
  { path: "/", get: deskPage },
  { path: "/notices", get: noticesPage, post: readNotices },
  { path: "/notices/preferences", get: preferencesPage, post: keepPreferences },
  { path: "/notices/requests/:id", get: requestByNotice },
  { path: "/runs/:id", get: runByNotice },
]

export const deskNavigation: OfficeNavigation = async ({ db }, { account }, language) => [
  { group: "desk", href: routes.office(language), label: officeShellMessages[language].desk },
  {
    group: "desk",
    href: routes.office(language, "/notices"),
    label: noticeMessages[language].notices,
    count: await unreadCount(db, account.id),
  },
]
export { explainLosses } from "./table-losses.ts"
