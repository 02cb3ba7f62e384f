import type { FilterOperator } from "../../../tabular/index.ts"
import { explorerMessages, filterMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { valueText } from "./cell.tsx"
import { type ColumnFilter, chosenOf, operatorsFor } from "./column-filter.ts"
import type { Explored } from "./explore-model.ts"
import { addressWith } from "./explore-state.ts"
import { Kept } from "./kept.tsx"
import { type Column, headingOf } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly filter: ColumnFilter
}

/** A condition on one column: its values where they are few, else what can be asked of its type. */
export function ColumnFilterView({ page, explored, filter }: Options) {
  const words = filterMessages[page.language]
  const { column, values } = filter
  const name = headingOf(column, page.language)
  const [before, after] = words.on("\u0000").split("\u0000")
  return (
    <section class="xp-on" id="filter" aria-labelledby="filter-title">
      <h2 id="filter-title">
        {before}
        <bdi>{name.length > longestName ? `${name.slice(0, longestName)}…` : name}</bdi>
        {after}
      </h2>
      {values && values.length > 0 ? (
        <>
          <ValuesForm page={page} explored={explored} filter={filter} />
          <details>
            <summary class="small">{words.another}</summary>
            <ConditionForm page={page} explored={explored} column={column} />
          </details>
        </>
      ) : (
        <ConditionForm page={page} explored={explored} column={column} />
      )}
      <p class="small">
        <a href={addressWith(explored.path, explored.state.pairs)} rel="nofollow">
          {words.cancel}
        </a>
      </p>
    </section>
  )
}

const longestName = 80

function ValuesForm({ page, explored, filter: { column, values = [], more } }: Options) {
  const words = filterMessages[page.language]
  const chosen = chosenOf(column, explored.state)
  return (
    <form action={explored.path}>
      <Kept explored={explored} without={[`${column.name}__exact`, `${column.name}__in`, column.name]} />
      <input type="hidden" name="f" value={column.name} />
      <input type="hidden" name="op" value="in" />
      <fieldset class="f">
        <legend class="sr">{words.values}</legend>
        <div class="xp-values">
          {values.map(({ value, count }) => (
            <label class="choice">
              <input type="checkbox" name="v" value={String(value)} checked={chosen.has(String(value))} />
              <span>
                <bdi>{valueText(page, column, value).slice(0, 120)}</bdi>{" "}
                <span class="small muted">
                  <span class="sr">{words.rows(page.format.number(count))}</span>
                  <span aria-hidden="true">({page.format.number(count)})</span>
                </span>
              </span>
            </label>
          ))}
        </div>
        {more && <p class="small muted">{words.manyValues}</p>}
      </fieldset>
      <button type="submit" class="btn sm">
        {words.apply}
      </button>
    </form>
  )
}

/** With both ends; the second counts for what lies between alone, and is seen then only where style sheets can tell. */
function ConditionForm({ page, explored, column }: Omit<Options, "filter"> & { column: Column }) {
  const words = explorerMessages[page.language]
  const own = filterMessages[page.language]
  const operators = operatorsFor(column)
  const input = inputFor(column)
  const hasValue = operators.some((one) => one !== "isnull" && one !== "notnull")
  const hasEnds = operators.includes("between")
  return (
    <form class="row xp-condition" action={explored.path}>
      <Kept explored={explored} without={[]} />
      <input type="hidden" name="f" value={column.name} />
      <label class="sr" for="xo">
        {words.condition}
      </label>
      <select id="xo" class="inp" name="op">
        {operators.map((operator) => (
          <option value={operator}>{operatorText(page, column, operator)}</option>
        ))}
      </select>
      {hasValue && (
        <span class="xp-value">
          <label class="sr" for="xv">
            {words.value}
          </label>
          <input id="xv" class="inp" name="v" {...input} />
        </span>
      )}
      {hasEnds && (
        <span class="xp-end">
          <label for="xw">{own.upTo}</label> <input id="xw" class="inp" name="v2" {...input} aria-describedby="xe" />
        </span>
      )}
      <button type="submit" class="btn sm">
        {own.apply}
      </button>
      {hasEnds && (
        <p class="small muted xp-end" id="xe">
          {own.openEnd}
        </p>
      )}
    </form>
  )
}

function inputFor({ type, meaning }: Column) {
  switch (type) {
    case "integer":
    case "decimal":
      return { type: "number", step: type === "integer" || meaning === "year" ? "1" : "any", dir: "ltr" } as const
    case "date":
      return { type: "date", max: "9999-12-31" } as const
    case "datetime":
      return { type: "datetime-local", max: "9999-12-31T23:59", step: "1" } as const
    case "time":
      return { type: "time", step: "1" } as const
    default:
      return { type: "text", maxLength: 500, dir: "auto" } as const
  }
}

function operatorText(page: Page, { type }: Column, operator: FilterOperator): string {
  const own = filterMessages[page.language]
  const isTime = type === "date" || type === "datetime" || type === "time"
  const ofTimes: Partial<Record<FilterOperator, string>> = isTime ? own.dates : {}
  const ofNumbers: Partial<Record<FilterOperator, string>> = type === "integer" || type === "decimal" ? own.numbers : {}
  return ofTimes[operator] ?? ofNumbers[operator] ?? explorerMessages[page.language].operators[operator]
}
