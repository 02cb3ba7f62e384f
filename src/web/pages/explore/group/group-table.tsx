import { explorerMessages, groupMessages } from "../../../../texts/index.ts"
import { Icon } from "../../../components/icon/icon.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { Page } from "../../../page.ts"
import type { Explored } from "../explore-model.ts"
import { addressWith, withQuery } from "../explore-state.ts"
import { headingOf } from "../table-facts.ts"
import type { GroupChoice, GroupOrder, Measure, Part } from "./group-choice.ts"
import { namesIn } from "./group-question.ts"
import { groupTitle, measureName, measureText, partText } from "./group-words.ts"
import { type Crossed, filterOf, type Groups, type GroupValue } from "./read-groups.ts"

export interface GroupOptions {
  readonly page: Page
  readonly explored: Explored
  readonly choice: GroupChoice
  readonly groups: Groups
}

export function GroupTable(options: GroupOptions) {
  const { page, choice, groups } = options
  const title = groupTitle(page, choice)
  return (
    <ScrollRegion kind="xp-t xp-groups" label={title}>
      <table>
        <caption class="sr">{title}</caption>
        {groups.crossed ? <CrossedRows {...options} crossed={groups.crossed} /> : <ListedRows {...options} />}
      </table>
    </ScrollRegion>
  )
}

function ListedRows({ page, explored, choice, groups }: GroupOptions) {
  const { by, series, measures, order } = choice
  const names = namesIn(choice)
  const whole = groups.whole.rows[0]?.values
  return (
    <>
      <thead>
        <tr>
          <SortedHead
            page={page}
            explored={explored}
            order={order}
            by="by"
            name={headingOf(by.column, page.language)}
          />
          {series && (
            <th scope="col" dir="auto">
              {headingOf(series.column, page.language)}
            </th>
          )}
          {measures.map((measure, at) => (
            <SortedHead page={page} explored={explored} order={order} by={at} name={measureName(page, measure)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.page.rows.map(({ values }) => {
          const [value, second] = [values[names.by] ?? null, values[names.series] ?? null]
          return (
            <tr>
              <PartHead page={page} explored={explored} parts={[[by, value]]} />
              {series && (
                <PartHead
                  page={page}
                  explored={explored}
                  parts={[
                    [by, value],
                    [series, second],
                  ]}
                />
              )}
              {measures.map((measure, at) => (
                <Cell page={page} measure={measure} value={values[names.measures[at]!]} />
              ))}
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={series ? 2 : 1}>
            {groupMessages[page.language].all}
          </th>
          {measures.map((measure, at) => (
            <Cell page={page} measure={measure} value={whole?.[names.measures[at]!]} />
          ))}
        </tr>
      </tfoot>
    </>
  )
}

function CrossedRows({ page, explored, choice, groups, crossed }: GroupOptions & { crossed: Crossed }) {
  const words = groupMessages[page.language]
  const { by, series, order, measures } = choice
  const measure = measures[0]!
  const names = namesIn({ by, measures: [measure], isCrossed: false, order })
  const name = names.measures[0]!
  const hasOthers = crossed.others > 0
  return (
    <>
      <thead>
        <tr>
          <SortedHead {...{ page, explored, order, rows: 2 }} by="by" name={headingOf(by.column, page.language)} />
          <th scope="colgroup" colSpan={crossed.columns.length + (hasOthers ? 1 : 0)} dir="auto">
            {series && headingOf(series.column, page.language)}
          </th>
          <SortedHead {...{ page, explored, order, rows: 2 }} by={0} name={words.all} />
        </tr>
        <tr>
          {crossed.columns.map(({ value }) => (
            <PartHead page={page} explored={explored} parts={series ? [[series, value]] : []} scope="col" />
          ))}
          {hasOthers && (
            <th scope="col" class="n">
              {words.others(page.format.number(crossed.others))}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {groups.page.rows.map(({ values }) => {
          const row = values[names.by] ?? null
          return (
            <tr>
              <PartHead page={page} explored={explored} parts={[[by, row]]} />
              {crossed.columns.map(({ value }) => (
                <Cell page={page} measure={measure} value={crossed.cell(row, value)} />
              ))}
              {hasOthers && <Cell page={page} measure={measure} value={crossed.other(row)} />}
              <Cell page={page} measure={measure} value={values[name]} isWhole />
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.all}</th>
          {crossed.columns.map(({ whole }) => (
            <Cell page={page} measure={measure} value={whole} />
          ))}
          {hasOthers && <Cell page={page} measure={measure} value={crossed.whole} />}
          <Cell page={page} measure={measure} value={groups.whole.rows[0]?.values[name]} isWhole />
        </tr>
      </tfoot>
    </>
  )
}

interface CellOptions {
  readonly page: Page
  readonly measure: Measure
  readonly value: GroupValue | undefined
  readonly isWhole?: boolean
}

function Cell({ page, measure, value, isWhole }: CellOptions) {
  const text = measureText(page, measure, value)
  return (
    <td class={isWhole ? "n all" : "n"} dir="ltr">
      {text === "" ? (
        <>
          <span class="faint" aria-hidden="true">
            –
          </span>
          <span class="sr">{explorerMessages[page.language].missing}</span>
        </>
      ) : (
        text
      )}
    </td>
  )
}

interface PartOptions extends Pick<GroupOptions, "page" | "explored"> {
  /** What the group is made of; the last names it. */
  readonly parts: readonly (readonly [Part, GroupValue])[]
  readonly scope?: "row" | "col"
}

/** A group by its name, which leads to its rows. */
function PartHead({ page, explored, parts, scope = "row" }: PartOptions) {
  const [part, value] = parts.at(-1) ?? []
  if (!part || value === undefined) return null
  const filters = parts.map(([one, its]) => filterOf(one, its))
  const said = new Set(filters.map(([name]) => name).filter((name) => name.endsWith("__exact")))
  const elsewhere = new Set(["view", "offset", "cursor"])
  const kept = explored.state.pairs.filter(([name]) => !elsewhere.has(name) && !said.has(name))
  return (
    <th scope={scope} class={scope === "col" ? "n" : undefined} dir={value === null ? undefined : "auto"}>
      <a href={withQuery(explored.path, [...kept, ...filters])} rel="nofollow">
        {shortened(partText(page, part, value))}
      </a>
    </th>
  )
}

const longestName = 120

function shortened(text: string): string {
  return text.length > longestName ? `${[...text.slice(0, longestName)].slice(0, -1).join("")}…` : text
}

interface HeadOptions extends Pick<GroupOptions, "page" | "explored"> {
  readonly order: GroupOrder
  readonly by: GroupOrder["key"]
  readonly name: string
  readonly rows?: number
}

/** Orders the groups: of figures the greatest first, of names from the first. */
function SortedHead({ page, explored, order, by, name, rows }: HeadOptions) {
  const words = explorerMessages[page.language]
  const isOrder = order.key === by
  const descends = isOrder ? !order.descending : by !== "by"
  const href = addressWith(explored.path, explored.state.pairs, {
    ...{ offset: undefined, cursor: undefined },
    group_order: `${descends ? "-" : ""}${by}`,
  })
  return (
    <th
      scope="col"
      rowSpan={rows}
      class={by === "by" ? undefined : "n"}
      aria-sort={isOrder ? (order.descending ? "descending" : "ascending") : undefined}
    >
      <a href={href} rel="nofollow" dir="auto">
        {name}
        {isOrder && <Icon name={order.descending ? "arrow-down" : "arrow-up"} />}
        <span class="sr" lang={page.language}>
          {" "}
          {descends ? words.sortDown : words.sortUp}
        </span>
      </a>
    </th>
  )
}
