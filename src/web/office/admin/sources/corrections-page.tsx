/** What was corrected here of a source, beside what it says itself: for the one who runs it. */
import { Readable } from "node:stream"
import { type Correction, correctionsOfSource, correctionsTable, sourceFor } from "../../../../harvest/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import type { OfficeHandler } from "../../office-route.ts"
import { correctionWords, sayingCorrections } from "./correction-words.ts"
import { CorrectionsView } from "./corrections-view.tsx"

const pageSize = 50

export const correctionsPage: OfficeHandler = async ({ db }, visit) => {
  const { page, params, viewer, query, language, vocabularies } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const source = await sourceFor(db, id, viewer.actor)
  const { corrections, next } = await correctionsOfSource(db, { sourceId: id, limit: pageSize, after: cursorIn(query) })
  const saying = sayingCorrections(language, vocabularies)
  const byDataset = [...Map.groupBy(corrections, ({ datasetId }) => datasetId).values()]
  const groups = byDataset.map((lines): [Correction, ...Correction[]] => [lines[0]!, ...lines.slice(1)])
  return { kind: "page", view: <CorrectionsView page={page} {...{ source, groups, next, saying }} /> }
}

export const correctionsFile: OfficeHandler = async ({ db, site }, { params, viewer, language, vocabularies }) => {
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  await sourceFor(db, id, viewer.actor)
  const words = correctionWords(sayingCorrections(language, vocabularies), site.baseUrl)
  const body = Readable.from(correctionsTable(db, id, words))
  return { kind: "file", name: `corrections-${id}.csv`, type: "text/csv; charset=utf-8", body }
}

const longest = 2000

function cursorIn(query: URLSearchParams) {
  const [remoteId, field, language] = ["record", "field", "language"].map((name) => query.get(name)?.slice(0, longest))
  if (!remoteId || !field) return undefined
  const texts = [remoteId, field, language ?? ""].map((text) => text.toWellFormed())
  return { remoteId: texts[0]!, field: texts[1]!, language: texts[2]! }
}
