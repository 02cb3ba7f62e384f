import type { Parameters } from "../../../tabular/index.ts"

export const views = ["table", "group", "chart", "map", "api"] as const
export type View = (typeof views)[number]

/** All that an address of the explorer says. What it asks of the table is said as the interface for programs says it. */
export interface ExploreState {
  readonly view: View
  /** Every parameter, as it was given. */
  readonly pairs: Parameters
  /** What is asked of the table: filters, words, order, columns; neither the page of it nor how it is shown. */
  readonly question: Parameters
  /** Which page of the rows. */
  readonly offset: number
  readonly cursor?: string
  /** A filter just filled in, to become a parameter of its own. */
  readonly draft?: FilterDraft
  /** The column that a filter is to be made for. */
  readonly filtering?: string
}

export interface FilterDraft {
  readonly column: string
  readonly operator: string
  /** Several where they were chosen from a list. */
  readonly values: readonly string[]
  /** The upper end of what lies between two. */
  readonly upTo: string
}

/** Parameters of the page itself; filters never carry these names, for theirs hold an operator. */
const grouped = ["by_step", "series_step", "group_across", "group_order"]
const shownBy = ["view", "about", "chart", "by", "value", "agg", "series", "place", ...grouped]
const drafted = ["f", "op", "v", "v2"]
const paging = ["offset", "cursor"]
/** Not for people: how many rows come at once, and what a page has no room for. */
const forPrograms = ["limit", "$limit", "$offset", "facet", "format"]
const ofPage = new Set([...shownBy, ...drafted, ...paging, ...forPrograms])

/** Those that are known by name, so that pages with them may be kept. */
export const exploreParameters = [...shownBy, ...paging, "q", "sort", "columns"] as const

export function readState(query: URLSearchParams): ExploreState {
  const pairs = oneListOfColumns(
    [...query].filter(([name, value]) => name !== "" && (value !== "" || name.includes("__"))),
  )
  const view = views.find((one) => one === query.get("view")) ?? "table"
  const column = query.get("f")
  const operator = query.get("op")
  const cursor = query.get("cursor")
  const offset = Number(query.get("offset") ?? 0)
  return {
    view,
    pairs,
    question: pairs.filter(([name]) => !ofPage.has(name)),
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    ...(cursor ? { cursor } : {}),
    ...(column ? (operator ? { draft: draftIn(query, column, operator) } : { filtering: column }) : {}),
  }
}

function draftIn(query: URLSearchParams, column: string, operator: string): FilterDraft {
  return { column, operator, values: query.getAll("v"), upTo: query.get("v2") ?? "" }
}

/** What is said of the rows, without how the table's own view shows them: its columns, its order, its groups. */
export function filtersOf(question: Parameters): Parameters {
  return question.filter(([name]) => !shaping.has(name))
}

const shaping = new Set([
  ...["columns", "select", "$select", "group_by", "$group", "having", "$having"],
  ...["sort", "order_by", "$order"],
])

/** A form of boxes says each column by itself. */
function oneListOfColumns(pairs: Parameters): Parameters {
  const columns = pairs.filter(([name]) => name === "columns").map(([, value]) => value)
  if (columns.length < 2) return pairs
  return [...pairs.filter(([name]) => name !== "columns"), ["columns", columns.join(",")]]
}

export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>

/** The same address with some parameters said anew or left out; whatever is asked anew begins at its first page. */
export function addressWith(path: string, pairs: Parameters, changes: Changes = {}): string {
  const isPaging = Object.keys(changes).some((name) => paging.includes(name))
  const left = new Set([...Object.keys(changes), ...drafted, ...(isPaging ? paging : [])])
  const asksAnew = Object.keys(changes).some((name) => !ofPage.has(name))
  const kept = pairs.filter(([name]) => !left.has(name) && !(asksAnew && paging.includes(name)))
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  )
  return withQuery(path, [...kept, ...added])
}

export function withQuery(path: string, pairs: Parameters): string {
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
  return text === "" ? path : `${path}?${text}`
}

/** Without one parameter of many alike. */
export function addressWithout(path: string, pairs: Parameters, at: Parameters[number]): string {
  const kept = pairs.filter((pair) => pair !== at && !paging.includes(pair[0]))
  return withQuery(path, kept)
}
