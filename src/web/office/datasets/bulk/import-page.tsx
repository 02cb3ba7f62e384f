/** Metadata from a table, with a look at each row before anything is written; the table out again. */
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import {
  applyImport,
  bulkWork,
  csvTemplate,
  exportMetadata,
  importReport,
  previewImport,
  startBulkWork,
  workbookTemplate,
} from "../../../../catalogue/index.ts"
import { InvalidInput, NotAllowed } from "../../../../platform/refusal.ts"
import { receiveMultipart, type StoredFile } from "../../../../platform/uploads/index.ts"
import { readTable } from "../../../../tabular/index.ts"
import { officeDatasetMessages } from "../../../../texts/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { listFilter, officeQuery } from "../list/list-query.ts"
import { organizationChoices, writing } from "../office-reading.ts"
import { workAnswer } from "./bulk-page.tsx"
import { ImportPreviewView, ImportView } from "./import-view.tsx"

/** A table of ten thousand rows has a few of these. */
const mostBytes = 30 * 2 ** 20
const mostShown = 300
const mostWaitedFor = 100

const ask: OfficeHandler = (context, visit) => askAnswer(context, visit)

async function askAnswer(context: OfficeContext, visit: Visit, refusal?: FormRefusal): Promise<OfficeAnswer> {
  const organizations = await organizationChoices(context, visit, "add-dataset")
  if (organizations.length === 0) throw new NotAllowed("add-dataset")
  const view = <ImportView page={visit.page} organizations={organizations} refusal={refusal} />
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

const preview: OfficeHandler = async (context, visit) => {
  const { uploads, db } = context
  if (!(visit.request.headers["content-type"] ?? "").startsWith("multipart/")) return askAnswer(context, visit)
  const { fields, files } = await receiveMultipart(visit.request.raw, {
    uploads,
    by: visit.viewer.actor,
    maxFiles: 1,
    beforeFiles: () => {},
  })
  const planned = await attempt(async () => {
    const [sent] = files
    if (sent?.kind === "refused") throw sent.refusal
    if (!sent) throw new InvalidInput([{ path: "file", rule: "missing" }])
    const file = { name: sent.file.name, bytes: await bytesOf(context, sent.file) }
    const organizationId = fields.get("organizationId") || undefined
    const request = { file, language: visit.language, publish: fields.get("publish") === "yes", organizationId }
    return previewImport(db, request, { ...writing(visit), readTable })
  })
  if (planned.kind === "refused") return askAnswer(context, visit, refusalOf(visit, planned.refusal))
  const { token, lines, counts, unknownColumns } = planned.value
  const view = (
    <ImportPreviewView
      page={visit.page}
      action={routes.office(visit.language, `/datasets/import/${token}`)}
      counts={counts}
      unknownColumns={unknownColumns}
      lines={lines.filter(({ kind }) => kind !== "unchanged").slice(0, mostShown)}
    />
  )
  return { kind: "page", view }
}

async function bytesOf({ blobs }: OfficeContext, { sha256, byteSize }: StoredFile): Promise<Uint8Array> {
  if (byteSize > mostBytes) throw new InvalidInput([{ path: "file", rule: "too-large" }])
  return buffer(await blobs.open(sha256))
}

function refusalOf({ language }: Visit, refusal: Parameters<typeof formRefusal>[0]): FormRefusal {
  const words = officeDatasetMessages[language]
  const known = refusal instanceof InvalidInput && refusal.problems.every(({ rule }) => rule !== "missing")
  return formRefusal(refusal, language, {
    fieldOf: () => "file",
    texts: { missing: words.fileMissing, ...(known ? { "wrong-shape": words.unreadable } : {}) },
  })
}

const apply: OfficeHandler = async ({ db }, visit) => {
  const token = visit.params.token ?? ""
  const ctx = writing(visit)
  const work = await bulkWork(db, { id: token, kind: "import" }, ctx)
  if (work.total - work.done <= mostWaitedFor) await applyImport(db, { token }, ctx)
  else await startBulkWork(db, { token }, ctx)
  return { kind: "see", to: routes.office(visit.language, `/datasets/import/${token}`) }
}

const report: OfficeHandler = async (context, visit) => {
  const work = await bulkWork(context.db, { id: visit.params.token ?? "", kind: "import" }, writing(visit))
  return workAnswer(context, visit, work)
}

const csv = "text/csv; charset=utf-8"

const reportFile: OfficeHandler = async ({ db }, visit) => {
  const work = await bulkWork(db, { id: visit.params.token ?? "", kind: "import" }, writing(visit))
  const body = Readable.from(importReport(db, { token: work.id, language: visit.language }, writing(visit)))
  return { kind: "file", name: "report.csv", type: csv, body }
}

const template: OfficeHandler = async (_context, { language, vocabularies, params }) => {
  if (params.format === "csv")
    return { kind: "file", name: "datasets.csv", type: csv, body: Buffer.from(csvTemplate()) }
  if (params.format !== "xlsx") return { kind: "none" }
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  const body = Buffer.from(await workbookTemplate(language, vocabularies))
  return { kind: "file", name: "datasets.xlsx", type, body }
}

const exported: OfficeHandler = async ({ db }, visit) => {
  const { limit: _limit, cursor: _cursor, ...filter } = officeQuery(listFilter(visit.query), 1, visit.now)
  const body = Readable.from(exportMetadata(db, filter, { by: visit.viewer.actor }))
  return { kind: "file", name: "datasets.csv", type: csv, body }
}

export const importRoutes: readonly OfficeRoute[] = [
  { path: "/datasets/import", get: ask, post: preview, multipart: true },
  { path: "/datasets/import/template.:format", get: template },
  { path: "/datasets/import/:token", get: report, post: apply },
  { path: "/datasets/import/:token/report.csv", get: reportFile },
  { path: "/datasets/export.csv", get: exported },
]
