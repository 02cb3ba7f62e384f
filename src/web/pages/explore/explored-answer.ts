import type { QueryEngine } from "../../../tabular/index.ts"
import { type ChartChoice, chartChoice } from "./chart/chart-choice.ts"
import { columnInFigures } from "./column-in-figures.ts"
import type { Explored } from "./explore-model.ts"
import type { FoundRows } from "./found.ts"
import { type GroupChoice, groupChoice } from "./group/group-choice.ts"
import { type Groups, readGroups } from "./group/read-groups.ts"
import { type MapChoice, mapChoice } from "./map/map-choice.ts"
import { chartRows, exploreRows, mapRows, profileOfFound } from "./read-explored.ts"
import type { Profile } from "./table-facts.ts"

/** What the view asks of the table, and what it was told. */
export interface ExploredAnswer {
  /** None where a view asks nothing. */
  readonly rows?: FoundRows
  readonly chart?: ChartChoice | undefined
  readonly map?: MapChoice | undefined
  readonly group?: GroupChoice | undefined
  readonly groups?: Groups
  /** Of the column in figures, among the rows that the filters keep; none where they keep all. */
  readonly profile?: Profile | undefined
}

export async function exploredAnswer(engine: QueryEngine, explored: Explored): Promise<ExploredAnswer> {
  const { state, table } = explored
  const asked = { engine, version: table.version }
  switch (state.view) {
    case "api":
      return {}
    case "table": {
      const rows = await exploreRows(asked, state)
      const column = columnInFigures(explored)
      if (rows.kind !== "found" || rows.found.rows.length === 0 || !column) return { rows }
      return { rows, profile: await profileOfFound(asked, state, column) }
    }
    case "group": {
      const group = groupChoice(explored)
      if (!group) return { rows: await exploreRows(asked, state) }
      const groups = await readGroups({ engine, explored, choice: group })
      if (groups.kind !== "found") return { group, rows: groups }
      return { group, groups: groups.found, rows: { kind: "found", found: groups.found.page } }
    }
    case "chart": {
      const chart = chartChoice(explored)
      return { chart, rows: chart ? await chartRows(asked, chart, state) : await exploreRows(asked, state) }
    }
    case "map": {
      const map = mapChoice(explored)
      return { map, rows: map ? await mapRows(asked, map, state) : await exploreRows(asked, state) }
    }
  }
}
