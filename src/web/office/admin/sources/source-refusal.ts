import type { CertificateRule } from "../../../../harvest/index.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import { adminMessages, type Language, sourceFormMessages } from "../../../../texts/index.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"

/** What is wrong with a source, at the field of its form. */
export function sourceRefusal(refusal: Refusal, language: Language): FormRefusal {
  const words = adminMessages[language]
  const field = String(refusal.values.field ?? "")
  const text = certificateProblem(refusal, language) ?? words.fieldProblems[field.split(".", 1)[0] ?? ""]
  if (refusal.code === "harvest-source-invalid" && text) return { status: 422, problems: [{ field, text }] }
  if (refusal.values.action === "rank-source")
    return { status: 403, problems: [{ field: "rank", text: sourceFormMessages[language].rankKept }] }
  const own = words.sourceRefusals[refusal.code]
  if (own) return { status: refusal.status, problems: [{ field: "url", text: own }] }
  return formRefusal(refusal, language, {
    texts: { "fullEveryDays:not-a-number": sourceFormMessages[language].badDays },
  })
}

function certificateProblem({ values: { field, rule } }: Refusal, language: Language): string | undefined {
  if (field !== "extraCa") return undefined
  return sourceFormMessages[language].certificateProblems[rule as CertificateRule]
}
