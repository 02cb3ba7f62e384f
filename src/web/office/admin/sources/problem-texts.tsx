import { type Problem, problemTexts, type StoredPreview, stopTexts } from "../../../../harvest/index.ts"
import { adminMessages, type Language } from "../../../../texts/index.ts"
import type { OfficePage } from "../../office-route.ts"

/** What is wrong with a record and what to do, each in a line of its own. */
export function Problems({ page, problems }: { page: OfficePage; problems: readonly Problem[] }) {
  const words = adminMessages[page.language]
  if (problems.length === 0) return null
  return (
    <ul class="stack-s">
      {problems.map(({ code, field, value, message }) => (
        <li>
          {sentenceOf(problemTexts, code, page.language) ?? message}
          <br />
          <small class="faint">
            {field && words.field(field)} {value && <bdi dir="auto">{value}</bdi>} <code dir="ltr">{code}</code>
          </small>
        </li>
      ))}
    </ul>
  )
}

type Reason = NonNullable<NonNullable<StoredPreview["preview"]>["reason"]>

/** Why a source could not be read. */
export function StopText({ page, reason }: { page: OfficePage; reason: Reason }) {
  const details = Object.entries(reason.detail ?? {})
  return (
    <>
      <p>{sentenceOf(stopTexts, reason.code, page.language) ?? reason.message}</p>
      {details.length > 0 && (
        <dl class="small" aria-label={adminMessages[page.language].details}>
          {details.map(([name, value]) => (
            <div>
              <dt class="inline">
                <bdi dir="ltr">{name}</bdi>:
              </dt>{" "}
              <dd class="inline">
                <bdi dir="ltr" class="url">
                  {typeof value === "object" ? JSON.stringify(value) : String(value)}
                </bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

export function sentenceOf(
  texts: Readonly<Record<string, Readonly<Record<Language, string>>>>,
  code: string,
  language: Language,
): string | undefined {
  return Object.hasOwn(texts, code) ? texts[code]?.[language] : undefined
}
