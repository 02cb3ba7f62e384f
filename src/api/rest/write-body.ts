import type { z } from "zod"
import { BadRequest } from "../../platform/http/index.ts"
import { type InputProblem, InvalidInput } from "../../platform/refusal.ts"

/** The body of a write as its schema wants it; each mistake is named at its place, as a rule with a text in each language. */
export function readBody<B extends z.ZodType>(schema: B, body: unknown): z.infer<B> {
  if (body === undefined || body === null) throw new BadRequest("The request has no body: send JSON")
  const read = schema.safeParse(body, { reportInput: true })
  if (!read.success) throw new InvalidInput(read.error.issues.flatMap(problemsOf))
  return read.data
}

function problemsOf(issue: z.core.$ZodIssue): InputProblem[] {
  const path = issue.path.join(".")
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, rule: "unknown-field" }))
    case "too_big":
      return [
        { path, rule: issue.origin === "array" ? "too-many" : "too-long", values: { max: Number(issue.maximum) } },
      ]
    case "custom":
      return [{ path, rule: issue.message }]
    default:
      return [{ path, rule: isMissing(issue) ? "missing" : "wrong-shape" }]
  }
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_type" && issue.input === undefined
}
