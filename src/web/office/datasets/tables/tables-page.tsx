/** What was read of the files of a dataset, file by file, and asking for another reading. */
import { mayOnDataset, officeDataset } from "../../../../catalogue/index.ts"
import { ingestionsOf, readAgain, tablesOfDistributions } from "../../../../tabular/index.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficeRoute } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { fileNames } from "../change-lines.ts"
import { TablesView } from "./tables-view.tsx"

const atOnce = 50

const show: OfficeHandler = async ({ db }, { page, language, viewer, query, params }) => {
  const office = await officeDataset(db, params.id ?? "", viewer.actor)
  const names = [...fileNames([office.shown], language)]
  const from = wholeNumber(query.get("from")) ?? 0
  const shown = names.slice(from, from + atOnce)
  const ids = shown.map(([id]) => id)
  const tables = await tablesOfDistributions(db, ids)
  const ingestions = await ingestionsOf(db, ids)
  const view = (
    <TablesView
      model={{
        page,
        office,
        files: shown.map(([id, name]) => ({
          ...{ id, name, ingestion: ingestions.get(id) },
          tables: tables.filter(({ distributionId }) => distributionId === id),
        })),
        next: from + atOnce < names.length ? from + atOnce : undefined,
        mayEdit: mayOnDataset(viewer.actor, "edit", office.access),
      }}
    />
  )
  return { kind: "page", view }
}

const again: OfficeHandler = async ({ db }, { viewer, params, now, language, form }) => {
  const office = await officeDataset(db, params.id ?? "", viewer.actor)
  const file = form.get("file") ?? ""
  if (!office.shown?.distributions.some(({ id }) => id === file)) return { kind: "none" }
  await readAgain(db, file, { by: viewer.actor, at: now })
  return { kind: "see", to: routes.office(language, `/datasets/${office.id}/tables`), done: "started" }
}

export const tablesRoute: OfficeRoute = { path: "/datasets/:id/tables", get: show, post: again }
