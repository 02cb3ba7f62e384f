import { InvalidInput, type Refusal } from "../../platform/refusal.ts"
import { inputRuleText, type Language, officeShellMessages } from "../../texts/index.ts"

/** One mistake of a form: the name of its input, and what to do about it. */
export interface FieldProblem {
  readonly field: string
  readonly text: string
}

/** What is shown above a form that was refused: each mistake leads to its field, the rest is said in `text`. */
export interface FormRefusal {
  readonly status: number
  readonly title?: string | undefined
  readonly text?: string | undefined
  readonly problems: readonly FieldProblem[]
}

interface Words {
  /** Name of the input for a path of the use case; the path itself where they are the same. */
  readonly fieldOf?: (path: string) => string
  /** Texts of this form for rules, before the common ones. */
  readonly texts?: Readonly<Record<string, string>>
  /** Texts of this form for codes of refusals, before the common ones. */
  readonly refusals?: Readonly<Record<string, string>>
}

export function formRefusal(refusal: Refusal, language: Language, words: Words = {}): FormRefusal {
  const { status } = refusal
  if (refusal instanceof InvalidInput) {
    const problems = refusal.problems.map(({ path, rule, values }) => ({
      field: words.fieldOf?.(path) ?? path,
      text: words.texts?.[`${path}:${rule}`] ?? words.texts?.[rule] ?? inputRuleText(language, rule, values),
    }))
    return { status, problems }
  }
  return { status, text: words.refusals?.[refusal.code] ?? refusalText(refusal, language), problems: [] }
}

function refusalText(refusal: Refusal, language: Language): string {
  const { refusals } = officeShellMessages[language]
  if (Object.hasOwn(refusals, refusal.code)) return refusals[refusal.code as keyof typeof refusals]
  return refusals[refusal.status === 403 ? "not-allowed" : refusal.status === 412 ? "stale" : "wrong-state"]
}
