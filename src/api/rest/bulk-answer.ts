/** Works on many datasets as answers show them: how far they are, and what came of each dataset. */
import { z } from "zod"
import { type BulkLine, type BulkRefusal, type BulkWork, bulkVerdicts } from "../../catalogue/index.ts"
import type { InputProblem, RefusalValues } from "../../platform/refusal.ts"
import { inputRuleText, type Language } from "../../texts/index.ts"
import { errorTexts, isErrorCode } from "../error-texts.ts"
import { fieldChange } from "./office-schemas.ts"
import { iso } from "./office-support.ts"
import { localisedText } from "./schemas.ts"

export const bulkWork = z
  .object({
    id: z.string(),
    kind: z.enum(["edit", "import"]),
    createdAt: z.string(),
    startedAt: z.string().nullable().describe("null: only planned"),
    finishedAt: z.string().nullable(),
    total: z.number(),
    done: z.number().describe("Those that have their verdict"),
    verdicts: z.record(z.enum(bulkVerdicts), z.number()),
  })
  .meta({ id: "BulkWork" })

const refusal = z
  .object({
    code: z.string(),
    detail: z.string().nullable(),
    errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })),
  })
  .meta({ id: "BulkRefusal" })

export const bulkLine = z
  .object({
    position: z.number().describe("Of an import the number of the row"),
    dataset: z.string().nullable(),
    verdict: z.enum(bulkVerdicts).nullable().describe("null: it waits"),
    refusal: refusal.nullable(),
  })
  .meta({ id: "BulkLine" })

export const bulkPlan = z
  .object({
    id: z.string().describe("Of the work: apply it, or ask how far it is"),
    willChange: z.array(
      z.object({
        dataset: z.string().nullable().describe("null: it will be begun"),
        row: z.number().nullable(),
        title: localisedText,
        way: z.enum(["publish", "draft", "step"]).nullable().describe("Shown at once, kept as a draft, or a step"),
        changes: z.array(fieldChange),
      }),
    ),
    unchanged: z.number(),
    refused: z.array(
      z.object({
        dataset: z.string().nullable(),
        row: z.number().nullable(),
        title: localisedText.nullable(),
        refusal,
      }),
    ),
    unknownColumns: z.array(z.string()).describe("Of an import"),
    work: bulkWork.nullable().describe("null: only planned"),
  })
  .meta({ id: "BulkPlan" })

export function workToJson(work: BulkWork): z.infer<typeof bulkWork> {
  const { id, kind, createdAt, startedAt, finishedAt, total, done, verdicts } = work
  const moments = { createdAt: createdAt.toISOString(), startedAt: iso(startedAt), finishedAt: iso(finishedAt) }
  return { id, kind, ...moments, total, done, verdicts: { ...verdicts } }
}

export function lineToJson(line: BulkLine, language: Language): z.infer<typeof bulkLine> {
  const { code, values, problems } = (line.detail ?? {}) as Partial<BulkRefusal>
  return {
    position: line.position,
    dataset: line.datasetId ?? null,
    verdict: line.verdict ?? null,
    refusal: code === undefined ? null : refusalToJson({ code, values, problems }, language),
  }
}

interface Refused {
  readonly code: string
  readonly values?: RefusalValues | undefined
  readonly problems?: readonly InputProblem[] | undefined
}

export function refusalToJson({ code, values = {}, problems = [] }: Refused, language: Language) {
  const detail = isErrorCode(code) ? errorTexts[code].detail[language] : null
  return {
    code,
    detail: detail?.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? "")) ?? null,
    errors: problems.map(({ path, rule, values: of }) => ({
      field: path,
      rule,
      message: inputRuleText(language, rule, of),
    })),
  }
}
