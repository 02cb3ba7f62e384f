/** Harvests that were: how they ended, and what they say of each record. */
import { z } from "zod"
import {
  confirmWaitingRun,
  countRecords,
  linesOfReport,
  problemKinds,
  problemSentence,
  type ReportCursor,
  type ReportLine,
  reportTable,
  runById,
  runsOfSource,
  type StoredRun,
} from "../../harvest/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import type { Language } from "../../texts/index.ts"
import { InvalidCursor, RunNotFound } from "../errors.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { endpoint } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { doing, idParameter, iso, knownId } from "./office-support.ts"
import { choiceParameter, repeatableChoiceParameter, textParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { knownSource } from "./source-answer.ts"

const verdicts = ["created", "updated", "unchanged", "withdrawn", "refused", "skipped"] as const

const counts = z
  .object({
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    withdrawn: z.number(),
    refused: z.number(),
  })
  .meta({ id: "RunCounts" })

const run = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    status: z.string().describe("running, done, done-with-errors, failed, needs-confirmation or interrupted"),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    counts: counts.describe("As applied"),
    planned: counts.describe("As it would be"),
    mode: z
      .enum(["full", "changes", "not-modified"])
      .describe("changes: only those since the reading before were asked for; not-modified: nothing had changed"),
    resumed: z.boolean().describe("It went on where a run that was cut had come to"),
    scheduled: z.boolean().describe("A schedule asked for it, not a person"),
    durationMs: z.number().nullable(),
    live: z.number().nullable().describe("Records of the source that were live after it"),
    reason: z
      .object({
        code: z.string(),
        message: z.string(),
        detail: z.record(z.string(), z.unknown()).describe("Where in the source: address, line, what was expected"),
      })
      .nullable()
      .describe("Why it failed or waits"),
  })
  .meta({ id: "HarvestRun" })

function runToJson({ id, sourceId, status, startedAt, finishedAt, reason, ...rest }: StoredRun): z.infer<typeof run> {
  return {
    ...{ id, sourceId, status, startedAt: startedAt.toISOString(), finishedAt: iso(finishedAt) },
    counts: countsToJson(rest.counts),
    planned: countsToJson(rest.planned),
    ...{ mode: rest.mode, resumed: rest.resumed, scheduled: rest.scheduled },
    ...{ durationMs: rest.durationMs ?? null, live: rest.live ?? null },
    reason: reason ? { code: reason.code, message: reason.message, detail: { ...reason.detail } } : null,
  }
}

function countsToJson({ created, updated, unchanged, withdrawn, refused }: StoredRun["counts"]) {
  return { created, updated, unchanged, withdrawn, refused }
}

const runCursor = z.strictObject({ t: z.iso.datetime() })

export const listRuns = endpoint({
  id: "listRuns",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/runs",
  summary: {
    ar: "عمليات الجمع، من الأحدث",
    fr: "Les moissonnages, le plus récent d’abord",
    en: "The harvests, newest first",
  },
  pathParameters: { id: idParameter },
  query: officePaging,
  answer: z
    .object({ items: z.array(run), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "HarvestRunList" }),
  refusals: ["harvest-source-not-found", "invalid-cursor"],
  examples: [],
  async handle({ path, query: { limit, cursor }, caller }, { db }) {
    const { id: sourceId } = await knownSource(db, path.id, caller)
    const before = cursor === undefined ? undefined : new Date(readCursor(cursor, runCursor).t)
    if (before && Number.isNaN(before.getTime())) throw new InvalidCursor()
    const found = await runsOfSource(db, { sourceId, limit, before })
    const next = found.next && writeCursor({ t: found.next.toISOString() })
    return officePage(found.runs.map(runToJson), { limit, next })
  },
})

const record = z
  .object({
    position: z.number().nullable().describe("null: unchanged, and listed for its problems"),
    remoteId: z.string(),
    verdict: z.enum(verdicts),
    landingPage: z.string().nullable().describe("Its page at the source"),
    dataset: z.object({ id: z.string(), slug: z.string().nullable(), title: localisedText.nullable() }).nullable(),
    problems: z.array(
      z.object({
        code: z.string(),
        field: z.string().nullable(),
        value: z.string().nullable(),
        message: z.string().describe("What is wrong and what to do, in the reader’s language"),
      }),
    ),
  })
  .meta({ id: "RunRecord" })

const verdictParameter = {
  verdict: repeatableChoiceParameter(verdicts, {
    ar: "هذه الأحكام فقط",
    fr: "Ces verdicts seuls",
    en: "These verdicts alone",
  }),
}

const reportParameters = {
  problem: textParameter({
    ar: "البطاقات التي فيها هذه المشكلة فقط، برمزها",
    fr: "Les seules fiches qui ont ce problème, par son code",
    en: "Only records with this problem, by its code",
  }),
  problems: choiceParameter(["yes"], {
    ar: "البطاقات التي فيها مشاكل فقط",
    fr: "Les seules fiches qui ont des problèmes",
    en: "Only records that have problems",
  }),
}

export const showRun = endpoint({
  id: "showRun",
  signedIn: true,
  group: "sources",
  path: "/runs/{id}",
  summary: {
    ar: "عملية جمع: أعدادها، وما قيل في كلّ بطاقة",
    fr: "Un moissonnage : ses nombres, et ce qu’il dit de chaque fiche",
    en: "One harvest: its counts, and what it says of each record",
  },
  pathParameters: { id: idParameter },
  query: {
    ...verdictParameter,
    ...reportParameters,
    ...officePaging,
  },
  answer: z
    .object({
      run,
      kinds: z
        .array(z.object({ code: z.string(), records: z.number(), message: z.string() }))
        .describe("Kinds of problem and how many records have each, the most frequent first"),
      lines: z.record(z.string(), z.number()).describe("Kept lines by verdict"),
      items: z.array(record),
      next: z.string().nullable(),
      limit: z.number(),
      maxLimit: z.number(),
    })
    .meta({ id: "HarvestRunReport" }),
  refusals: ["harvest-run-not-found", "invalid-cursor"],
  examples: [],
  localised: true,
  async handle({ path, query: { verdict, problem, problems, limit, cursor }, language, caller }, { db }) {
    const known = await knownRun(db, path.id, caller)
    const found = await linesOfReport(db, known, {
      ...{ limit, verdicts: verdict, code: problem, withProblems: problems === "yes" },
      after: cursor === undefined ? undefined : readCursor(cursor, reportCursor),
    })
    const page = officePage(
      found.lines.map((one) => lineToJson(one, language)),
      { limit, next: found.next && writeCursor({ ...found.next }) },
    )
    const kinds = await problemKinds(db, known)
    const head = {
      run: runToJson(known),
      kinds: kinds.map(({ code, records }) => ({ code, records, message: sentenceOf(code, language) })),
      lines: { ...(await countRecords(db, known.id)) },
    }
    return { ...page, body: { ...head, ...page.body } }
  },
})

const reportCursor: z.ZodType<ReportCursor> = z.union([
  z.strictObject({ position: z.int().min(0).max(2_147_483_647) }),
  z.strictObject({
    remoteId: z
      .string()
      .max(2000)
      .refine((id) => !id.includes("\0")),
  }),
])

function lineToJson({ remoteId, verdict, problems, ...line }: ReportLine, language: Language) {
  const { datasetId, slug, title } = line
  const dataset = datasetId ? { id: datasetId, slug: slug ?? null, title: title ?? null } : null
  return {
    ...{ position: line.position ?? null, remoteId, verdict, landingPage: line.landingPage ?? null, dataset },
    problems: problems.map(({ code, field, value, message }) => ({
      ...{ code, field: field ?? null, value: value ?? null },
      message: problemSentence({ code, message }, language),
    })),
  }
}

function sentenceOf(code: string, language: Language): string {
  return problemSentence({ code, message: code }, language)
}

export const runReport = endpoint({
  id: "runReport",
  signedIn: true,
  group: "sources",
  path: "/runs/{id}/report.csv",
  summary: {
    ar: "تقرير عملية جمع في ملف CSV: سطر لكل بطاقة ومشكلة",
    fr: "Le compte rendu d’un moissonnage en CSV\u00a0: une ligne par fiche et par problème",
    en: "The report of a harvest as CSV: a line for each record and problem",
  },
  pathParameters: { id: idParameter },
  query: { ...verdictParameter, ...reportParameters },
  answer: z.string(),
  answers: "text/csv",
  refusals: ["harvest-run-not-found"],
  examples: [],
  localised: true,
  async handle({ path, query: { verdict, problem, problems }, language, caller }, { db, baseUrl }) {
    const known = await knownRun(db, path.id, caller)
    const text = reportTable(db, known, {
      language,
      filter: { verdicts: verdict, code: problem, withProblems: problems === "yes" },
      address: ({ kind = "dataset", datasetId }) => `${baseUrl}/id/${kind}/${datasetId}`,
    })
    return { kind: "file", text, type: "text/csv", name: `harvest-report-${known.id}.csv` }
  },
})

/** Whoever may not manage the source of a run learns nothing of it but that she may not. */
async function knownRun(db: Db, id: string, caller: Actor): Promise<StoredRun> {
  const notFound = (unknown: string) => new RunNotFound(unknown)
  const known = await runById(db, knownId(id, notFound))
  if (!known) throw notFound(id)
  await knownSource(db, known.sourceId, caller)
  return known
}

export const confirmRun = endpoint({
  id: "confirmRun",
  method: "POST",
  group: "sources",
  path: "/runs/{id}/confirm",
  summary: {
    ar: "تأكيد أن ما غاب عن المصدر سُحب حقا",
    fr: "Confirmer que ce qui manque à la source est bien retiré",
    en: "Confirm that what the source no longer has is really gone",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: run,
  status: 202,
  refusals: ["harvest-run-not-found", "harvest-run-not-held"],
  examples: [],
  async handle({ path, ...input }, deps) {
    const { id } = await knownRun(deps.db, path.id, input.caller)
    await confirmWaitingRun(deps.db, id, doing(input, deps))
    return { kind: "found", body: runToJson(await knownRun(deps.db, id, input.caller)) }
  },
})
