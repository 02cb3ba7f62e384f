/** What happened to a dataset, and how it once was. */
import {
  datasetHistory,
  diffDocuments,
  documentAt,
  fileVersions,
  joinsOf,
  mayOnDataset,
  type OfficeDataset,
  officeDataset,
  restoreVersion,
} from "../../../../catalogue/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { changeLines, fileNames, type Saying } from "../change-lines.ts"
import { organizationNames, peopleNamed, writing } from "../office-reading.ts"
import { HistoryView } from "./history-view.tsx"
import { VersionView } from "./version-view.tsx"

const atOnce = 30

const history: OfficeHandler = async (context, visit) => {
  const { db } = context
  const { viewer } = visit
  const office = await officeDataset(db, visit.params.id ?? "", viewer.actor)
  const before = positionFrom(visit.query.get("before"))
  const entries = await datasetHistory(
    db,
    { id: office.id, limit: atOnce + 1, ...(before ? { before } : {}) },
    viewer.actor,
  )
  const shown = entries.slice(0, atOnce)
  const saying = await sayingFor(context, visit, office)
  const view = (
    <HistoryView
      model={{
        page: visit.page,
        office,
        entries: shown.map((entry) => ({ ...entry, lines: changeLines(entry.changes, saying) })),
        people: await peopleNamed(
          context,
          shown.map(({ actor }) => actor),
        ),
        next: entries.length > atOnce ? shown.at(-1)?.position : undefined,
        first: before === undefined,
        joins: await joinsOf(db, office.id),
        versions: before === undefined ? await fileVersions(db, office.id) : [],
        fileNames: saying.files,
      }}
    />
  )
  return { kind: "page", view }
}

async function sayingFor(
  context: OfficeContext,
  { language, vocabularies }: Visit,
  office: OfficeDataset,
): Promise<Saying> {
  return {
    language,
    vocabularies,
    organizations: await organizationNames(context),
    files: fileNames([office.shown, office.document], language),
  }
}

function positionFrom(text: string | undefined | null): number | undefined {
  const position = Number(text ?? "")
  return Number.isSafeInteger(position) && position > 0 ? position : undefined
}

const version: OfficeHandler = async (context, visit) => {
  const { db } = context
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  return versionAnswer(context, visit, office)
}

async function versionAnswer(
  context: OfficeContext,
  visit: Visit,
  office: OfficeDataset,
  refused?: Parameters<typeof formRefusal>[0],
): Promise<OfficeAnswer> {
  const { db } = context
  const { actor } = visit.viewer
  const position = positionFrom(visit.params.position)
  if (!position || !mayOnDataset(actor, "read-history", office.access)) return { kind: "none" }
  const [entry] = await datasetHistory(db, { id: office.id, before: position + 1, limit: 1 }, actor)
  const document = await documentAt(db, { id: office.id, position })
  if (!document || entry?.position !== position) return { kind: "none" }
  const saying = await sayingFor(context, visit, office)
  const files = fileNames([document, office.document], visit.language)
  const refusal = refused && formRefusal(refused, visit.language)
  const view = (
    <VersionView
      page={visit.page}
      office={office}
      entry={entry}
      lines={changeLines(diffDocuments(document, office.document), { ...saying, files })}
      mayRestore={mayOnDataset(actor, "edit", office.access) && office.draft === undefined && !office.trashedAt}
      refusal={refusal}
    />
  )
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

const restore: OfficeHandler = async (context, visit) => {
  const { db } = context
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  const position = positionFrom(visit.params.position)
  if (!position) return { kind: "none" }
  const restored = await attempt(() => restoreVersion(db, { id: office.id, position }, writing(visit)))
  if (restored.kind === "refused") return versionAnswer(context, visit, office, restored.refusal)
  return { kind: "see", to: routes.office(visit.language, `/datasets/${office.id}/edit`), done: "draft-saved" }
}

export const historyRoutes: readonly OfficeRoute[] = [
  { path: "/datasets/:id/history", get: history },
  { path: "/datasets/:id/history/:position", get: version, post: restore },
]
