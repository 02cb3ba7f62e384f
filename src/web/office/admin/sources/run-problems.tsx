import { type ProblemKind, type ProblemValue, problemSentence } from "../../../../harvest/index.ts"
import { adminMessages, runMessages } from "../../../../texts/index.ts"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { OfficePage } from "../../office-route.ts"
import type { Chosen } from "./run-filters.tsx"

interface Options {
  readonly page: OfficePage
  readonly kinds: readonly ProblemKind[]
  readonly values: readonly ProblemValue[]
  readonly chosen: Chosen
  readonly hrefOf: (chosen: Chosen) => string
}

/** Kinds with their counts, the most frequent first: whoever publishes mends kinds, not records. */
export function ProblemKinds({ page, kinds, values, chosen, hrefOf }: Options) {
  const words = runMessages[page.language]
  if (kinds.length === 0) return <p class="empty">{words.noProblems}</p>
  return (
    <>
      <p class="muted">{words.kindsLead}</p>
      <ul class="ruled run-kinds">
        {kinds.map(({ code, records }) => (
          <li>
            <div>
              <b>{words.records(records)}</b>
              <p>{sentenceOf(code, page)}</p>
              <code class="tiny faint" dir="ltr">
                {code}
              </code>
              {code === chosen.problem && values.length > 0 && <Values page={page} values={values} />}
            </div>
            {code === chosen.problem ? (
              <a class="btn sm alt" href={hrefOf({ show: "problems" })}>
                {words.allKinds}
              </a>
            ) : (
              <a class="btn sm alt" href={`${hrefOf({ show: "all", problem: code })}#records`}>
                {words.showRecords(words.records(records))}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function sentenceOf(code: string, page: OfficePage): string {
  return problemSentence({ code, message: code }, page.language)
}

function Values({ page, values }: { page: OfficePage; values: readonly ProblemValue[] }) {
  const words = runMessages[page.language]
  return (
    <ScrollRegion label={words.values} kind="stacked">
      <table>
        <caption>{words.values}</caption>
        <thead>
          <tr>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.field}</th>
            <th scope="col" class="n">
              {adminMessages[page.language].records}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, field, records }) => (
            <tr>
              <td class="url">{value === undefined ? words.noValue : <bdi dir="auto">{value}</bdi>}</td>
              <td>{field && <code dir="ltr">{field}</code>}</td>
              <td class="n">{page.format.number(records)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
