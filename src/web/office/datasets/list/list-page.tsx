/** The datasets one works on, and the trash. */
import {
  listOfficeDatasets,
  mayOnDataset,
  officeDataset,
  purgeDataset,
  restoreDataset,
} from "../../../../catalogue/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficeRoute } from "../../office-route.ts"
import { organizationChoices, peopleNamed, writing } from "../office-reading.ts"
import { listFilter, officeQuery } from "./list-query.ts"
import { ListView } from "./list-view.tsx"
import { PurgeView, TrashView } from "./trash-view.tsx"

const pageSize = 50

const list: OfficeHandler = async (context, visit) => {
  const filter = listFilter(visit.query)
  const { actor } = visit.viewer
  const [found, organizations, addable] = await Promise.all([
    listOfficeDatasets(context.db, actor, officeQuery(filter, pageSize, visit.now)),
    organizationChoices(context, visit, "see-office"),
    organizationChoices(context, visit, "add-dataset"),
  ])
  const people = await peopleNamed(
    context,
    found.items.map(({ updatedBy }) => updatedBy),
  )
  const view = (
    <ListView model={{ page: visit.page, filter, found, organizations, people, mayAdd: addable.length > 0 }} />
  )
  return { kind: "page", view }
}

const trash: OfficeHandler = async (context, visit) => {
  const filter = listFilter(visit.query)
  const found = await listOfficeDatasets(context.db, visit.viewer.actor, {
    ...officeQuery(filter, pageSize, visit.now),
    trashed: true,
  })
  const isAdministrator = visit.viewer.actor.roles.includes("administrator")
  return { kind: "page", view: <TrashView page={visit.page} found={found} mayPurge={isAdministrator} /> }
}

const restore: OfficeHandler = async (context, visit) => {
  const { db } = context
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  await restoreDataset(db, { id: office.id }, writing(visit))
  return { kind: "see", to: routes.office(visit.language, "/trash"), done: "restored" }
}

const askPurge: OfficeHandler = async ({ db }, visit) => {
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  if (!office.trashedAt || !mayOnDataset(visit.viewer.actor, "purge", office.access)) return { kind: "none" }
  return { kind: "page", view: <PurgeView page={visit.page} office={office} /> }
}

const purge: OfficeHandler = async ({ db }, visit) => {
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  const purged = await attempt(() => purgeDataset(db, { id: office.id }, writing(visit)))
  if (purged.kind === "done") return { kind: "see", to: routes.office(visit.language, "/trash"), done: "purged" }
  const refusal = formRefusal(purged.refusal, visit.language)
  return {
    kind: "page",
    status: refusal.status,
    view: <PurgeView page={visit.page} office={office} refusal={refusal} />,
  }
}

export const listRoutes: readonly OfficeRoute[] = [
  { path: "/datasets", get: list },
  { path: "/trash", get: trash },
  { path: "/trash/:id/restore", post: restore },
  { path: "/trash/:id/purge", get: askPurge, post: purge, administrators: true },
]
