/** Many datasets at once: choose a change, see what it would do, apply it, read what came of it. */
import {
  applyBulkEdit,
  type BulkSelection,
  type BulkWork,
  bulkLines,
  bulkWork,
  listOfficeDatasets,
  previewBulkEdit,
  startBulkWork,
  withdrawalReasons,
} from "../../../../catalogue/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { changeLines } from "../change-lines.ts"
import { filterParameters, type ListFilter, listFilter, officeQuery } from "../list/list-query.ts"
import { organizationChoices, organizationNames, writing } from "../office-reading.ts"
import { BulkChangeView } from "./bulk-change-view.tsx"
import { BulkPreviewView } from "./bulk-preview-view.tsx"
import { changeFromForm } from "./change-from-form.ts"
import { titlesOf, WorkView } from "./work-view.tsx"

/** What the reader sees of a long preview or report. */
const mostShown = 200
/** So many are done while one waits; more of them are left to the worker. */
const mostWaitedFor = 200

const choose: OfficeHandler = (context, visit) => chooseAnswer(context, visit, { parameters: visit.query })

interface Chosen {
  readonly selection: BulkSelection
  readonly count: number
  readonly ids: readonly string[]
  readonly filter?: ListFilter
}

async function chosenBy({ db }: OfficeContext, visit: Visit, parameters: URLSearchParams): Promise<Chosen> {
  if (parameters.get("all") !== "yes") {
    const ids = [...new Set(parameters.getAll("id").filter(isUuid))]
    return { selection: { ids }, count: ids.length, ids }
  }
  const filter = listFilter(parameters)
  const { limit: _limit, ...query } = officeQuery({ ...filter, cursor: undefined }, 1, visit.now)
  const { counts } = await listOfficeDatasets(db, visit.viewer.actor, { ...query, limit: 1 })
  const counted = filter.state ? counts[filter.state] : Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { selection: { filter: query }, count: counted, ids: [], filter }
}

async function chooseAnswer(
  context: OfficeContext,
  visit: Visit,
  { parameters, refusal }: { readonly parameters: URLSearchParams; readonly refusal?: FormRefusal },
): Promise<OfficeAnswer> {
  const chosen = await chosenBy(context, visit, parameters)
  const view = (
    <BulkChangeView
      model={{
        page: visit.page,
        action: routes.office(visit.language, "/datasets/bulk"),
        count: chosen.count,
        ids: chosen.ids,
        filter: chosen.filter && { all: "yes", ...filterParameters(chosen.filter) },
        vocabularies: visit.vocabularies,
        organizations: await organizationChoices(context, visit, "add-dataset"),
        reasons: withdrawalReasons,
        typed: parameters,
        refusal,
      }}
    />
  )
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

const preview: OfficeHandler = async (context, visit) => {
  const { selection } = await chosenBy(context, visit, visit.form)
  const planned = await attempt(async () => {
    const change = changeFromForm(visit.form)
    if (change === undefined) throw new InvalidInput([{ path: "kind", rule: "missing" }])
    return previewBulkEdit(context.db, { selection, change }, writing(visit))
  })
  if (planned.kind === "refused") {
    const refusal = formRefusal(planned.refusal, visit.language, { fieldOf: () => "kind" })
    return chooseAnswer(context, visit, { parameters: visit.form, refusal })
  }
  const { token, willChange, refused, unchanged } = planned.value
  const saying = {
    language: visit.language,
    vocabularies: visit.vocabularies,
    organizations: await organizationNames(context),
    files: new Map<string, string>(),
  }
  const rows = willChange.slice(0, mostShown).map((row) => ({ ...row, lines: changeLines(row.changes, saying) }))
  const view = (
    <BulkPreviewView
      model={{
        page: visit.page,
        action: routes.office(visit.language, `/datasets/bulk/${token}`),
        rows,
        willChange: willChange.length,
        unchanged,
        refused: refused.slice(0, mostShown),
        refusedCount: refused.length,
      }}
    />
  )
  return { kind: "page", view }
}

const apply: OfficeHandler = async ({ db }, visit) => {
  const token = visit.params.token ?? ""
  const ctx = writing(visit)
  const work = await bulkWork(db, { id: token, kind: "edit" }, ctx)
  if (work.total - work.done <= mostWaitedFor) await applyBulkEdit(db, { token }, ctx)
  else await startBulkWork(db, { token }, ctx)
  return { kind: "see", to: routes.office(visit.language, `/datasets/bulk/${token}`) }
}

const report: OfficeHandler = async (context, visit) => {
  const token = visit.params.token ?? ""
  const work = await bulkWork(context.db, { id: token, kind: "edit" }, writing(visit))
  return workAnswer(context, visit, work)
}

/** How far it is, and each line that was not done with its reason. */
export async function workAnswer({ db }: OfficeContext, visit: Visit, work: BulkWork): Promise<OfficeAnswer> {
  const ctx = writing(visit)
  const of = (verdict: "refused" | "changed-since") => bulkLines(db, { id: work.id, limit: mostShown, verdict }, ctx)
  const [refused, changedSince] = await Promise.all([of("refused"), of("changed-since")])
  const lines = [...refused, ...changedSince].sort((a, b) => a.position - b.position)
  const titles = await titlesOf(db, visit, lines)
  return { kind: "page", view: <WorkView page={visit.page} work={work} lines={lines} titles={titles} /> }
}

export const bulkRoutes: readonly OfficeRoute[] = [
  { path: "/datasets/bulk", get: choose, post: preview },
  { path: "/datasets/bulk/:token", get: report, post: apply },
]
