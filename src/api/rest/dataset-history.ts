/** Who changed what, when; versions brought back; what was said about it. */
import { z } from "zod"
import {
  addComment,
  commentsOf,
  datasetHistory,
  type HistoryEntry,
  officeDataset,
  restoreVersion,
} from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { endpoint } from "./endpoint.ts"
import { commentList, history, officeDataset as officeShape } from "./office-schemas.ts"
import { integerParameter, pathParameter } from "./parameters.ts"
import { datasetRef, foundOffice, writeContext } from "./write-support.ts"

const endOfTime = 999_999_999
const maxLimit = 100

export const showHistory = endpoint({
  id: "datasetHistory",
  signedIn: true,
  group: "workflow",
  path: "/datasets/{ref}/history",
  summary: {
    ar: "تاريخ التغييرات: من ومتى وماذا، من الأحدث",
    fr: "L’historique : qui, quand, quoi ; le plus récent d’abord",
    en: "The history: who, when, what; newest first",
  },
  pathParameters: { ref: datasetRef },
  query: {
    before: integerParameter(
      { min: 0, max: endOfTime, otherwise: endOfTime },
      { ar: "موضع آخر سطر مقروء", fr: "Position de la dernière ligne lue", en: "Position of the last line read" },
    ),
    limit: integerParameter(
      { min: 1, max: maxLimit, otherwise: 20 },
      { ar: "عدد الأسطر", fr: "Nombre de lignes", en: "Number of lines" },
    ),
  },
  answer: history,
  refusals: ["dataset-not-found"],
  examples: [],
  async handle({ path, query: { before, limit }, caller }, { db }) {
    const { id } = await officeDataset(db, path.ref, caller)
    const lines = await datasetHistory(db, { id, limit, ...(before < endOfTime ? { before } : {}) }, caller)
    const next = lines.length === limit ? (lines.at(-1)?.position ?? null) : null
    return { kind: "found", body: { items: lines.map(entryToJson), next, limit } }
  },
})

function entryToJson({ position, at, actor, kind, fields, changes, comment }: HistoryEntry) {
  return {
    position,
    at: at.toISOString(),
    actor,
    kind,
    fields: [...fields],
    changes: [...changes],
    comment: comment ?? null,
  }
}

export const restoreOldVersion = endpoint({
  id: "restoreVersion",
  method: "POST",
  group: "workflow",
  path: "/datasets/{ref}/history/{position}/restore",
  summary: {
    ar: "مسوّدة من نسخة سابقة",
    fr: "Un brouillon fait d’une version d’avant",
    en: "A draft made of a former version",
  },
  pathParameters: {
    ref: datasetRef,
    position: pathParameter({ ar: "موضع السطر", fr: "Position de la ligne", en: "Position of the line" }),
  },
  query: {},
  answer: officeShape,
  refusals: ["dataset-not-found", "wrong-state"],
  examples: [],
  async handle({ path, caller }, deps) {
    const { id } = await officeDataset(deps.db, path.ref, caller)
    const position = /^\d{1,15}$/.test(path.position) ? Number(path.position) : -1
    return foundOffice(await restoreVersion(deps.db, { id, position }, writeContext({ caller }, deps)), deps)
  },
})

export const listComments = endpoint({
  id: "listComments",
  signedIn: true,
  group: "workflow",
  path: "/datasets/{ref}/comments",
  summary: {
    ar: "ما قيل في مراحل المراجعة",
    fr: "Ce qui s’est dit au fil de la relecture",
    en: "What was said during review",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  answer: commentList,
  refusals: ["dataset-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    return { kind: "found", body: await commentsToJson(path.ref, { db, caller }) }
  },
})

const said = z.strictObject({ text: z.string().min(1).max(5000) }).meta({ id: "CommentWrite" })

export const writeComment = endpoint({
  id: "addComment",
  method: "POST",
  group: "workflow",
  path: "/datasets/{ref}/comments",
  summary: { ar: "إضافة تعليق", fr: "Ajouter un commentaire", en: "Add a comment" },
  pathParameters: { ref: datasetRef },
  query: {},
  body: said,
  answer: commentList,
  refusals: ["dataset-not-found"],
  examples: [],
  async handle({ path, body, caller }, deps) {
    const { id } = await officeDataset(deps.db, path.ref, caller)
    await addComment(deps.db, { id, text: body.text }, writeContext({ caller }, deps))
    return { kind: "found", body: await commentsToJson(id, { db: deps.db, caller }) }
  },
})

async function commentsToJson(ref: string, { db, caller }: { db: Db; caller: Actor }) {
  const { id: datasetId } = await officeDataset(db, ref, caller)
  const items = await commentsOf(db, datasetId)
  return { items: items.map(({ id, at, author, step, text }) => ({ id, at: at.toISOString(), author, step, text })) }
}
