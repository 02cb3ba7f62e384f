import type { z } from "zod"
import type { InputProblem } from "./refusal.ts"

const ruleName = /^[a-z]+(?:-[a-z]+)*$/

/** The mistake that a schema found, as a rule at its place. A schema names a rule of its own by giving it as the message. */
export function inputProblems(issue: z.core.$ZodIssue): InputProblem[] {
  const path = issue.path.join(".")
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [path, key].filter(Boolean).join("."), rule: "unknown-field" }))
  }
  const rule = ruleName.test(issue.message) ? issue.message : ruleOf(issue)
  if (issue.code === "too_big") return [{ path, rule, values: { max: Number(issue.maximum) } }]
  if (issue.code === "too_small") return [{ path, rule, values: { min: Number(issue.minimum) } }]
  return [{ path, rule }]
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_big":
      return issue.origin === "array" ? "too-many" : issue.origin === "string" ? "too-long" : "too-high"
    case "too_small":
      return issue.origin === "number" ? "too-low" : "wrong-shape"
    case "invalid_key":
      // Of all that is written, only texts in several languages have keys of their own.
      return "not-a-language"
    case "invalid_type":
      // Known only where the schema was told to report what it was given.
      return "input" in issue && issue.input === undefined ? "missing" : "wrong-shape"
    default:
      return "wrong-shape"
  }
}
