import { type AuditFilters, type AuditLine, accountsByIds, listAudit } from "../../../accounts/index.ts"
import { isUuid } from "../../../platform/ids.ts"
import { routes } from "../../routes.ts"
import type { OfficeRoute, Visit } from "../office-route.ts"
import { AuditView } from "./audit-view.tsx"
import { bodiesLedBy } from "./bodies.ts"

/** Who did what: to administrators everything, to coordinators what concerns their bodies. */
export const auditRoute: OfficeRoute = {
  path: "/audit",
  async get(context, visit) {
    const { page, viewer, query, language } = visit
    const bodies = await bodiesLedBy(context, viewer)
    const body = bodies.all.find(({ slug }) => slug === query.get("body"))
    const filters = { ...filtersIn(query), ...(body ? { organizationId: body.id } : {}) }
    const cursor = query.get("cursor")
    const { lines, next } = await listAudit(context.db, viewer.actor, { filters, ...(cursor ? { cursor } : {}) })
    const people = await accountsByIds(context.db, lines.flatMap(peopleOf))
    const link = (more: Record<string, string>) =>
      routes.office(language, "/audit", { ...shownFilters(visit), ...more })
    const view = (
      <AuditView
        page={page}
        model={{ lines, people, bodies, query, only: filters.actor, next: next && link({ cursor: next }), link }}
      />
    )
    return { kind: "page", view }
  },
}

/** Days are those of Tunis, which is an hour ahead all year. */
function filtersIn(query: URLSearchParams): AuditFilters {
  const day = (name: string, hours: number) => {
    const text = query.get(name) ?? ""
    const moment = new Date(`${text}T00:00:00+01:00`).getTime() + hours * 3_600_000
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment) ? new Date(moment) : undefined
  }
  const [from, until, actor, act] = [day("from", 0), day("to", 24), query.get("actor"), query.get("act")]
  return {
    ...(actor && (isUuid(actor) || actor === "system") ? { actor } : {}),
    ...(act ? { act: act.slice(0, 60) } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  }
}

function shownFilters({ query }: Visit): Record<string, string> {
  return Object.fromEntries(["body", "actor", "act", "from", "to"].map((name) => [name, query.get(name) ?? ""]))
}

function peopleOf({ actor, subject }: AuditLine): readonly string[] {
  return [actor, ...(subject.kind === "account" ? [subject.id] : [])]
}
