import { Readable } from "node:stream"
import {
  confirmWaitingRun,
  countRecords,
  isOvertaken,
  linesOfReport,
  problemKinds,
  type ReportCursor,
  reportTable,
  runById,
  type StoredRun,
  sourceFor,
  valuesOfProblem,
} from "../../../../harvest/index.ts"
import type { Db } from "../../../../platform/db.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { runMessages } from "../../../../texts/index.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeHandler, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { type Chosen, chosenIn, filterOf } from "./run-filters.tsx"
import { addressOfRecord } from "./run-records.tsx"
import { RunView } from "./run-view.tsx"

const pageSize = 100

export const runPage: OfficeHandler = ({ db }, visit) => showRun(db, visit)

async function showRun(db: Db, visit: Visit, unsure?: "unsure"): Promise<OfficeAnswer> {
  const { page, viewer, query } = visit
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  const source = await sourceFor(db, run.sourceId, viewer.actor)
  const kinds = await problemKinds(db, run)
  const chosen = chosenIn(query, run, kinds)
  const [{ lines, next }, counts, values, overtaken] = await Promise.all([
    linesOfReport(db, run, { ...filterOf(chosen), limit: pageSize, after: cursorIn(query) }),
    countRecords(db, run.id),
    chosen.problem === undefined ? [] : valuesOfProblem(db, run, chosen.problem),
    isOvertaken(db, run),
  ])
  const model = { source, run, kinds, values, lines, next, counts, chosen, overtaken, isUnsure: unsure !== undefined }
  return { kind: "page", view: <RunView page={page} model={model} />, status: unsure ? 422 : 200 }
}

/** The same as a file for spreadsheets, which publishers can be sent. */
export const runReportFile: OfficeHandler = async ({ db, baseUrl }, visit) => {
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  await sourceFor(db, run.sourceId, visit.viewer.actor)
  const { language, query } = visit
  const file = reportTable(db, run, {
    language,
    filter: filterOf(fileChoice(query)),
    address: (line) => baseUrl + addressOfRecord(language, line),
  })
  const name = `${runMessages[language].fileName}-${run.startedAt.toISOString().slice(0, 10)}.csv`
  return { kind: "file", name, type: "text/csv; charset=utf-8", body: Readable.from(file) }
}

/** Everything, but for one kind of problem where it is named. */
function fileChoice(query: URLSearchParams): Chosen {
  const problem = query.get("problem")
  return { show: "all", ...(problem ? { problem } : {}) }
}

/** "They are really gone": the worker carries it out. */
export const confirmRunPage: OfficeHandler = async ({ db }, visit) => {
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  await sourceFor(db, run.sourceId, visit.viewer.actor)
  if (visit.form.get("sure") !== "yes") return showRun(db, visit, "unsure")
  await confirmWaitingRun(db, run.id, { by: visit.viewer.actor, at: visit.now })
  return { kind: "see", to: routes.office(visit.language, `/sources/${run.sourceId}`), done: "confirmed" }
}

async function runIn(db: Db, { params }: Visit): Promise<StoredRun | undefined> {
  const [id = "", runId = ""] = [params.id, params.run]
  if (!isUuid(id) || !isUuid(runId)) return undefined
  const run = await runById(db, runId)
  return run?.sourceId === id ? run : undefined
}

function cursorIn(query: URLSearchParams): ReportCursor | undefined {
  const remoteId = query.get("from")
  if (remoteId) return { remoteId: remoteId.replaceAll("\0", "") }
  const position = wholeNumber(query.get("after"))
  return position === undefined ? undefined : { position }
}
