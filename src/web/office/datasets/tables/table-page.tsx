/** One table in the office: what was understood of it, and what its publisher says it is. */
import { buffer } from "node:stream/consumers"
import { assertMayOnDataset, type OfficeDataset } from "../../../../catalogue/index.ts"
import { InvalidInput, type Refusal } from "../../../../platform/refusal.ts"
import { receiveMultipart } from "../../../../platform/uploads/index.ts"
import { type DataTable, decideTable, ingestionsOf, officeTable, readDictionary } from "../../../../tabular/index.ts"
import { dictionaryMessages } from "../../../../texts/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { askTable } from "../../../pages/explore/read-explored.ts"
import { columnsAtFirst } from "../../../pages/explore/table-facts.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { fileNames } from "../change-lines.ts"
import { decisionFromValues, type TableValues, valuesFromForm, valuesOfTable, withDictionary } from "./table-form.ts"
import { TableView } from "./table-view.tsx"

/** Each column has a dozen fields: pages of wide tables stay light. */
const atOnce = 40
const firstRows = 5
const mostDictionaryBytes = 5 * 2 ** 20

interface Place {
  readonly office: OfficeDataset
  readonly table: DataTable
}

async function placeOf({ db }: OfficeContext, { params, viewer }: Visit): Promise<Place | undefined> {
  const { table, office } = await officeTable(db, params.table ?? "", viewer.actor)
  if (office.id !== params.id) return undefined
  assertMayOnDataset(viewer.actor, "edit", office.access)
  return { table, office }
}

const show: OfficeHandler = async (context, visit) => {
  const place = await placeOf(context, visit)
  return place ? answer(context, visit, { place }) : { kind: "none" }
}

interface Shown {
  readonly place: Place
  /** As typed; else as it is. */
  readonly values?: TableValues
  readonly refused?: Refusal
  readonly imported?: { readonly count: number; readonly unknown: readonly string[] }
}

async function answer(
  context: OfficeContext,
  { page, language, query }: Visit,
  { place: { office, table }, values: typed, refused, imported }: Shown,
): Promise<OfficeAnswer> {
  const { db, engine } = context
  const all = valuesOfTable(table)
  const from = Math.min(wholeNumber(query.get("from")) ?? 0, Math.max(0, all.columns.length - 1))
  // Of a dictionary all columns that it fills are shown: whatever is not in the form is not saved.
  const values = typed ?? { ...all, columns: all.columns.slice(from, from + atOnce) }
  const shown = columnsAtFirst(table.version.columns).map(({ name }) => name)
  const found = await askTable({ engine, version: table.version }, [["columns", shown.join(",")]], firstRows)
  const texts = { "dictionary:wrong-shape": dictionaryMessages[language].importUnreadable }
  const refusal = refused && formRefusal(refused, language, { texts, fieldOf })
  const view = (
    <TableView
      model={{
        ...{ page, office, table, from, atOnce, refusal, imported, values },
        columnCount: all.columns.length,
        fileName: fileNames([office.shown, office.document], language).get(table.distributionId) ?? table.name,
        ingestion: (await ingestionsOf(db, [table.distributionId])).get(table.distributionId),
        rows: found.kind === "found" ? found.found : undefined,
      }}
    />
  )
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

function fieldOf(path: string): string {
  return path.startsWith("headerRows") ? "header" : path
}

const save: OfficeHandler = async (context, visit) => {
  const place = await placeOf(context, visit)
  if (!place) return { kind: "none" }
  const { viewer, form, now, language } = visit
  const { office, table } = place
  const values = valuesFromForm(form)
  const saved = await attempt(async () => {
    const decision = decisionFromValues(values, table)
    const by = { by: viewer.actor, at: now }
    return decideTable(context.db, { tableId: table.id, decision, revision: values.revision }, by)
  })
  if (saved.kind === "refused") {
    // What is typed is shown again; saved once more, it is over what somebody else decided meanwhile.
    const again = { ...values, revision: valuesOfTable(table).revision }
    return answer(context, visit, { place, values: again, refused: saved.refusal })
  }
  const to = routes.office(language, `/datasets/${office.id}/tables/${table.id}`)
  const from = wholeNumber(visit.query.get("from"))
  return { kind: "see", to: from ? `${to}?from=${from}` : to, done: "saved" }
}

/** Fills the form with what a dictionary says; nothing is saved. */
const fill: OfficeHandler = async (context, visit) => {
  const place = await placeOf(context, visit)
  if (!place) return { kind: "none" }
  const { table } = place
  const read = await attempt(async () => {
    const bytes = await sentBytes(context, visit)
    const dictionary = await readDictionary({ bytes, language: visit.language, columns: table.version.columns })
    if (dictionary.kind === "unreadable") throw new InvalidInput([{ path: "dictionary", rule: "wrong-shape" }])
    return dictionary
  })
  if (read.kind === "refused") return answer(context, visit, { place, refused: read.refusal })
  const { columns, unknown } = read.value
  const imported = { count: columns.length, unknown }
  if (columns.length === 0) return answer(context, visit, { place, imported })
  return answer(context, visit, { place, values: withDictionary(valuesOfTable(table), columns), imported })
}

async function sentBytes({ uploads, blobs }: OfficeContext, { request, viewer }: Visit): Promise<Uint8Array> {
  const missing = new InvalidInput([{ path: "dictionary", rule: "missing" }])
  if (!(request.headers["content-type"] ?? "").startsWith("multipart/")) throw missing
  const given = { uploads, by: viewer.actor, maxFiles: 1, beforeFiles: () => {} }
  const [sent] = (await receiveMultipart(request.raw, given)).files
  if (!sent) throw missing
  if (sent.kind === "refused") throw sent.refusal
  const { byteSize, sha256 } = sent.file
  if (byteSize > mostDictionaryBytes) throw new InvalidInput([{ path: "dictionary", rule: "too-large" }])
  return buffer(await blobs.open(sha256))
}

export const tableRoutes: readonly OfficeRoute[] = [
  { path: "/datasets/:id/tables/:table", get: show, post: save },
  { path: "/datasets/:id/tables/:table/import", get: show, post: fill, multipart: true },
]
