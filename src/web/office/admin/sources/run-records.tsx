import { type Problem, problemSentence, type ReportLine, shownValue } from "../../../../harvest/index.ts"
import { adminMessages, inLanguage, type Language, runMessages } from "../../../../texts/index.ts"
import { Localised } from "../../../components/localised/localised.tsx"
import { Pill } from "../../../components/pill/pill.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { safeUrl } from "../../../models/safe-url.ts"
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

export function Records({ page, lines, waits }: { page: OfficePage; lines: readonly ReportLine[]; waits: boolean }) {
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
          {lines.map((line) => (
            <tr>
              <td>
                <Pill tone={tones[line.verdict]}>
                  {waits && line.verdict === "withdrawn" ? words.wouldWithdraw : words.verdicts[line.verdict]}
                </Pill>
              </td>
              <th scope="row">
                <RecordName page={page} line={line} />
              </th>
              <td>
                {line.problems.length === 0 && line.verdict !== "withdrawn" && words.noProblem}
                {line.verdict === "withdrawn" && <Losses page={page} line={line} />}
                {line.problems.map((problem) => (
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

export function addressOfRecord(language: Language, { kind, slug }: ReportLine & { slug: string }): string {
  if (kind === "series") return routes.series(language, slug)
  return kind === "service" ? routes.service(language, slug) : routes.dataset(language, slug)
}

/** Its name and page here, its identifier and page there. */
function RecordName({ page, line }: { page: OfficePage; line: ReportLine }) {
  const { title, slug, remoteId, landingPage } = line
  const shown = inLanguage(title, page.language)
  const there = safeUrl(landingPage) ?? safeUrl(remoteId)
  const id = (
    <bdi dir="ltr" class="url">
      {remoteId}
    </bdi>
  )
  return (
    <>
      {slug && shown && (
        <>
          <a href={addressOfRecord(page.language, { ...line, slug })}>
            <Localised page={page} text={shown} />
          </a>
          <br />
        </>
      )}
      <small class="faint">
        {id}
        {there && (
          <>
            {" · "}
            <a href={there} rel="noopener nofollow">
              {runMessages[page.language].atSource}
            </a>
          </>
        )}
      </small>
    </>
  )
}

/** What goes with the record: its files, and since when people could find it. */
function Losses({ page, line: { files, since, isElsewhere } }: { page: OfficePage; line: ReportLine }) {
  const words = runMessages[page.language]
  return (
    <p>
      {words.files(files)}
      {since && (
        <>
          {" · "}
          {words.since} <time dateTime={since.toISOString()}>{page.format.date(since.toISOString().slice(0, 10))}</time>
        </>
      )}
      {isElsewhere && (
        <>
          <br />
          {words.staysElsewhere}
        </>
      )}
    </p>
  )
}

function ProblemText({ page, problem }: { page: OfficePage; problem: Problem }) {
  const words = adminMessages[page.language]
  const { code, field } = problem
  const value = shownValue(problem, page.language)
  if (code === "left-out")
    return (
      <p>
        {runMessages[page.language].leftOut}
        {value && `\u00a0: ${value}`}
      </p>
    )
  return (
    <p>
      {problemSentence(problem, page.language)}
      <br />
      <small class="faint">
        {field && <>{words.field(field)} · </>}
        {value && (
          <>
            <bdi dir="auto" class="url">
              {value}
            </bdi>{" "}
            ·{" "}
          </>
        )}
        <code dir="ltr">{code}</code>
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
