import type { RowsPage } from "../../../tabular/index.ts"
import { explorerMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import type { Page } from "../../page.ts"
import { isNumeric } from "./cell.tsx"
import type { Explored } from "./explore-model.ts"
import { addressWith } from "./explore-state.ts"
import { parameterOf } from "./filters-view.tsx"
import { headingOf, type Profile, typeLine } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly column: RowsPage["columns"][number]
}

/** Its name, which sorts; what it holds; how its values are spread. */
export function ColumnHead({ page, explored, column }: Options) {
  const words = explorerMessages[page.language]
  const { path, state, table } = explored
  const name = headingOf(column, page.language)
  const profile = table.version.profile.find((one) => one.name === column.column)
  const order = orderBy(parameterOf(explored, "sort"), column.name)
  return (
    <th scope="col" class={isNumeric(column) ? "n" : undefined} aria-sort={order}>
      <span class="c">
        <a
          href={addressWith(path, state.pairs, { sort: nextSort(order, column.name) })}
          rel="nofollow"
          dir="auto"
          title={name.length > longName ? name : undefined}
        >
          {name}
          {order && <Icon name={order === "ascending" ? "arrow-up" : "arrow-down"} />}
          <span class="sr" lang={page.language}>
            {" "}
            {order === "ascending" ? words.sortDown : order === "descending" ? words.unsort : words.sortUp}
          </span>
        </a>
        {column.column && (
          <a class="ib" href={`${addressWith(path, state.pairs, { about: column.column })}#about`} rel="nofollow">
            <Icon name="ellipsis-vertical" />
            <span class="sr" lang={page.language}>
              {words.columnDetails(name)}
            </span>
          </a>
        )}
      </span>
      <span class="ty">
        <bdi lang={page.language} dir={page.language === "ar" ? "rtl" : "ltr"}>
          {typeLine(page, column, profile)}
        </bdi>
      </span>
      {profile && <Spread profile={profile} rows={table.version.rows} />}
    </th>
  )
}

/** Beyond this the eye sees the beginning alone. */
const longName = 60

function orderBy(sort: string, name: string): "ascending" | "descending" | undefined {
  if (sort === name) return "ascending"
  return sort === `-${name}` ? "descending" : undefined
}

/** Upwards, downwards, then as the file has them. */
function nextSort(order: "ascending" | "descending" | undefined, name: string): string | undefined {
  return order === undefined ? name : order === "ascending" ? `-${name}` : undefined
}

/** Bars of its histogram, or how much of it is filled; said in words beside. */
export function Spread({ profile, rows }: { profile: Profile; rows: number }) {
  const bins = profile.histogram ?? []
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const step = 100 / Math.max(1, bins.length)
  const filled = rows === 0 ? 0 : (100 * (rows - profile.missing)) / rows
  return (
    <svg class="h" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
      {bins.length > 1 ? (
        bins.map(({ count }, at) => {
          const height = count === 0 ? 0 : Math.max(1.5, (28 * count) / most)
          return (
            <rect x={short(at * step + 0.6)} y={short(30 - height)} width={short(step - 1.2)} height={short(height)} />
          )
        })
      ) : (
        <>
          <rect class="ground" y="12" width="100" height="6" />
          <rect class="filled" y="12" width={short(filled)} height="6" />
        </>
      )}
    </svg>
  )
}

export function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}
