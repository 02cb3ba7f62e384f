import type { RowsPage } from "../../../../tabular/index.ts"
import { explorerMessages, movableMapMessages } from "../../../../texts/index.ts"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { Page } from "../../../page.ts"
import type { Explored } from "../explore-model.ts"
import type { FoundRows } from "../found.ts"
import { PointTable } from "../map/point-table.tsx"
import { type Column, headingOf } from "../table-facts.ts"
import { Bars } from "./bars.tsx"
import type { ChartChoice } from "./chart-choice.ts"
import { type Figure, figureOf, isOrdered, isWhole, mostPoints } from "./chart-data.ts"
import { ChartForm } from "./chart-form.tsx"
import { Lines } from "./lines.tsx"
import { Pie } from "./pie.tsx"
import { Scatter } from "./scatter.tsx"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: ChartChoice | undefined
  readonly rows: FoundRows
}

/** A drawing with one sentence that says what to see, its figures as a table, and the form that makes another. */
export function ChartView(options: Options) {
  const { page, explored, choice } = options
  return (
    <div class="xp">
      <Chart {...options} />
      <aside class="stack chart-form" aria-label={explorerMessages[page.language].chart.build}>
        <ChartForm page={page} explored={explored} choice={choice} />
      </aside>
    </div>
  )
}

export function Chart({ page, choice, rows }: Options) {
  const words = explorerMessages[page.language].chart
  if (rows.kind !== "found" || !choice) return <p class="empty">{words.nothing}</p>
  const names = seriesNames(page, choice)
  const title = chartTitle(page, choice)
  if (choice.kind === "scatter") return <ScatterFigure page={page} choice={choice} found={rows.found} title={title} />
  const figure = figureOf(page, choice, rows.found, names)
  if (!figure.series.some(({ values }) => values.some((value) => value !== null))) {
    return <p class="empty">{words.nothing}</p>
  }
  const notPie = choice.kind === "pie" && !isWhole(figure)
  const { number } = page.format
  return (
    <figure class="card chart-card">
      <figcaption>
        <h2>{title}</h2>
        <Highest page={page} figure={figure} />
        {notPie && <p class="small muted">{words.pieNotFit}</p>}
      </figcaption>
      <Key page={page} choice={choice} figure={figure} />
      <Drawing page={page} choice={choice} figure={figure} title={title} />
      {figure.partsInAll > figure.parts.length && (
        <p class="small muted">{words.cut(number(figure.parts.length), number(figure.partsInAll))}</p>
      )}
      <FigureTable page={page} choice={choice} figure={figure} />
    </figure>
  )
}

function Drawing({ page, choice, figure, title }: { page: Page; choice: ChartChoice; figure: Figure; title: string }) {
  const { kind, aggregate } = choice
  if ((kind === "line" || kind === "area") && figure.parts.length > 1) {
    return <Lines page={page} figure={figure} label={title} filled={kind === "area"} />
  }
  if (kind === "pie" && isWhole(figure)) return <Pie figure={figure} label={title} />
  const adds = aggregate === "sum" || aggregate === "count"
  const isPositive = figure.series.every(({ values }) => values.every((value) => (value ?? 0) >= 0))
  return <Bars page={page} figure={figure} stacked={adds && isPositive} />
}

function ScatterFigure({
  page,
  choice,
  found,
  title,
}: {
  page: Page
  choice: ChartChoice
  found: RowsPage
  title: string
}) {
  const words = explorerMessages[page.language].chart
  if (choice.values.length === 0 || found.rows.length === 0) return <p class="empty">{words.nothing}</p>
  return (
    <figure class="card chart-card">
      <figcaption>
        <h2>{title}</h2>
        {found.total > mostPoints && <p class="small muted">{words.sample(page.format.number(mostPoints))}</p>}
      </figcaption>
      <Scatter page={page} choice={choice} found={found} label={title} />
      <p class="small muted">
        {[choice.by, ...choice.values.slice(0, 1)].map((column) => rangeOf(page, column, found)).join(" · ")}
      </p>
      <PointTable page={page} found={found} title={title} />
    </figure>
  )
}

/** How far the values of an axis reach. */
function rangeOf(page: Page, column: Column, { rows }: RowsPage): string {
  const values = rows.map(({ values }) => values[column.name]).filter((value) => typeof value === "number")
  const ends = [Math.min, Math.max].map((end) => values.reduce((one, other) => end(one, other), values[0] ?? 0))
  const [from, to] = ends.map((value) => page.format.number(value))
  return movableMapMessages[page.language].range(headingOf(column, page.language), from ?? "", to ?? "")
}

export function chartTitle(page: Page, choice: ChartChoice): string {
  const words = explorerMessages[page.language].chart
  const by = headingOf(choice.by, page.language)
  if (choice.kind === "scatter") return words.both(by, page.format.list(seriesNames(page, choice)))
  const columns = page.format.list(choice.values.map((column) => headingOf(column, page.language)))
  const what =
    choice.values.length === 0 ? words.rowCount : words.aggregated(words.aggregates[choice.aggregate], columns)
  return words.name(what, by)
}

export function seriesNames(page: Page, { values }: ChartChoice): readonly string[] {
  if (values.length === 0) return [explorerMessages[page.language].chart.rowCount]
  return values.map((column) => headingOf(column, page.language))
}

function Highest({ page, figure }: { page: Page; figure: Figure }) {
  const values = figure.series[0]?.values ?? []
  const most = values.reduce<number | null>(
    (high, value) => (high === null || (value ?? high) > high ? value : high),
    null,
  )
  const part = figure.parts[values.indexOf(most)]
  if (most === null || !part || figure.series.length > 1) return null
  return (
    <p class="small muted">{explorerMessages[page.language].chart.highest(part.label, page.format.number(most))}</p>
  )
}

function Key({ page, choice, figure }: { page: Page; choice: ChartChoice; figure: Figure }) {
  const isPie = choice.kind === "pie" && isWhole(figure)
  if (figure.series.length < 2 && !isPie) return null
  const values = figure.series[0]?.values ?? []
  const names = isPie
    ? figure.parts.map(({ label }, at) => `${label}: ${page.format.number(values[at] ?? 0)}`)
    : figure.series.map(({ name }) => name)
  return (
    <p class="key">
      {names.map((name, at) => (
        <span>
          <svg class={`c${at + 1}`} viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" />
          </svg>
          <bdi>{name}</bdi>
        </span>
      ))}
    </p>
  )
}

function FigureTable({ page, choice, figure }: { page: Page; choice: ChartChoice; figure: Figure }) {
  const words = explorerMessages[page.language].chart
  const by = headingOf(choice.by, page.language)
  return (
    <details class="figure-data">
      <summary>{words.data}</summary>
      <ScrollRegion label={words.data}>
        <table>
          <thead>
            <tr>
              <th scope="col" dir="auto">
                {by}
              </th>
              {figure.series.map(({ name }) => (
                <th scope="col" class="n" dir="auto">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figure.parts.map(({ label }, at) => (
              <tr>
                <th scope="row" dir={isOrdered(choice) ? undefined : "auto"}>
                  {label}
                </th>
                {figure.series.map(({ values }) => (
                  <td class="n" dir="ltr">
                    {values[at] === null || values[at] === undefined ? "–" : page.format.number(values[at])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
