import type { ComponentChildren } from "preact"
import { explorerMessages } from "../../../../texts/index.ts"
import type { Page } from "../../../page.ts"
import { isNumeric } from "../cell.tsx"
import type { Explored } from "../explore-model.ts"
import { Kept } from "../kept.tsx"
import { headingOf } from "../table-facts.ts"
import { aggregates, type ChartChoice, chartKinds } from "./chart-choice.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: ChartChoice | undefined
}

/** A form like any other: what it draws is in the address. */
export function ChartForm({ page, explored, choice }: Options) {
  const words = explorerMessages[page.language].chart
  const columns = explored.table.version.columns.filter(({ type }) => type !== "geometry")
  const named = columns.map((column) => ({ column, name: headingOf(column, page.language) }))
  const chosen = new Set(choice?.values.map(({ name }) => name))
  return (
    <form class="card" action={explored.path}>
      <h2>{words.build}</h2>
      <Kept explored={explored} without={["chart", "by", "value", "agg", "series"]} />
      <Select id="ck" name="chart" label={words.kind}>
        {chartKinds.map((kind) => (
          <option value={kind} selected={kind === choice?.kind}>
            {words.kinds[kind]}
          </option>
        ))}
      </Select>
      <Select id="cb" name="by" label={choice?.kind === "scatter" ? words.across : words.by}>
        {named.map(({ column, name }) => (
          <option value={column.name} selected={column.name === choice?.by.name}>
            {name}
          </option>
        ))}
      </Select>
      <fieldset class="f">
        <legend class="lbl">{choice?.kind === "scatter" ? words.up : words.values}</legend>
        <div class="xp-values">
          {named
            .filter(({ column }) => isNumeric(column))
            .map(({ column, name }) => (
              <label class="choice">
                <input type="checkbox" name="value" value={column.name} checked={chosen.has(column.name)} />
                <bdi>{name}</bdi>
              </label>
            ))}
        </div>
      </fieldset>
      <Select id="ca" name="agg" label={words.aggregate}>
        {aggregates.map((aggregate) => (
          <option value={aggregate} selected={aggregate === choice?.aggregate}>
            {aggregate === "count" ? words.rowCount : words.aggregates[aggregate]}
          </option>
        ))}
      </Select>
      <Select id="cs" name="series" label={words.series}>
        <option value="">{words.noSeries}</option>
        {named
          .filter(({ column }) => !isNumeric(column))
          .map(({ column, name }) => (
            <option value={column.name} selected={column.name === choice?.series?.name}>
              {name}
            </option>
          ))}
      </Select>
      <button type="submit" class="btn sm alt">
        {words.draw}
      </button>
    </form>
  )
}

export function Select({
  id,
  name,
  label,
  children,
}: {
  id: string
  name: string
  label: string
  children: ComponentChildren
}) {
  return (
    <div class="f">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {children}
      </select>
    </div>
  )
}
