import { groupMessages } from "../../../../texts/index.ts"
import type { Page } from "../../../page.ts"
import { Select } from "../chart/chart-form.tsx"
import type { Explored } from "../explore-model.ts"
import { Kept } from "../kept.tsx"
import { headingOf } from "../table-facts.ts"
import { dateSteps, type GroupChoice, groupAggregates, type Part } from "./group-choice.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: GroupChoice | undefined
}

const own = ["by", "by_step", "series", "series_step", "group_across", "group_order", "agg", "value"]

/** A form like any other: the groups are in the address. */
export function GroupForm({ page, explored, choice }: Options) {
  const words = groupMessages[page.language]
  const columns = explored.table.version.columns.filter(({ type }) => type !== "geometry")
  const named = columns.map((column) => ({ column, name: headingOf(column, page.language) }))
  const aggregates = new Set(choice?.measures.map(({ aggregate }) => aggregate))
  const values = new Set(choice?.measures.map(({ column }) => column?.name))
  const options = (chosen: string | undefined) =>
    named.map(({ column, name }) => (
      <option value={column.name} selected={column.name === chosen} dir="auto">
        {name}
      </option>
    ))
  return (
    <form class="card" action={explored.path}>
      <h2>{words.build}</h2>
      <Kept explored={explored} without={own} />
      <Select id="gb" name="by" label={words.by}>
        {options(choice?.by.column.name)}
      </Select>
      <StepField page={page} part={choice?.by} id="gs" name="by_step" />
      <Select id="g2" name="series" label={words.second}>
        <option value="">{words.noSecond}</option>
        {options(choice?.series?.column.name)}
      </Select>
      <StepField page={page} part={choice?.series} id="gt" name="series_step" />
      <label class="choice f">
        <input type="checkbox" name="group_across" value="1" checked={choice?.isCrossed ?? false} />
        {words.across}
      </label>
      <fieldset class="f">
        <legend class="lbl">{words.aggregates}</legend>
        {groupAggregates.map((aggregate) => (
          <label class="choice">
            <input type="checkbox" name="agg" value={aggregate} checked={aggregates.has(aggregate)} />
            {words.aggregate[aggregate]}
          </label>
        ))}
      </fieldset>
      <fieldset class="f" aria-describedby="gh">
        <legend class="lbl">{words.values}</legend>
        <p class="hint" id="gh">
          {words.hint}
        </p>
        <div class="xp-values">
          {named.map(({ column, name }) => (
            <label class="choice">
              <input type="checkbox" name="value" value={column.name} checked={values.has(column.name)} />
              <bdi>{name}</bdi>
            </label>
          ))}
        </div>
      </fieldset>
      <button type="submit" class="btn sm alt">
        {words.group}
      </button>
    </form>
  )
}

interface StepOptions {
  readonly page: Page
  readonly part: Part | undefined
  readonly id: string
  readonly name: string
}

/** Only where the column holds dates. */
function StepField({ page, part, id, name }: StepOptions) {
  const words = groupMessages[page.language]
  if (!part?.step) return null
  return (
    <Select id={id} name={name} label={words.step}>
      {dateSteps.map((step) => (
        <option value={step} selected={part.step === step}>
          {words.steps[step]}
        </option>
      ))}
    </Select>
  )
}
