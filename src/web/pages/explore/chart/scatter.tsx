import type { RowsPage } from "../../../../tabular/index.ts"
import type { Page } from "../../../page.ts"
import { short } from "../column-head.tsx"
import { headingOf } from "../table-facts.ts"
import type { ChartChoice } from "./chart-choice.ts"
import { drawing, Grid, inner } from "./lines.tsx"
import { place, scaleOf } from "./scale.ts"

interface Options {
  readonly page: Page
  readonly choice: ChartChoice
  readonly found: RowsPage
  readonly label: string
}

export function Scatter({ page, choice, found, label }: Options) {
  const up = choice.values[0]
  if (!up) return null
  const points = found.rows.flatMap(({ values }) => {
    const [one, other] = [values[choice.by.name], values[up.name]]
    return typeof one === "number" && typeof other === "number" ? [[one, other] as const] : []
  })
  const across = scaleOf(
    points.map(([one]) => one),
    false,
  )
  const upward = scaleOf(
    points.map(([, other]) => other),
    false,
  )
  const x = (value: number) => drawing.left + place(value, across, inner.width)
  const y = (value: number) => drawing.top + inner.height - place(value, upward, inner.height)
  return (
    <>
      <p class="small muted" dir="auto">
        {headingOf(up, page.language)}
      </p>
      <svg class="chart" viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="img" aria-label={label}>
        <Grid page={page} scale={upward} y={y} />
        {across.ticks.map((tick) => (
          <text x={short(x(tick))} y={drawing.height - 10} class="middle">
            {page.format.number(tick)}
          </text>
        ))}
        <g class="c1 points">
          {points.map(([one, other]) => (
            <circle cx={short(x(one))} cy={short(y(other))} r="3.4" />
          ))}
        </g>
      </svg>
      <p class="small muted across" dir="auto">
        {headingOf(choice.by, page.language)}
      </p>
    </>
  )
}
