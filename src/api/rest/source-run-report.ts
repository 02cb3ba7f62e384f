/** What a harvest says of each record, page by page or as a table. */
import { z } from "zod"
import {
  countRecords,
  linesOfReport,
  problemKinds,
  type ReportCursor,
  type ReportLine,
  reportTable,
} from "../../harvest/index.ts"
import type { Language } from "../../texts/index.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { endpoint, type Input, type RestDeps } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { idParameter } from "./office-support.ts"
import { choiceParameter, repeatableChoiceParameter, textParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { problemToJson, recordProblem, recordVerdicts, sentenceOf } from "./source-problems.ts"
import { knownRun, run, runToJson } from "./source-runs.ts"

const record = z
  .object({
    position: z.number().nullable().describe("null: unchanged, and listed for its problems"),
    remoteId: z.string(),
    verdict: z.enum(recordVerdicts),
    landingPage: z.string().nullable().describe("Its page at the source"),
    dataset: z.object({ id: z.string(), slug: z.string().nullable(), title: localisedText.nullable() }).nullable(),
    problems: z.array(recordProblem),
  })
  .meta({ id: "RunRecord" })

const verdictParameter = {
  verdict: repeatableChoiceParameter(recordVerdicts, {
    ar: "هذه الأحكام فقط",
    fr: "Ces verdicts seuls",
    en: "These verdicts alone",
  }),
}

const reportParameters = {
  problem: textParameter({
    ar: "السجلات التي فيها هذه المشكلة فقط، برمزها",
    fr: "Les seules fiches qui ont ce problème, par son code",
    en: "Only records with this problem, by its code",
  }),
  problems: choiceParameter(["yes"], {
    ar: "السجلات التي فيها مشاكل فقط",
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
    ar: "عملية جلب: أعدادها، وما قيل في كلّ سجل",
    fr: "Une moisson : ses nombres, et ce qu’elle dit de chaque fiche",
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
      kinds: kinds.map(({ code, records }) => ({ code, records, message: sentenceOf(code, language) ?? code })),
      lines: { ...(await countRecords(db, known.id)) },
    }
    return { ...page, body: { ...head, ...page.body } }
  },
  asCsv: sendReport,
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
    problems: problems.map((problem) => problemToJson(problem, language)),
  }
}

export const runReport = endpoint({
  id: "runReport",
  signedIn: true,
  group: "sources",
  path: "/runs/{id}/report.csv",
  summary: {
    ar: "تقرير عملية جلب في ملف CSV: سطر لكل سجل ومشكلة",
    fr: "Le compte rendu d’une moisson en CSV\u00a0: une ligne par fiche et par problème",
    en: "The report of a harvest as CSV: a line for each record and problem",
  },
  pathParameters: { id: idParameter },
  query: { ...verdictParameter, ...reportParameters },
  answer: z.string(),
  answers: "text/csv",
  refusals: ["harvest-run-not-found"],
  examples: [],
  localised: true,
  handle: sendReport,
})

type AskedReport = Pick<
  Input<{ id: typeof idParameter }, typeof verdictParameter & typeof reportParameters>,
  "path" | "query" | "language" | "caller"
>

async function sendReport(
  { path, query: { verdict, problem, problems }, language, caller }: AskedReport,
  { db, baseUrl }: RestDeps,
) {
  const known = await knownRun(db, path.id, caller)
  const text = reportTable(db, known, {
    language,
    filter: { verdicts: verdict, code: problem, withProblems: problems === "yes" },
    address: ({ kind = "dataset", datasetId }) => `${baseUrl}/id/${kind}/${datasetId}`,
  })
  return { kind: "file" as const, text, type: "text/csv", name: `harvest-report-${known.id}.csv` }
}
