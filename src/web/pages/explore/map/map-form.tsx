import { explorerMessages } from "../../../../texts/index.ts"
import type { Page } from "../../../page.ts"
import { isMeasure } from "../cell.tsx"
import { Select } from "../chart/chart-form.tsx"
import type { Explored } from "../explore-model.ts"
import { Kept } from "../kept.tsx"
import { headingOf } from "../table-facts.ts"
import { countName, type MapChoice, pointsName } from "./map-choice.ts"

export function MapForm({ page, explored, choice }: { page: Page; explored: Explored; choice: MapChoice }) {
  const words = explorerMessages[page.language]
  const { columns } = explored.table.version
  const places = columns.filter((column) => column.places)
  const measures = columns.filter(isMeasure)
  const hasPoints = columns.some(({ meaning, type }) => meaning === "latitude" || type === "geometry")
  const areas = choice.kind === "areas" ? choice : undefined
  if (places.length === 0) return null
  return (
    <form class="card" action={explored.path}>
      <h2>{words.map.build}</h2>
      <Kept explored={explored} without={["place", "value", "agg"]} />
      <Select id="mp" name="place" label={words.map.places}>
        {places.map((column) => (
          <option value={column.name} selected={column.name === areas?.places.name}>
            {headingOf(column, page.language)}
          </option>
        ))}
        {hasPoints && (
          <option value={pointsName} selected={!areas}>
            {`${words.meanings.latitude} / ${words.meanings.longitude}`}
          </option>
        )}
      </Select>
      <Select id="mv" name="value" label={words.map.values}>
        <option value={countName}>{words.chart.rowCount}</option>
        {measures.map((column) => (
          <option value={column.name} selected={column.name === areas?.value?.name}>
            {headingOf(column, page.language)}
          </option>
        ))}
      </Select>
      <Select id="ma" name="agg" label={words.chart.aggregate}>
        {(["sum", "avg"] as const).map((aggregate) => (
          <option value={aggregate} selected={aggregate === areas?.aggregate}>
            {words.chart.aggregates[aggregate]}
          </option>
        ))}
      </Select>
      <button type="submit" class="btn sm alt">
        {words.chart.draw}
      </button>
    </form>
  )
}
