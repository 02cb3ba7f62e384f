import type { QueryEngine } from "../../../tabular/index.ts"
import { type ChartChoice, chartChoice } from "./chart/chart-choice.ts"
import type { Explored } from "./explore-model.ts"
import type { FoundRows } from "./found.ts"
import { type MapChoice, mapChoice } from "./map/map-choice.ts"
import { chartRows, exploreRows, mapRows } from "./read-explored.ts"

/** What the view asks of the table, and what it was told. */
export interface ExploredAnswer {
  /** None where a view asks nothing. */
  readonly rows?: FoundRows
  readonly chart?: ChartChoice | undefined
  readonly map?: MapChoice | undefined
}

export async function exploredAnswer(engine: QueryEngine, explored: Explored): Promise<ExploredAnswer> {
  const { state, table } = explored
  const asked = { engine, version: table.version }
  switch (state.view) {
    case "api":
      return {}
    case "table":
      return { rows: await exploreRows(asked, state) }
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
