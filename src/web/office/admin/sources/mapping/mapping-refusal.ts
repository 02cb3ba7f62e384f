import type { Refusal } from "../../../../../platform/refusal.ts"
import { type Language, sourceMappingMessages } from "../../../../../texts/index.ts"
import { type FormRefusal, formRefusal } from "../../../../forms/problems.ts"
import { NotInOurLists } from "./mapping-acts.ts"

/** At the field of the small form that was posted. */
export function mappingRefusal(refusal: Refusal, { language, act }: { language: Language; act: string }): FormRefusal {
  const words = sourceMappingMessages[language].mappingProblems
  const isBody = refusal.code === "harvest-source-invalid" && refusal.values.field === "organization"
  const problem = refusal instanceof NotInOurLists ? String(refusal.values.problem) : isBody ? "organization" : ""
  if (!Object.hasOwn(words, problem)) return formRefusal(refusal, language)
  const field = fieldOf(problem, { act, row: String(refusal.values.row ?? "") })
  return { status: 422, problems: [{ field, text: words[problem as keyof typeof words] }] }
}

function fieldOf(problem: string, { act, row }: { act: string; row: string }): string {
  if (problem === "email") return "contactEmail"
  if (problem === "place") return "place"
  if (act.startsWith("filter")) return `${row || "include"}.value`
  if (act === "defaults") return "licence"
  if (act === "licences" || act === "themes") return `${act}.raw`
  return "publishers"
}
