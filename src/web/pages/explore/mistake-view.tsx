import type { QueryMistake } from "../../../tabular/index.ts"
import { explorerMessages } from "../../../texts/index.ts"
import { Notice } from "../../components/notice/notice.tsx"
import type { Page } from "../../page.ts"
import type { Explored } from "./explore-model.ts"
import { withQuery } from "./explore-state.ts"
import { headingOf } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly mistake: QueryMistake
}

/** What is wrong with the question, what was probably meant, and the way out. */
export function MistakeView({ page, explored, mistake }: Options) {
  const words = explorerMessages[page.language]
  const meant = meantInstead(explored, mistake)
  return (
    <Notice tone="bad" icon="circle-alert">
      <p>
        <b>{words.mistakeTitle}</b>
      </p>
      <p id="mistake">{mistakeText(page, mistake)}</p>
      {meant && (
        <p>
          <a href={meant.href} rel="nofollow">
            {words.meant(nameShown(page, explored, meant.name))}
          </a>
        </p>
      )}
      <p>
        <a href={explored.path}>{words.startOver}</a>
      </p>
    </Notice>
  )
}

export function mistakeText(page: Page, { code, values, place }: QueryMistake): string {
  const words = explorerMessages[page.language].mistakes
  const said = (name: string) => String(values[name] ?? "")
  const field = place.parameter ?? ""
  switch (code) {
    case "unknown-column":
      return words.unknownColumn(said("column"))
    case "unknown-operator":
      return words.operator(said("operator"))
    case "query-value":
      return words.value(said("value"), typeWord(page, said("type")))
    case "query-type":
      return words.type
    case "invalid-cursor":
      return words.cursor
    case "query-too-complex":
      return words.tooComplex
    default:
      return field === "" ? words.otherSomewhere : words.other(field)
  }
}

function typeWord(page: Page, type: string): string {
  const types: Readonly<Record<string, string>> = explorerMessages[page.language].types
  return types[type] ?? type
}

function nameShown(page: Page, { table }: Explored, name: string): string {
  const column = table.version.columns.find((one) => one.name === name)
  return column ? headingOf(column, page.language) : name
}

/** The same address with the nearest name in the place of the wrong one. */
function meantInstead({ path, state }: Explored, { code, values, place }: QueryMistake) {
  const { nearest: name, parameter } = place
  const wrong = String(values[code === "unknown-operator" ? "operator" : "column"] ?? "")
  if (name === undefined || parameter === undefined || wrong === "") return undefined
  const isClause = !parameter.includes(wrong)
  const pairs = state.pairs.map(([one, value]): [string, string] =>
    one !== parameter ? [one, value] : isClause ? [one, value.replace(wrong, name)] : [one.replace(wrong, name), value],
  )
  return { name, href: withQuery(path, pairs) }
}
