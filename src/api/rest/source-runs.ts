/** Harvests that were: how they ended, and what they say of each record. */
import { z } from "zod"
import {
  confirmWaitingRun,
  countRecords,
  problemTexts,
  type RunRecord,
  recordsOfRun,
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
import { cursorLike, numberCursor, officePage, officePaging } from "./office-paging.ts"
import { doing, idParameter, iso, knownId } from "./office-support.ts"
import { repeatableChoiceParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { knownSource } from "./sources.ts"

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
    reason: z.object({ code: z.string(), message: z.string() }).nullable().describe("Why it failed or waits"),
  })
  .meta({ id: "HarvestRun" })

function runToJson({ id, sourceId, status, startedAt, finishedAt, reason, ...rest }: StoredRun): z.infer<typeof run> {
  return {
    ...{ id, sourceId, status, startedAt: startedAt.toISOString(), finishedAt: iso(finishedAt) },
    counts: countsToJson(rest.counts),
    planned: countsToJson(rest.planned),
    reason: reason ? { code: reason.code, message: reason.message } : null,
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
    position: z.number(),
    remoteId: z.string(),
    verdict: z.enum(verdicts),
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
    verdict: repeatableChoiceParameter(verdicts, {
      ar: "هذه الأحكام فقط",
      fr: "Ces verdicts seuls",
      en: "These verdicts alone",
    }),
    ...officePaging,
  },
  answer: z
    .object({
      run,
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
  async handle({ path, query: { verdict, limit, cursor }, language, caller }, { db }) {
    const known = await knownRun(db, path.id, caller)
    const after = cursorLike(cursor, numberCursor)
    const asked = { runId: known.id, limit, verdicts: verdict, after: after === undefined ? undefined : Number(after) }
    const found = await recordsOfRun(db, asked)
    const next = found.next === undefined ? undefined : String(found.next)
    const page = officePage(
      found.records.map((one) => recordToJson(one, language)),
      { limit, next },
    )
    return { ...page, body: { run: runToJson(known), lines: { ...(await countRecords(db, known.id)) }, ...page.body } }
  },
})

function recordToJson(
  { position, remoteId, verdict, datasetId, slug, title, problems }: RunRecord,
  language: Language,
) {
  const dataset = datasetId ? { id: datasetId, slug: slug ?? null, title: title ?? null } : null
  return {
    ...{ position, remoteId, verdict, dataset },
    problems: problems.map(({ code, field, value, message }) => ({
      ...{ code, field: field ?? null, value: value ?? null },
      message: sentenceOf(code, language) ?? message,
    })),
  }
}

function sentenceOf(code: string, language: Language): string | undefined {
  return Object.hasOwn(problemTexts, code) ? problemTexts[code as keyof typeof problemTexts][language] : undefined
}

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
