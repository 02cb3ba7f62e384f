import type { RowsPage } from "../../../../tabular/index.ts"
import { explorerMessages } from "../../../../texts/index.ts"
import type { Vocabularies } from "../../../../vocabulary/index.ts"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { placeName } from "../../../models/catalogue-words.ts"
import type { Page } from "../../../page.ts"
import type { Explored } from "../explore-model.ts"
import type { FoundRows } from "../found.ts"
import { headingOf } from "../table-facts.ts"
import { allBoundaries, type Boundaries, boundariesOf } from "./boundaries.ts"
import { type AreaValue, areaValues, classBounds, classOf, type MapChoice } from "./map-choice.ts"
import { MapForm } from "./map-form.tsx"
import { Marks } from "./marks.tsx"
import { MovableOffer } from "./movable-offer.tsx"
import { PointTable } from "./point-table.tsx"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: MapChoice | undefined
  readonly rows: FoundRows
  readonly vocabularies: Vocabularies
}

export function MapView(options: Options) {
  const { page, explored, choice } = options
  const words = explorerMessages[page.language].map
  if (!choice) return <p class="empty">{words.none}</p>
  return (
    <div class="xp">
      <TableMap {...options} movable />
      <aside class="stack chart-form" aria-label={words.build}>
        <MapForm page={page} explored={explored} choice={choice} />
      </aside>
    </div>
  )
}

/** The map alone, as it is embedded too. */
export function TableMap({ page, explored, choice, rows, vocabularies, movable }: Options & { movable?: boolean }) {
  const words = explorerMessages[page.language].map
  if (!choice || rows.kind !== "found") return <p class="empty">{words.none}</p>
  if (choice.kind === "areas") {
    const shown = { page, explored, choice, vocabularies, movable }
    return <Areas {...shown} found={rows.found} />
  }
  const [ground] = allBoundaries()
  if (!ground) return <p class="empty">{words.noBoundaries}</p>
  const title = words.points(page.format.number(rows.found.total))
  return (
    <figure class="card chart-card">
      <figcaption>
        <h2>{title}</h2>
        {rows.found.total > rows.found.rows.length && (
          <p class="small muted" data-still-sample>
            {explorerMessages[page.language].chart.sample(page.format.number(rows.found.rows.length))}
          </p>
        )}
      </figcaption>
      <svg class="choro" viewBox={`0 0 ${ground.width} ${ground.height}`} role="img" aria-label={title}>
        <path class="ground" d={Object.values(ground.areas).join("")} />
        <Marks boundaries={ground} choice={choice} found={rows.found} />
      </svg>
      {movable && (
        <MovableOffer
          {...{ page, explored, choice, title, vocabularies }}
          total={rows.found.total}
          boundaries={ground}
        />
      )}
      <p class="tiny faint">{words.boundaries}</p>
      <PointTable page={page} found={rows.found} title={title} />
    </figure>
  )
}

interface AreasOptions {
  readonly page: Page
  readonly explored: Explored
  readonly movable: boolean | undefined
  readonly choice: Extract<MapChoice, { kind: "areas" }>
  readonly found: RowsPage
  readonly vocabularies: Vocabularies
}

function Areas({ page, explored, choice, found, vocabularies, movable }: AreasOptions) {
  const words = explorerMessages[page.language].map
  const levels = allBoundaries().map(({ areas }) => new Set(Object.keys(areas)))
  const rows = found.rows.map(({ values }) => values)
  const { values, unmatched } = areaValues(rows, choice, { vocabularies, levels })
  const boundaries = boundariesOf(values.map(({ code }) => code))
  if (!boundaries) return <p class="empty">{words.noBoundaries}</p>
  const title = mapTitle(page, choice)
  const bounds = classBounds(values.map(({ value }) => value))
  const name = (code: string) => placeName(vocabularies, code, page.language).text
  return (
    <figure class="card chart-card">
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <Choropleth page={page} boundaries={boundaries} values={values} bounds={bounds} name={name} label={title} />
      {movable && (
        <MovableOffer {...{ page, explored, choice, title, vocabularies, boundaries }} total={values.length} />
      )}
      <Legend page={page} values={values} bounds={bounds} />
      <p class="tiny faint">
        {boundaries.level === "governorate" && `${words.codes("ISO 3166-2")}. `}
        {unmatched > 0 && `${words.unmatched(page.format.number(unmatched))}. `}
        {words.boundaries}
      </p>
      <AreaTable page={page} title={title} values={values} name={name} />
    </figure>
  )
}

export function mapTitle(page: Page, choice: Extract<MapChoice, { kind: "areas" }>): string {
  const words = explorerMessages[page.language].chart
  const what = choice.value
    ? words.aggregated(words.aggregates[choice.aggregate], headingOf(choice.value, page.language))
    : words.rowCount
  return words.name(what, headingOf(choice.places, page.language))
}

interface ChoroplethOptions {
  readonly page: Page
  readonly boundaries: Boundaries
  readonly values: readonly AreaValue[]
  readonly bounds: readonly number[]
  readonly name: (code: string) => string
  readonly label: string
}

function Choropleth({ page, boundaries, values, bounds, name, label }: ChoroplethOptions) {
  const words = explorerMessages[page.language].map
  const byCode = new Map(values.map(({ code, value }) => [code, value]))
  return (
    <svg
      class={`choro ${boundaries.level}`}
      viewBox={`0 0 ${boundaries.width} ${boundaries.height}`}
      role="img"
      aria-label={label}
    >
      {Object.entries(boundaries.areas).map(([code, path]) => {
        const value = byCode.get(code)
        return (
          <path class={value === undefined ? "none" : `s${classOf(value, bounds)}`} data-place={code} d={path}>
            <title>{`${name(code)}: ${value === undefined ? words.noData : page.format.number(value)}`}</title>
          </path>
        )
      })}
    </svg>
  )
}

function Legend({ page, values, bounds }: Pick<ChoroplethOptions, "page" | "values" | "bounds">) {
  const { number } = page.format
  const most = values[0]?.value ?? 0
  const least = values.at(-1)?.value ?? 0
  const starts = [least, ...bounds]
  return (
    <p class="key">
      {starts.map((start, at) => {
        const end = starts[at + 1]
        const text = end === undefined ? `${number(start)} – ${number(most)}` : `${number(start)} – < ${number(end)}`
        return (
          <span>
            <svg class={`s${classOf(start, bounds)}`} viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" />
            </svg>
            <bdi dir="ltr">{start === (end ?? most) ? number(start) : text}</bdi>
          </span>
        )
      })}
    </p>
  )
}

function AreaTable({
  page,
  title,
  values,
  name,
}: Pick<ChoroplethOptions, "page" | "values" | "name"> & { readonly title: string }) {
  const words = explorerMessages[page.language].map
  return (
    <details class="figure-data">
      <summary>{words.data}</summary>
      <ScrollRegion label={words.data}>
        <table>
          <caption class="sr">{title}</caption>
          <tbody>
            {values.map(({ code, value }) => (
              <tr>
                <th scope="row">{name(code)}</th>
                <td class="n" dir="ltr">
                  {page.format.number(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
