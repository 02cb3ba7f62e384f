/** What a harvest of a source would do, asked for and read when it is made. */
import { z } from "zod"
import { askForPreview, type PreviewedRecord, previewById, type StoredPreview } from "../../harvest/index.ts"
import type { Language } from "../../texts/index.ts"
import { PreviewNotFound } from "../errors.ts"
import { endpoint, restRoot } from "./endpoint.ts"
import { doing, idParameter, iso, knownId } from "./office-support.ts"
import { localisedText } from "./schemas.ts"
import { knownSource } from "./source-answer.ts"
import { problemToJson, recordProblem, recordVerdicts, sentenceOf } from "./source-problems.ts"
import { editedSource, newSource, sourceCreate, sourceWrite } from "./source-writes.ts"

const counts = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  withdrawn: z.number(),
  refused: z.number(),
})

const record = z
  .object({
    remoteId: z.string(),
    kind: z.string(),
    verdict: z.enum(recordVerdicts).describe("What it would be"),
    title: localisedText.nullable(),
    distributions: z.number().nullable(),
    dataset: z.string().nullable().describe("Identifier of the dataset that is here already"),
    changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
    problems: z.array(recordProblem),
  })
  .meta({ id: "PreviewedRecord" })

const preview = z
  .object({
    id: z.string(),
    status: z.enum(["reading", "done", "refused"]),
    sourceId: z.string().nullable().describe("Of a source that is kept"),
    askedAt: z.string(),
    finishedAt: z.string().nullable(),
    complete: z.boolean().nullable().describe("The source was read to its end; else there is more"),
    counts: counts.nullable(),
    reason: z.object({ code: z.string(), message: z.string() }).nullable().describe("Why it was not read further"),
    refusal: z.object({ code: z.string(), message: z.string() }).nullable().describe("Why it could not be kept"),
    records: z.array(record),
  })
  .meta({ id: "HarvestPreview" })

const asked = z.object({ id: z.string(), status: z.literal("reading") }).meta({ id: "HarvestPreviewAsked" })

export const previewNewSource = endpoint({
  id: "previewNewSource",
  method: "POST",
  group: "sources",
  path: "/sources/preview",
  summary: {
    ar: "معاينة مصدر لم يُحفظ: تُقرأ أول سجلاته ولا يُحفظ شيء",
    fr: "Aperçu d’une source qui n’est pas gardée\u00a0: ses premières fiches sont lues, rien n’est gardé",
    en: "Preview of a source that is not kept: its first records are read, nothing is kept",
  },
  pathParameters: {},
  query: {},
  body: sourceCreate,
  answer: asked,
  status: 202,
  refusals: ["harvest-source-invalid"],
  examples: [
    {
      title: { ar: "بوابة CKAN", fr: "Un portail CKAN", en: "A CKAN portal" },
      path: {},
      query: "",
      body: { kind: "ckan", url: "https://catalog.agridata.tn/", organization: "ministere-agriculture" },
    },
  ],
  async handle({ body, ...input }, deps) {
    const source = await newSource(body, { caller: input.caller, deps })
    return accepted(await askForPreview(deps.db, source, doing(input, deps)), deps.baseUrl)
  },
})

export const previewKnownSource = endpoint({
  id: "previewSource",
  method: "POST",
  group: "sources",
  path: "/sources/{id}/preview",
  summary: {
    ar: "معاينة مصدر محفوظ، كما هو أو كما يصير بعد تغيير ما ذُكر",
    fr: "Aperçu d’une source gardée, telle quelle ou une fois changé ce qui est nommé",
    en: "Preview of a source that is kept, as it is or with what is named changed",
  },
  pathParameters: { id: idParameter },
  query: {},
  body: sourceWrite,
  answer: asked,
  status: 202,
  refusals: ["harvest-source-not-found", "harvest-source-invalid", "harvest-source-exists"],
  examples: [
    {
      title: { ar: "كما هو", fr: "Telle quelle", en: "As it is" },
      path: { id: "01930000-0000-7000-8000-000000000001" },
      query: "",
      body: {},
    },
  ],
  async handle({ path, body, ...input }, deps) {
    const before = await knownSource(deps.db, path.id, input.caller)
    const isAsItIs = Object.keys(body).length === 0
    const edit = isAsItIs ? {} : { edit: await editedSource(before, body, deps) }
    return accepted(await askForPreview(deps.db, { id: before.id, ...edit }, doing(input, deps)), deps.baseUrl)
  },
})

function accepted(id: string, baseUrl: string) {
  const location = `${baseUrl}${restRoot}/sources/previews/${id}`
  return { kind: "found" as const, body: { id, status: "reading" as const }, location }
}

export const showPreview = endpoint({
  id: "showPreview",
  signedIn: true,
  group: "sources",
  path: "/sources/previews/{id}",
  summary: {
    ar: "معاينة طلبتها: تُحفظ يوما، ولا يقرؤها غيرك",
    fr: "Un aperçu que vous avez demandé\u00a0: gardé un jour, lu de vous seul",
    en: "A preview that you asked for: kept for a day, read by you alone",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: preview,
  refusals: ["harvest-preview-not-found"],
  examples: [],
  localised: true,
  async handle({ path, caller, language }, { db }) {
    const id = knownId(path.id, (unknown) => new PreviewNotFound(unknown))
    const stored = await previewById(db, id, caller)
    if ("id" in stored.source) await knownSource(db, stored.source.id, caller)
    return { kind: "found", body: previewToJson(stored, language) }
  },
})

function previewToJson(stored: StoredPreview, language: Language): z.infer<typeof preview> {
  const { id, source, askedAt, finishedAt, preview: made, refusal } = stored
  return {
    ...{ id, askedAt: askedAt.toISOString(), finishedAt: iso(finishedAt) },
    status: refusal ? "refused" : made ? "done" : "reading",
    sourceId: "id" in source ? source.id : null,
    complete: made ? made.complete : null,
    counts: made ? countsToJson(made.counts) : null,
    reason: made?.reason
      ? { code: made.reason.code, message: sentenceOf(made.reason.code, language) ?? made.reason.message }
      : null,
    refusal: refusal ? { code: refusal.code, message: refusal.message } : null,
    records: (made?.records ?? []).map((one) => recordToJson(one, language)),
  }
}

function countsToJson({ created, updated, unchanged, withdrawn, refused }: z.infer<typeof counts>) {
  return { created, updated, unchanged, withdrawn, refused }
}

function recordToJson(one: PreviewedRecord, language: Language): z.infer<typeof record> {
  const { remoteId, kind, verdict, title, distributions, datasetId, changes, problems } = one
  return {
    ...{ remoteId, kind, verdict, title: title ?? null, distributions: distributions ?? null },
    dataset: datasetId ?? null,
    changes: changes.map(({ path, before, after }) => ({ path, before: before ?? null, after: after ?? null })),
    problems: problems.map((problem) => problemToJson(problem, language)),
  }
}
