/** People of the office: teams, collaborators of a dataset, the audit log, accounts. */
import { openMembershipRequests } from "../../../accounts/index.ts"
import { teamMessages } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { NavigationEntry, OfficeNavigation, OfficeRoute } from "../office-route.ts"
import { auditRoute } from "./audit-page.tsx"
import { bodiesLedBy } from "./bodies.ts"
import { collaboratorsRoute } from "./collaborators-page.tsx"
import { teamRoute } from "./team-page.tsx"
import { userRoute, usersRoute } from "./users-page.tsx"

export const teamOfficeRoutes: readonly OfficeRoute[] = [
  teamRoute,
  collaboratorsRoute,
  auditRoute,
  usersRoute,
  userRoute,
]

export const teamNavigation: OfficeNavigation = async (context, viewer, language) => {
  const words = teamMessages[language]
  const { all, ids } = await bodiesLedBy(context, viewer)
  if (all.length === 0) return []
  const waiting = await openMembershipRequests(context.db, ids ? { organizationIds: ids } : {})
  const entries: NavigationEntry[] = [
    { group: "body", href: routes.office(language, "/team"), label: words.team, count: waiting.length },
    { group: "body", href: routes.office(language, "/audit"), label: words.audit },
  ]
  if (!viewer.actor.roles.includes("administrator")) return entries
  return [...entries, { group: "portal", href: routes.office(language, "/users"), label: words.users }]
}
