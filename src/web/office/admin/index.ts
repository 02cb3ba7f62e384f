/** What coordinators and administrators look after: sources, the portal's own words and settings, jobs. */
import { mayOnOrganization } from "../../../catalogue/index.ts"
import { troubledRuns } from "../../../harvest/index.ts"
import { mayEverything } from "../../../platform/actor.ts"
import { adminMessages, editorialMessages, listMessages } from "../../../texts/index.ts"
import { editableLists } from "../../../vocabulary/index.ts"
import { routes } from "../../routes.ts"
import type { NavigationEntry, OfficeNavigation, OfficeRoute } from "../office-route.ts"
import { bodiesPage } from "./bodies/body-list.tsx"
import { addBody, bodyActs, bodyPage, newBodyPage } from "./bodies/body-page.tsx"
import { reorganiseAct, reorganisePage } from "./bodies/reorganise-page.tsx"
import { jobsPage, retryJobsAct } from "./jobs-page.tsx"
import { addEntryAct, entryActs, entryPage, listPage, newEntryPage, orderAct } from "./lists/list-pages.tsx"
import {
  addAnnouncementAct,
  announcementActs,
  announcementsPage,
  editAnnouncementPage,
  newAnnouncementPage,
} from "./portal/announcement-pages.tsx"
import { featuredActs, featuredPage } from "./portal/featured-page.tsx"
import { addPageAct, editPagePage, newPagePage, pageActs, pagesPage } from "./portal/pages-pages.tsx"
import { settingsActs, settingsPage } from "./portal/settings-page.tsx"
import { correctionsFile, correctionsPage } from "./sources/corrections-page.tsx"
import { mappingPage, saveMapping } from "./sources/mapping/mapping-page.tsx"
import { previewPage } from "./sources/preview/preview-page.tsx"
import { confirmRunPage, runPage, runReportFile } from "./sources/run-page.tsx"
import { addSourceAct, editSourcePage, newSourcePage, saveSource } from "./sources/source-form-page.tsx"
import { sourcesPage } from "./sources/source-list.tsx"
import { sourceActs, sourcePage } from "./sources/source-page.tsx"

export const adminOfficeRoutes: readonly OfficeRoute[] = [
  { path: "/sources", get: sourcesPage },
  { path: "/sources/new", get: newSourcePage, post: addSourceAct },
  { path: "/sources/previews/:id", get: previewPage },
  { path: "/sources/:id", get: sourcePage, post: sourceActs },
  { path: "/sources/:id/edit", get: editSourcePage, post: saveSource },
  { path: "/sources/:id/mapping", get: mappingPage, post: saveMapping },
  { path: "/sources/:id/corrections", get: correctionsPage },
  { path: "/sources/:id/corrections.csv", get: correctionsFile },
  { path: "/sources/:id/runs/:run", get: runPage, post: confirmRunPage },
  { path: "/sources/:id/runs/:run/report.csv", get: runReportFile },
  { path: "/bodies", get: bodiesPage },
  { path: "/bodies/new", get: newBodyPage, post: addBody, administrators: true },
  { path: "/bodies/:id", get: bodyPage, post: bodyActs },
  { path: "/bodies/:id/reorganise", get: reorganisePage, post: reorganiseAct, administrators: true },
  { path: "/lists/:list", get: listPage, post: orderAct, administrators: true },
  { path: "/lists/:list/new", get: newEntryPage, post: addEntryAct, administrators: true },
  { path: "/lists/:list/:code", get: entryPage, post: entryActs, administrators: true },
  { path: "/jobs", get: jobsPage, post: retryJobsAct, administrators: true },
  { path: "/pages", get: pagesPage, administrators: true },
  { path: "/pages/new", get: newPagePage, post: addPageAct, administrators: true },
  { path: "/pages/:id", get: editPagePage, post: pageActs, administrators: true },
  { path: "/announcements", get: announcementsPage, administrators: true },
  { path: "/announcements/new", get: newAnnouncementPage, post: addAnnouncementAct, administrators: true },
  { path: "/announcements/:id", get: editAnnouncementPage, post: announcementActs, administrators: true },
  { path: "/featured", get: featuredPage, post: featuredActs, administrators: true },
  { path: "/settings", get: settingsPage, post: settingsActs, administrators: true },
]

export const adminNavigation: OfficeNavigation = async ({ db }, { actor }, language) => {
  const words = adminMessages[language]
  const everything = mayEverything(actor)
  const led = actor.organizationIds.filter((id) => mayOnOrganization(actor, "manage-sources", id))
  const entries: NavigationEntry[] = []
  if (everything || led.length > 0) {
    const troubled = await troubledRuns(db, { ...(everything ? {} : { organizationIds: led }), limit: 99 })
    entries.push({
      group: "publish",
      href: routes.office(language, "/sources"),
      label: words.sources,
      count: troubled.length,
      urgent: true,
    })
    entries.push({
      group: "body",
      href: routes.office(language, "/bodies"),
      label: listMessages[language].organizations,
    })
  }
  const portal = (path: string, label: string): NavigationEntry => ({
    group: "portal",
    href: routes.office(language, path),
    label,
  })
  const own = editorialMessages[language]
  if (everything)
    entries.push(
      portal("/announcements", own.announcements),
      portal("/pages", own.pages),
      portal("/featured", own.featured),
      ...editableLists.map((list) => portal(`/lists/${list}`, listMessages[language].lists[list])),
      portal("/settings", own.settings),
      portal("/jobs", words.jobs),
    )
  return entries
}
