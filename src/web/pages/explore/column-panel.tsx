import type { RowsPage } from "../../../tabular/index.ts"
import { explorerMessages, filterMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { isMeasure, isNumeric, valueText } from "./cell.tsx"
import { Spread } from "./column-head.tsx"
import { columnInFigures } from "./column-in-figures.ts"
import type { Explored } from "./explore-model.ts"
import { addressWith } from "./explore-state.ts"
import { Kept } from "./kept.tsx"
import { type Column, headingOf, mostColumns, type Profile, typeLine } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
}

/** One column in figures, of the rows that were found or of all. */
export function ColumnPanel({ page, explored, found }: Options & { found?: Profile | undefined }) {
  const { profile: profiles, rows } = explored.table.version
  const column = columnInFigures(explored)
  const profile = found ?? profiles.find(({ name }) => name === column?.name)
  if (!column || !profile) return null
  const words = explorerMessages[page.language]
  const [before, after] = words.profile("\u0000").split("\u0000")
  return (
    <section class="card" id="about">
      <h2>
        {before}
        <bdi>{headingOf(column, page.language)}</bdi>
        {after}
      </h2>
      <p class="small muted">{typeLine(page, column, profile)}</p>
      {(profile.histogram?.length ?? 0) > 1 && <Spread profile={profile} rows={rows} />}
      <Figures page={page} column={column} profile={profile} />
      <TopValues page={page} explored={explored} column={column} profile={profile} />
      <p class="small">
        <a href={`${addressWith(explored.path, explored.state.pairs, { f: column.name })}#filter`} rel="nofollow">
          {filterMessages[page.language].addHere}
        </a>
      </p>
      <p class="tiny faint">{found ? words.foundRows : words.wholeTable}</p>
    </section>
  )
}

function Figures({ page, column, profile }: { page: Page; column: Column; profile: Profile }) {
  const words = explorerMessages[page.language].statistics
  const isOrdered = column.type !== "text" && column.type !== "boolean"
  const sum = isMeasure(column) && column.meaning !== "percent" ? profile.sum : undefined
  const ofNumbers = isNumeric(column) && isMeasure(column)
  const values: readonly (readonly [string, string | number | undefined])[] = isOrdered
    ? [
        [words.min, profile.min],
        [words.median, ofNumbers ? profile.median : undefined],
        [words.mean, ofNumbers ? profile.mean : undefined],
        [words.max, profile.max],
        [words.sum, sum],
      ]
    : []
  const counts = [
    [words.missing, profile.missing],
    [words.distinct, profile.distinct],
    ...(column.type === "text" && profile.longest !== undefined ? [[words.longest, profile.longest] as const] : []),
  ] as const
  return (
    <ul class="lead-l small">
      {values.flatMap(([name, value]) =>
        value === undefined ? [] : [<Figure name={name} value={valueText(page, column, value)} />],
      )}
      {counts.map(([name, value]) => (
        <Figure name={name} value={page.format.number(value)} />
      ))}
    </ul>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <li>
      <span>{name}</span>
      <span class="ldr" />
      <span class="num">
        <bdi>{value}</bdi>
      </span>
    </li>
  )
}

/** Of numbers to count with, more than these are read from the histogram. */
const fewValues = 12

/** Each leads to its rows. */
function TopValues({ page, explored, column, profile }: Options & { column: Column; profile: Profile }) {
  const words = explorerMessages[page.language]
  const { path, state } = explored
  const isSpread = isMeasure(column) && profile.distinct > fewValues
  if (!profile.top || profile.top.length === 0 || isSpread) return null
  return (
    <>
      <h3 class="small">{words.topValues}</h3>
      <ul class="lead-l small">
        {profile.top.map(({ value, count }) => (
          <li>
            <a href={addressWith(path, state.pairs, { [`${column.name}__exact`]: String(value) })} rel="nofollow">
              <bdi>{valueText(page, column, value).slice(0, 60)}</bdi>
            </a>
            <span class="ldr" />
            <span class="num">{page.format.number(count)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Boxes and one button: which columns the table shows, the API gives and the export holds. */
export function ColumnsChoice({ page, explored, shown }: Options & { shown: RowsPage["columns"] }) {
  const words = explorerMessages[page.language]
  const { path, state, table } = explored
  const { columns } = table.version
  if (columns.length < 2) return null
  const chosen = new Set(shown.map(({ column }) => column))
  const { number } = page.format
  return (
    <details class="card xp-columns" open={columns.length > mostColumns}>
      <summary>{words.chooseColumns}</summary>
      {chosen.size < columns.length && (
        <p class="small muted">
          {words.columnsShown(number(chosen.size), number(columns.length))}{" "}
          <a
            href={addressWith(path, state.pairs, { columns: columns.map(({ name }) => name).join(",") })}
            rel="nofollow"
          >
            {words.allColumns}
          </a>
        </p>
      )}
      <form action={path}>
        <Kept explored={explored} without={["columns"]} />
        <ul>
          {columns.map((column) => (
            <li>
              <label class="choice">
                <input type="checkbox" name="columns" value={column.name} checked={chosen.has(column.name)} />
                <bdi>{headingOf(column, page.language)}</bdi>
              </label>
            </li>
          ))}
        </ul>
        <button type="submit" class="btn sm alt">
          {words.applyColumns}
        </button>
      </form>
    </details>
  )
}
