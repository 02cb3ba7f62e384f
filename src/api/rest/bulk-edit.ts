/**
 * Many datasets at once: planned, looked at, applied. Applying works within the request for a while and says how far it
 * came; asked again it goes on, and what has its verdict is never done twice. The rights are those of the token that asks.
 */
import { z } from "zod"
import {
  applyBulkEdit,
  applyImport,
  type BulkPreview,
  type BulkWork,
  bulkLines,
  bulkVerdicts,
  bulkWork,
  importReport,
  mostAtOnce,
  officeNeeds,
  previewBulkEdit,
  transferDatasets,
  workflowStates,
} from "../../catalogue/index.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import type { Language } from "../../texts/index.ts"
import { bulkLine, bulkPlan, lineToJson, refusalToJson, bulkWork as workShape, workToJson } from "./bulk-answer.ts"
import { endpoint, type Input, type RestDeps } from "./endpoint.ts"
import { officeFilterFrom } from "./list-office.ts"
import { cursorLike, firstOf, numberCursor, officePage, officePaging } from "./office-paging.ts"
import { idParameter } from "./office-support.ts"
import { choiceParameter } from "./parameters.ts"
import { organizationIdFrom, writeContext } from "./write-support.ts"

const patienceMs = 20_000

const filter = z.strictObject({
  q: z.string().max(500).optional(),
  state: z.array(z.enum(workflowStates)).optional(),
  organization: z.string().max(100).optional(),
  needs: z.enum(officeNeeds).optional(),
  trashed: z.literal(true).optional(),
})

export const editMany = endpoint({
  id: "editDatasets",
  method: "POST",
  repeatable: true,
  group: "bulk",
  path: "/datasets/bulk",
  summary: {
    ar: "تغيير واحد لمجموعات كثيرة، بمعاينة أو مباشرة؛ لكلّ مجموعة حكمها",
    fr: "Un changement pour plusieurs jeux, en aperçu ou appliqué ; un verdict par jeu",
    en: "One change of many datasets, shown first or applied at once; each dataset has its verdict",
  },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({
      ids: z.array(z.uuid()).max(mostAtOnce).optional(),
      filter: filter.optional().describe("As of /office/datasets; either this or ids"),
      change: z
        .record(z.string(), z.unknown())
        .describe("kind: edit (with facts), move (with organization), publish, submit, withdraw, trash or restore"),
      preview: z.boolean().optional().describe("true: only plan it; apply it later by its id"),
    })
    .meta({ id: "BulkEdit" }),
  answer: bulkPlan,
  refusals: ["too-many-datasets"],
  examples: [
    {
      title: { ar: "رخصة للجميع", fr: "Une licence pour tous", en: "One licence for all" },
      path: {},
      query: "",
      body: {
        filter: { needs: "no-licence" },
        change: { kind: "edit", facts: { licence: "lndpo-tn", themes: { add: ["agriculture"] } } },
        preview: true,
      },
    },
  ],
  localised: true,
  async handle({ body, language, ...input }, deps) {
    const selection = selectionFrom(body)
    const change = await changeFrom(body.change, deps)
    const planned = await within("change", () =>
      previewBulkEdit(deps.db, { selection, change }, writeContext(input, deps)),
    )
    const work = body.preview ? undefined : await applyFor(planned.token, { ...input, deps })
    return { kind: "found", body: planToJson(planned, { language, work }) }
  },
})

function selectionFrom({ ids, filter: given }: { ids?: readonly string[]; filter?: z.infer<typeof filter> }) {
  if (ids && !given) return { ids: ids.map((id) => id.toLowerCase()) }
  if (!given || ids) throw new InvalidInput([{ path: ids ? "filter" : "ids", rule: ids ? "unknown-field" : "missing" }])
  const { q, state, organization, needs, trashed } = given
  const query = { q, state, organization, needs, trashed: trashed ? ("true" as const) : undefined, sort: undefined }
  return { filter: officeFilterFrom(query) }
}

/** What a use case says of a part of the body, at its place in the whole. */
async function within<Answer>(part: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw new InvalidInput(
      error.problems.map((one) => ({ ...one, path: one.path === "" ? part : `${part}.${one.path}` })),
    )
  }
}

/** A body is named here as everywhere, by id or slug. */
async function changeFrom({ organization, ...change }: Readonly<Record<string, unknown>>, { db }: RestDeps) {
  if (change.kind !== "move") return organization === undefined ? change : { ...change, organization }
  if (typeof organization !== "string") throw new InvalidInput([{ path: "change.organization", rule: "missing" }])
  return { ...change, organizationId: await organizationIdFrom(db, organization, "change.organization") }
}

function planToJson(
  { token, willChange, unchanged, refused }: BulkPreview,
  { language, work }: { language: Language; work: BulkWork | undefined },
): z.infer<typeof bulkPlan> {
  return {
    id: token,
    willChange: willChange.map(({ id, title, way, changes }) => ({
      dataset: id,
      row: null,
      title,
      way,
      changes: [...changes],
    })),
    unchanged,
    refused: refused.map(({ id, title, refusal }) => ({
      dataset: id,
      row: null,
      title: title ?? null,
      refusal: refusalToJson(refusal, language),
    })),
    unknownColumns: [],
    work: work ? workToJson(work) : null,
  }
}

type Asking = Pick<Input<never, never>, "caller"> & { readonly deps: RestDeps }

/** As far as it comes while somebody waits for the answer. */
async function applyFor(token: string, { caller, deps }: Asking): Promise<BulkWork> {
  const ctx = writeContext({ caller }, deps)
  const { kind } = await bulkWork(deps.db, { id: token }, ctx)
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await (kind === "edit" ? applyBulkEdit : applyImport)(deps.db, { token, signal }, ctx)
  } catch (error) {
    if (error !== signal.reason) throw error
    return bulkWork(deps.db, { id: token }, ctx)
  }
}

export const applyMany = endpoint({
  id: "applyBulkWork",
  method: "POST",
  repeatable: true,
  group: "bulk",
  path: "/bulk/{id}/apply",
  summary: {
    ar: "تطبيق ما خُطّط له، 20 ثانية على الأكثر؛ أعد الطلب حتى ينتهي",
    fr: "Appliquer ce qui est prévu, 20 secondes au plus ; redemandez jusqu’à la fin",
    en: "Apply what was planned, for 20 seconds at most; ask again until it is finished",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: workShape,
  refusals: ["bulk-work-not-found"],
  examples: [],
  async handle({ path, caller }, deps) {
    return { kind: "found", body: workToJson(await applyFor(path.id, { caller, deps })) }
  },
})

export const showMany = endpoint({
  id: "showBulkWork",
  signedIn: true,
  group: "bulk",
  path: "/bulk/{id}",
  summary: { ar: "أين وصل العمل", fr: "Où en est le travail", en: "How far the work is" },
  pathParameters: { id: idParameter },
  query: {},
  answer: workShape,
  refusals: ["bulk-work-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    return { kind: "found", body: workToJson(await bulkWork(db, { id: path.id }, { by: caller })) }
  },
})

export const listManyLines = endpoint({
  id: "listBulkLines",
  signedIn: true,
  group: "bulk",
  path: "/bulk/{id}/lines",
  summary: { ar: "حكم كلّ مجموعة", fr: "Le verdict de chaque jeu", en: "The verdict of each dataset" },
  pathParameters: { id: idParameter },
  query: {
    verdict: choiceParameter(bulkVerdicts, { ar: "هذا الحكم فقط", fr: "Ce verdict seul", en: "This verdict alone" }),
    ...officePaging,
  },
  answer: z
    .object({ items: z.array(bulkLine), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "BulkLineList" }),
  refusals: ["bulk-work-not-found", "invalid-cursor"],
  examples: [],
  localised: true,
  async handle({ path, query: { verdict, limit, cursor }, language, caller }, { db }) {
    const after = cursorLike(cursor, numberCursor)
    const asked = { id: path.id, limit: limit + 1, ...(verdict ? { verdict } : {}) }
    const found = await bulkLines(db, { ...asked, ...(after ? { after: Number(after) } : {}) }, { by: caller })
    const { items, next } = firstOf(found, limit, ({ position }) => String(position))
    return officePage(
      items.map((line) => lineToJson(line, language)),
      { limit, next },
    )
  },
})

export const showReport = endpoint({
  id: "importReport",
  signedIn: true,
  group: "bulk",
  path: "/bulk/{id}/report.csv",
  summary: {
    ar: "تقرير التوريد، سطرا سطرا، CSV",
    fr: "Le rapport d’un import, ligne par ligne, en CSV",
    en: "The report of an import, row by row, as CSV",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: z.string(),
  answers: "text/csv",
  refusals: ["bulk-work-not-found"],
  examples: [],
  async handle({ path, language, caller }, { db }) {
    await bulkWork(db, { id: path.id, kind: "import" }, { by: caller })
    const text = importReport(db, { token: path.id, language }, { by: caller })
    return { kind: "file", text, type: "text/csv", name: "import-report.csv" }
  },
})

export const transferMany = endpoint({
  id: "transferDatasets",
  method: "POST",
  group: "bulk",
  path: "/datasets/transfer",
  summary: {
    ar: "نقل مجموعات إلى هيكل آخر: كلّها أو لا شيء",
    fr: "Transférer des jeux à un autre organisme : tous ou aucun",
    en: "Transfer datasets to another body: all of them or none",
  },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({ ids: z.array(z.uuid()).min(1).max(1000), organization: z.string() })
    .meta({ id: "DatasetTransfer" }),
  answer: z.null(),
  status: 204,
  refusals: ["dataset-not-found"],
  examples: [
    {
      title: { ar: "مجموعة واحدة", fr: "Un jeu", en: "One dataset" },
      path: {},
      query: "",
      body: { ids: ["01930000-0000-7000-8000-000000000001"], organization: "ministere-culture" },
    },
  ],
  async handle({ body, ...input }, deps) {
    const organizationId = await organizationIdFrom(deps.db, body.organization)
    await transferDatasets(deps.db, { ids: body.ids, organizationId }, writeContext(input, deps))
    return { kind: "done" }
  },
})
