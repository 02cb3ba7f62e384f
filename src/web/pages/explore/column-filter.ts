import {
  type DataTable,
  type Facet,
  type FilterOperator,
  type QueryEngine,
  readFacets,
  readQuestion,
} from "../../../tabular/index.ts"
import { isMeasure } from "./cell.tsx"
import { type ExploreState, filtersOf } from "./explore-state.ts"
import { valuesInList } from "./filters.ts"
import { refusedAs } from "./found.ts"
import type { Column, Profile } from "./table-facts.ts"

/** The column that a condition is being made for, and its values where they are few. */
export interface ColumnFilter {
  readonly column: Column
  readonly values?: Facet["values"]
  /** There are values that are not among these. */
  readonly more: boolean
}

/** What can be asked of a column, by what it holds. */
export function operatorsFor({ type }: Pick<Column, "type">): readonly FilterOperator[] {
  switch (type) {
    case "integer":
    case "decimal":
      return ["exact", "gt", "lt", "gte", "lte", "between", "not", "isnull", "notnull"]
    case "date":
    case "datetime":
    case "time":
      return ["lt", "gt", "between", "exact", "gte", "lte", "not", "isnull", "notnull"]
    case "boolean":
      return ["isnull", "notnull"]
    case "geometry":
      return ["isnull", "notnull"]
    case "text":
      return ["contains", "exact", "startswith", "endswith", "not", "notcontains", "isnull", "notnull"]
  }
}

const mostValues = 50
const personal = new Set(["email", "phone", "identity"])

/** Few enough to be chosen from: places, codes, words that come again, whole numbers that name something. */
export function hasFewValues(column: Column, profile: Profile | undefined, rows: number): boolean {
  if (!profile || personal.has(column.meaning ?? "")) return false
  if (column.type === "boolean") return true
  const isNamed = column.type === "text" || (column.type === "integer" && !isMeasure(column))
  return isNamed && profile.distinct > 0 && profile.distinct <= mostValues && profile.distinct < Math.max(2, rows)
}

interface Asked {
  readonly engine: QueryEngine
  readonly table: DataTable
  readonly state: ExploreState
}

/** Values are counted among the rows that the other conditions keep; where that takes too long, as the profile has them. */
export async function columnFilter({ engine, table, state }: Asked): Promise<ColumnFilter | undefined> {
  const { version } = table
  const column = version.columns.find(({ name, header }) => name === state.filtering || header === state.filtering)
  if (!column) return undefined
  const profile = version.profile.find(({ name }) => name === column.name)
  if (!hasFewValues(column, profile, version.rows)) return { column, more: false }
  const others = filtersOf(state.question).filter(
    ([name]) => name !== column.name && !name.startsWith(`${column.name}__`),
  )
  try {
    const question = readQuestion(version, [...others, ["facet", column.name]])
    const [facet] = await readFacets(engine, version, { question, timeoutMs: 800 })
    return { column, values: facet?.values ?? [], more: facet?.more ?? false }
  } catch (error) {
    refusedAs(error)
    const top = profile?.top?.map((one) => ({ ...one, selected: false })) ?? []
    return { column, values: top, more: top.length < (profile?.distinct ?? 0) }
  }
}

/** What the address already chooses of a column. */
export function chosenOf({ name }: Column, { question }: ExploreState): ReadonlySet<string> {
  const exact = question.filter(([one]) => one === `${name}__exact` || one === name).map(([, value]) => value)
  const among = question.filter(([one]) => one === `${name}__in`).flatMap(([, value]) => valuesInList(value))
  return new Set([...exact, ...among])
}
