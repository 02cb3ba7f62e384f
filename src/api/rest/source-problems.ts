import { z } from "zod"
import { type Problem, problemTexts, stopTexts } from "../../harvest/index.ts"
import type { Language } from "../../texts/index.ts"

const sentences: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...stopTexts, ...problemTexts }

/** What a code of a record or of a reading means and what to do, in the reader's language. */
export function sentenceOf(code: string, language: Language): string | undefined {
  return Object.hasOwn(sentences, code) ? sentences[code]?.[language] : undefined
}

export const recordVerdicts = ["created", "updated", "unchanged", "withdrawn", "refused", "skipped"] as const

export const recordProblem = z.object({
  code: z.string(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string().describe("What is wrong and what to do, in the reader’s language"),
})

export function problemToJson(
  { code, field, value, message }: Problem,
  language: Language,
): z.infer<typeof recordProblem> {
  return { code, field: field ?? null, value: value ?? null, message: sentenceOf(code, language) ?? message }
}
