import { type Problem, problemTexts, type RunRecord } from "../../../../harvest/index.ts"
import { adminMessages, inLanguage, type Language } from "../../../../texts/index.ts"
import { Localised } from "../../../components/localised/localised.tsx"
import { Pill } from "../../../components/pill/pill.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"

const tones = {
  created: "ok",
  updated: "info",
  unchanged: "info",
  withdrawn: "late",
  refused: "bad",
  skipped: "info",
} as const

export function Records({ page, records, waits }: { page: OfficePage; records: readonly RunRecord[]; waits: boolean }) {
  const words = adminMessages[page.language]
  return (
    <ScrollRegion label={words.records} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.verdict}</th>
            <th scope="col">{words.record}</th>
            <th scope="col">{words.problem}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr>
              <td>
                <Pill tone={tones[record.verdict]}>
                  {waits && record.verdict === "withdrawn" ? words.wouldWithdraw : words.verdicts[record.verdict]}
                </Pill>
              </td>
              <th scope="row">
                <RecordName page={page} record={record} />
              </th>
              <td>
                {record.problems.length === 0 && record.verdict !== "withdrawn" && words.noProblem}
                {record.problems.map((problem) => (
                  <ProblemText page={page} problem={problem} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function RecordName({ page, record: { title, slug, remoteId } }: { page: OfficePage; record: RunRecord }) {
  const shown = inLanguage(title, page.language)
  const id = (
    <bdi dir="ltr" class="url">
      {remoteId}
    </bdi>
  )
  if (!slug || !shown) return id
  return (
    <>
      <a href={routes.dataset(page.language, slug)}>
        <Localised page={page} text={shown} />
      </a>
      <br />
      <small class="faint">{id}</small>
    </>
  )
}

function ProblemText({ page, problem: { code, field, value, message } }: { page: OfficePage; problem: Problem }) {
  const words = adminMessages[page.language]
  return (
    <p>
      {textOf(problemTexts, code, page.language) ?? message}
      <br />
      <small class="faint">
        {field && words.field(field)} {value && <bdi dir="auto">{value}</bdi>} <code dir="ltr">{code}</code>
      </small>
    </p>
  )
}

export function textOf(
  texts: Readonly<Record<string, Readonly<Record<Language, string>>>>,
  code: string,
  language: Language,
): string | undefined {
  return Object.hasOwn(texts, code) ? texts[code]?.[language] : undefined
}
