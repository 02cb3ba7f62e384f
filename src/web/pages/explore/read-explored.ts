import {
  type DataTable,
  defaultReadLimits,
  type Parameters,
  type QueryEngine,
  QueryMistake,
  type Question,
  type RowsPage,
  readProfile,
  readQuestion,
  readRows,
} from "../../../tabular/index.ts"
import type { ChartChoice } from "./chart/chart-choice.ts"
import { chartQuestion } from "./chart/chart-data.ts"
import type { ExploreState } from "./explore-state.ts"
import { type Found, refusedAs } from "./found.ts"
import { type MapChoice, mapQuestion, mostOnMap } from "./map/map-choice.ts"
import { type Column, columnsAtFirst, type Profile } from "./table-facts.ts"

export const rowsOnPage = 50
const limits = { ...defaultReadLimits, defaultRows: rowsOnPage, maxBytes: 4_000_000, countMs: 800 }
const longestQuestion = 6000
const profileMs = 1000

interface Asked {
  readonly engine: QueryEngine
  readonly version: DataTable["version"]
}

export function exploreRows(asked: Asked, { question, offset, cursor }: ExploreState): Promise<Found<RowsPage>> {
  const place: Parameters = cursor ? [["cursor", cursor]] : offset > 0 ? [["offset", String(offset)]] : []
  return askTable(asked, [...withColumns(asked.version, question), ...place], rowsOnPage)
}

export function chartRows(asked: Asked, choice: ChartChoice, { question }: ExploreState): Promise<Found<RowsPage>> {
  const { parameters, rows } = chartQuestion(choice, question, asked.version.profile)
  return askTable(asked, parameters, rows)
}

export function mapRows(asked: Asked, choice: MapChoice, { question }: ExploreState): Promise<Found<RowsPage>> {
  return askTable(asked, mapQuestion(choice, question, asked.version.columns), mostOnMap)
}

/** What a column is like among the rows that the filters keep; nothing where they keep all, or where it takes too long. */
export async function profileOfFound(
  { engine, version }: Asked,
  { question: parameters }: ExploreState,
  column: Column,
): Promise<Profile | undefined> {
  const question = readQuestion(version, parameters)
  const { where, refine, words, box, groupBy } = question
  const keepsAll = where.length === 0 && refine.length === 0 && words === "" && box === undefined
  if (keepsAll || groupBy.length > 0) return undefined
  try {
    return await readProfile(column, { engine, table: version, question, timeoutMs: profileMs })
  } catch (error) {
    refusedAs(error)
    return undefined
  }
}

/** A question in the words of the interface for programs, as a page shows its answer. */
export async function askTable(asked: Asked, parameters: Parameters, rows: number): Promise<Found<RowsPage>> {
  try {
    const length = parameters.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    if (length > longestQuestion) throw new QueryMistake("query-too-complex", { limit: longestQuestion })
    return await askQuestion(asked, readQuestion(asked.version, parameters), rows)
  } catch (error) {
    return refusedAs(error)
  }
}

/** A question that was read already. */
export async function askQuestion(
  { engine, version }: Asked,
  question: Question,
  rows: number,
): Promise<Found<RowsPage>> {
  try {
    const found = await readRows({ engine, table: version, question, limits: { ...limits, defaultRows: rows } })
    return { kind: "found", found }
  } catch (error) {
    return refusedAs(error)
  }
}

/** A table of hundreds of columns begins with its first ones; the reader chooses others. */
function withColumns({ columns }: DataTable["version"], question: Parameters): Parameters {
  const isChosen = question.some(([name]) => ["columns", "select", "$select", "group_by", "$group"].includes(name))
  const first = columnsAtFirst(columns)
  if (isChosen || first.length === columns.length) return question
  return [...question, ["columns", first.map(({ name }) => name).join(",")]]
}
