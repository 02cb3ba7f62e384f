import { groupMessages } from "../../../../texts/index.ts"
import { Icon } from "../../../components/icon/icon.tsx"
import type { Page } from "../../../page.ts"
import { aggregates, isTime } from "../chart/chart-choice.ts"
import type { Explored } from "../explore-model.ts"
import { addressWith } from "../explore-state.ts"
import { headingOf } from "../table-facts.ts"
import { NothingFound, Paging } from "../table-view.tsx"
import type { GroupChoice } from "./group-choice.ts"
import { GroupForm } from "./group-form.tsx"
import { type GroupOptions, GroupTable } from "./group-table.tsx"
import { groupTitle, measureName } from "./group-words.ts"
import type { Groups } from "./read-groups.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: GroupChoice | undefined
  readonly groups: Groups | undefined
}

/** Groups and what they come to, and beside them the form that makes others. */
export function GroupView({ page, explored, choice, groups }: Options) {
  const words = groupMessages[page.language]
  return (
    <div class="xp">
      <div class="stack">
        {!choice || !groups ? (
          <p class="empty">{words.nothing}</p>
        ) : groups.page.rows.length === 0 ? (
          <NothingFound page={page} explored={explored} />
        ) : (
          <Shown page={page} explored={explored} choice={choice} groups={groups} />
        )}
      </div>
      <aside class="stack chart-form" aria-label={words.build}>
        <GroupForm page={page} explored={explored} choice={choice} />
      </aside>
    </div>
  )
}

function Shown(options: GroupOptions) {
  const { page, explored, choice, groups } = options
  const words = groupMessages[page.language]
  return (
    <>
      <div>
        <h2 class="xp-title">{groupTitle(page, choice)}</h2>
        <p class="small muted">
          {words.groups(groups.page.total)} · {words.toRows}
        </p>
        <Cut {...options} />
      </div>
      <GroupTable {...options} />
      <Paging page={page} explored={explored} found={groups.page} />
      <p class="small">
        <a href={chartAddress(explored, choice)} rel="nofollow">
          <Icon name="chart-column" /> {words.chart}
        </a>
      </p>
    </>
  )
}

/** What a crossed table leaves out or joins. */
function Cut({ page, choice, groups: { crossed } }: GroupOptions) {
  const words = groupMessages[page.language]
  const { series, measures } = choice
  if (!crossed || !series) return null
  const { number } = page.format
  const cut = isTime(series.column) ? words.cutLatest : words.cutGreatest
  return (
    <>
      {crossed.others > 0 && (
        <p class="small">
          {cut(headingOf(series.column, page.language), number(crossed.columns.length), number(crossed.others))}
        </p>
      )}
      {measures.length > 1 && <p class="small">{words.oneOnly(measureName(page, measures[0]!))}</p>}
    </>
  )
}

/** The same parts and the first measure that a chart can draw. */
function chartAddress({ path, state }: Explored, { by, series, measures }: GroupChoice): string {
  const drawn = measures.find(({ aggregate }) => aggregate !== "count" && aggregates.some((one) => one === aggregate))
  return addressWith(path, state.pairs, {
    ...{ view: "chart", offset: undefined, cursor: undefined, by: by.column.name },
    ...{ series: series?.column.name, agg: drawn?.aggregate ?? "count", value: drawn?.column?.name },
  })
}
