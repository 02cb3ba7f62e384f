import {
  confirmWaitingRun,
  countRecords,
  isOvertaken,
  recordsOfRun,
  runById,
  type StoredRun,
  sourceFor,
} from "../../../../harvest/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { type Filter, filters, RunView } from "./run-view.tsx"

const pageSize = 100

export const runPage: OfficeHandler = async ({ db }, visit) => {
  const { page, viewer, query } = visit
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  const source = await sourceFor(db, run.sourceId, viewer.actor)
  const filter = filterFrom(query.get("show"))
  const after = wholeNumber(query.get("after"))
  const [{ records, next }, counts, overtaken] = await Promise.all([
    recordsOfRun(db, { runId: run.id, verdicts: filters[filter], limit: pageSize, after }),
    countRecords(db, run.id),
    isOvertaken(db, run),
  ])
  return { kind: "page", view: <RunView page={page} {...{ source, run, records, next, counts, filter, overtaken }} /> }
}

/** "They are really gone": the worker carries it out. */
export const confirmRunPage: OfficeHandler = async ({ db }, visit) => {
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  await confirmWaitingRun(db, run.id, { by: visit.viewer.actor, at: visit.now })
  return { kind: "see", to: routes.office(visit.language, `/sources/${run.sourceId}`), done: "confirmed" }
}

async function runIn(db: Parameters<typeof runById>[0], { params }: Visit): Promise<StoredRun | undefined> {
  const [id = "", runId = ""] = [params.id, params.run]
  if (!isUuid(id) || !isUuid(runId)) return undefined
  const run = await runById(db, runId)
  return run?.sourceId === id ? run : undefined
}

function filterFrom(text: string | null): Filter {
  return text !== null && Object.hasOwn(filters, text) ? (text as Filter) : "see"
}
