import type { Parameters } from "../../../../tabular/index.ts"
import type { Explored } from "../explore-model.ts"
import { filtersOf } from "../explore-state.ts"
import { type GroupChoice, groupChoice, type Measure, type Part } from "./group-choice.ts"

/** In the words of the interface for programs, so that an export, a call and the page say the same. */
export function groupQuestion(choice: GroupChoice, question: Parameters): Parameters {
  const { by, series, measures, order } = choice
  const names = namesIn(choice)
  const parts = [`${written(by)} as \`${names.by}\``, ...(series ? [`${written(series)} as \`${names.series}\``] : [])]
  const computed = measures.map((measure, at) => `${computedOf(measure)} as \`${names.measures[at]}\``)
  const key = order.key === "by" ? written(by) : computedOf(measures[order.key] ?? measures[0]!)
  return [
    ...filtersOf(question),
    ["group_by", parts.join(", ")],
    ["select", computed.join(", ")],
    ["order_by", `${key}${order.descending ? " desc" : ""}`],
  ]
}

/** All groups as one: what the measures come to over every row that the filters keep. */
export function wholeQuestion(choice: GroupChoice, question: Parameters): Parameters {
  const { measures } = namesIn(choice)
  const computed = choice.measures.map((measure, at) => `${computedOf(measure)} as \`${measures[at]}\``)
  return [...filtersOf(question), ["select", computed.join(", ")]]
}

/** What the reader sees, as the interface for programs is asked for it. */
export function askedOf(explored: Explored): Parameters {
  const choice = explored.state.view === "group" ? groupChoice(explored) : undefined
  return choice ? groupQuestion(choice, explored.state.question) : explored.state.question
}

interface GroupNames {
  readonly by: string
  readonly series: string
  readonly measures: readonly string[]
}

/** Names of the columns of the answer: all different, as they have to be. */
export function namesIn({ by, series, measures }: GroupChoice): GroupNames {
  // A name of the answer would stand for a column of the same name wherever a clause names it.
  const involved = [by.column, series?.column, ...measures.map(({ column }) => column)]
  const taken = new Set(involved.map((column) => column?.name))
  const free = (wished: string) => {
    let name = wished
    for (let at = 2; taken.has(name); at++) name = `${wished}_${at}`
    taken.add(name)
    return name
  }
  const partName = ({ column, step }: Part) => (step ? free(`${column.name}_${step}`) : column.name)
  return {
    by: partName(by),
    series: series ? partName(series) : "",
    measures: measures.map(({ aggregate, column }) => free(column ? `${aggregate}_${column.name}` : aggregate)),
  }
}

const truncations = { year: "date_trunc_y", month: "date_trunc_ym", day: "date_trunc_ymd" } as const

function written({ column, step }: Part): string {
  return step ? `${truncations[step]}(\`${column.name}\`)` : `\`${column.name}\``
}

function computedOf({ aggregate, column }: Measure): string {
  if (!column) return "count(*)"
  return aggregate === "distinct" ? `count(distinct \`${column.name}\`)` : `${aggregate}(\`${column.name}\`)`
}
