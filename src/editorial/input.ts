/** How what an administrator writes is read: one schema each, whose messages are the rules of `InvalidInput`. */
import { z } from "zod"
import { inputProblems } from "../platform/input-problems.ts"
import { InvalidInput } from "../platform/refusal.ts"
import { languages, localisedText } from "../texts/index.ts"

/** A text in the languages of the portal; `undefined` when nothing was written. */
export function textIn(maxLength: number) {
  const one = z.string().max(maxLength, "too-long").optional()
  return z.strictObject(Object.fromEntries(languages.map((language) => [language, one]))).transform(localisedText)
}

export function obligatoryTextIn(maxLength: number) {
  return textIn(maxLength).transform((text, context) => {
    if (text) return text
    context.addIssue({ code: "custom", message: "missing" })
    return z.NEVER
  })
}

/** An address that a link may have: of the web or of a mailbox. */
export const linkAddress = z
  .string()
  .trim()
  .max(2000, "too-long")
  .refine((text) => URL.canParse(text) && /^(?:https?|mailto):/i.test(text), "not-a-url")

export function readInput<Value>(schema: z.ZodType<Value>, input: unknown): Value {
  const read = schema.safeParse(input)
  if (read.success) return read.data
  throw new InvalidInput(read.error.issues.flatMap(inputProblems))
}
