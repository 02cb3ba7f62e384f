import { explorerMessages, filterMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import type { Page } from "../../page.ts"
import { ColumnFilterView } from "./column-filter-view.tsx"
import type { Explored } from "./explore-model.ts"
import { addressWith, addressWithout, withQuery } from "./explore-state.ts"
import { type FilterChip, filterChips } from "./filters.ts"
import { Kept } from "./kept.tsx"
import { headingOf } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  /** The parameter that was not understood. */
  readonly wrong?: string | undefined
}

/** What is filtered now, each with the way to leave it, and a form for one more filter. */
export function FiltersView({ page, explored, wrong }: Options) {
  const words = explorerMessages[page.language]
  const filterWords = filterMessages[page.language]
  const { path, state, table, filter } = explored
  const columns = table.version.columns.map((column) => ({
    name: column.name,
    header: headingOf(column, page.language),
  }))
  const chips = filterChips(page, columns, state)
  return (
    <section class="card flat xp-filters" aria-label={words.filters}>
      {chips.length > 0 && (
        <p class="chips">
          {chips.map((chip) => (
            <Chip
              page={page}
              chip={chip}
              isWrong={chip.pair[0] === wrong}
              href={addressWithout(path, state.pairs, chip.pair)}
            />
          ))}
          {chips.length > 1 && (
            <a
              class="chip clear"
              href={withQuery(
                path,
                state.pairs.filter((pair) => !chips.some((chip) => chip.pair === pair)),
              )}
              rel="nofollow"
            >
              {words.clearFilters}
            </a>
          )}
        </p>
      )}
      <search>
        <form class="row" action={path}>
          <Kept explored={explored} without={["q"]} />
          <label class="sr" for="xq">
            {words.search}
          </label>
          <input
            id="xq"
            class="inp"
            type="search"
            name="q"
            maxLength={200}
            value={parameterOf(explored, "q")}
            placeholder={words.search}
          />
          <button type="submit" class="btn sm alt">
            {words.find}
          </button>
        </form>
      </search>
      <form class="row" action={path}>
        <Kept explored={explored} without={[]} />
        <label class="small" for="xf">
          {filterWords.addOn}
        </label>
        <select id="xf" class="inp" name="f">
          {columns.map(({ name, header }) => (
            <option value={name} selected={name === filter?.column.name} dir="auto">
              {header}
            </option>
          ))}
        </select>
        <button type="submit" class="btn sm alt">
          {filterWords.choose}
        </button>
      </form>
      <Order page={page} explored={explored} />
      {filter && <ColumnFilterView page={page} explored={explored} filter={filter} />}
    </section>
  )
}

interface ChipOptions {
  readonly page: Page
  readonly chip: FilterChip
  readonly href: string
  readonly isWrong: boolean
}

function Chip({ page, chip, href, isWrong }: ChipOptions) {
  const words = explorerMessages[page.language]
  return (
    <a
      class={isWrong ? "chip bad" : "chip"}
      href={href}
      rel="nofollow"
      aria-describedby={isWrong ? "mistake" : undefined}
    >
      <span class="sr">{words.removeFilter}: </span>
      <bdi>{chip.subject}</bdi> {chip.condition} {chip.value && <bdi>{chip.value.slice(0, 80)}</bdi>}
      <Icon name="x" class="x" />
    </a>
  )
}

export function parameterOf({ state }: Explored, name: string): string {
  return state.pairs.find(([one]) => one === name)?.[1] ?? ""
}

function Order({ page, explored }: Options) {
  const words = explorerMessages[page.language]
  const { path, state, table } = explored
  const sort = parameterOf(explored, "sort")
  const column = table.version.columns.find(({ name }) => name === sort.replace(/^-/, ""))
  if (!column) return null
  return (
    <p class="small muted xp-order">
      {words.sortedBy} <bdi>{headingOf(column, page.language)}</bdi>{" "}
      <Icon name={sort.startsWith("-") ? "arrow-down" : "arrow-up"} />{" "}
      <a href={addressWith(path, state.pairs, { sort: undefined })} rel="nofollow">
        {words.unsort}
      </a>
    </p>
  )
}
