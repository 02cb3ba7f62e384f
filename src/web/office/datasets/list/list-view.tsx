import { type OfficeList, type OfficeRow, officeSorts, workflowStates } from "../../../../catalogue/index.ts"
import {
  countMessages,
  inLanguage,
  type Language,
  linkMessages,
  officeDatasetMessages,
  qualityMessages,
} from "../../../../texts/index.ts"
import { type Choice, SelectField, TextField } from "../../../components/form/field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { StatePill } from "../state-pill.tsx"
import { cursorToText, filterParameters, type ListFilter, type ListNeed, listNeeds } from "./list-query.ts"

export interface ListModel {
  readonly page: OfficePage
  readonly filter: ListFilter
  readonly found: OfficeList
  readonly organizations: readonly Choice[]
  readonly people: ReadonlyMap<string, string>
  readonly mayAdd: boolean
}

export function ListView({ model }: { model: ListModel }) {
  const { page, filter, found, mayAdd } = model
  const words = officeDatasetMessages[page.language]
  const all = workflowStates.reduce((sum, state) => sum + found.counts[state], 0)
  const to = (path: string) => routes.office(page.language, path, filterParameters(filter))
  return (
    <OfficeLayout
      page={page}
      title={words.datasets}
      lead={countMessages[page.language].datasets(filter.state ? found.counts[filter.state] : all)}
      actions={
        mayAdd && (
          <>
            <a class="btn alt" href={routes.office(page.language, "/datasets/import")}>
              {words.importLink}
            </a>
            <a class="btn" href={routes.office(page.language, "/datasets/new")}>
              <Icon name="plus" />
              {words.newDataset}
            </a>
          </>
        )
      }
    >
      <Filters model={model} />
      <StateTabs model={model} all={all} />
      {found.items.length === 0 ? (
        <Empty model={model} />
      ) : (
        <form method="get" action={routes.office(page.language, "/datasets/bulk")}>
          <Rows model={model} />
          <div class="stickybar row spread">
            <span class="small muted">{words.bulkHint}</span>
            <span class="row">
              <a class="small" href={to("/datasets/export.csv")}>
                {words.exportLink}
              </a>
              <a
                class="small"
                href={routes.office(page.language, "/datasets/bulk", { all: "yes", ...filterParameters(filter) })}
              >
                {words.selectAll(page.format.number(filter.state ? found.counts[filter.state] : all))}
              </a>
              <button type="submit" class="btn sm alt">
                {words.bulk}
              </button>
            </span>
          </div>
        </form>
      )}
      <p class="row pager">
        {found.next && (
          <a
            href={routes.office(page.language, "/datasets", {
              ...filterParameters(filter),
              after: cursorToText(found.next),
            })}
            rel="next"
          >
            {words.next}
            <Icon name="chevron-right" flip />
          </a>
        )}
        {filter.cursor && <a href={to("/datasets")}>{words.first}</a>}
      </p>
    </OfficeLayout>
  )
}

function Filters({ model: { page, filter, organizations } }: { model: ListModel }) {
  const words = officeDatasetMessages[page.language]
  return (
    <search>
      <form method="get" action={routes.office(page.language, "/datasets")} class="filters-bar">
        {filter.state && <input type="hidden" name="state" value={filter.state} />}
        <TextField name="q" type="search" label={words.search} value={filter.q} dir="auto" maxLength={200} />
        {organizations.length > 1 && (
          <SelectField
            name="organization"
            label={words.organization}
            value={filter.organizationId}
            empty={words.anyOrganization}
            choices={organizations}
          />
        )}
        <SelectField
          name="needs"
          label={words.needs}
          value={filter.needs}
          empty={words.anyNeed}
          choices={needChoices(filter.needs, page.language)}
        />
        <SelectField
          name="sort"
          label={words.sort}
          value={filter.sort}
          choices={officeSorts.map((value) => ({ value, label: words.sorts[value] }))}
        />
        <button type="submit" class="btn alt">
          <Icon name="search" />
          {words.searchButton}
        </button>
      </form>
    </search>
  )
}

/** What the desk asked for stays chosen: an act of quality stands with its own words behind the needs. */
function needChoices(asked: ListNeed | undefined, language: Language): Choice[] {
  const words: Readonly<Record<string, string>> = officeDatasetMessages[language].need
  const actions: Readonly<Record<string, string>> = qualityMessages[language].actions
  const values = asked === undefined || listNeeds.some((one) => one === asked) ? listNeeds : [...listNeeds, asked]
  return values.map((value) => ({ value, label: words[value] ?? actions[value] ?? value }))
}

function StateTabs({ model: { page, filter, found }, all }: { model: ListModel; all: number }) {
  const words = officeDatasetMessages[page.language]
  const tab = (state: ListFilter["state"], name: string, count: number) => (
    <a
      href={routes.office(page.language, "/datasets", filterParameters({ ...filter, state }))}
      {...(filter.state === state ? { "aria-current": "page" as const } : {})}
    >
      {name} <span class="num">{page.format.number(count)}</span>
    </a>
  )
  return (
    <nav class="tabs state-tabs" aria-label={words.state}>
      {tab(undefined, words.all, all)}
      {workflowStates.map((state) => tab(state, words.states[state], found.counts[state]))}
    </nav>
  )
}

function Empty({ model: { page, filter, mayAdd } }: { model: ListModel }) {
  const words = officeDatasetMessages[page.language]
  const filtered = Boolean(filter.q || filter.state || filter.organizationId || filter.needs || filter.cursor)
  return (
    <div class="empty">
      <h2>{filtered ? words.noMatchTitle : words.emptyTitle}</h2>
      <p>{filtered ? words.noMatchText : words.emptyText}</p>
      <p class="row center">
        {filtered && (
          <a class="btn alt" href={routes.office(page.language, "/datasets")}>
            {words.showAll}
          </a>
        )}
        {mayAdd && !filtered && (
          <a class="btn" href={routes.office(page.language, "/datasets/new")}>
            {words.newDataset}
          </a>
        )}
      </p>
    </div>
  )
}

function Rows({ model }: { model: ListModel }) {
  const { page, found } = model
  const words = officeDatasetMessages[page.language]
  return (
    <ScrollRegion label={words.datasets} kind="office-list">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.title}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.organization}</th>
            <th scope="col">{words.changed}</th>
          </tr>
        </thead>
        <tbody>
          {found.items.map((row) => (
            <Row model={model} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Row({ model: { page, people, filter }, row }: { model: ListModel; row: OfficeRow }) {
  const words = officeDatasetMessages[page.language]
  const title = inLanguage(row.title, page.language)
  const editor = people.get(row.updatedBy ?? "")
  return (
    <tr>
      <td>
        <input type="checkbox" name="id" value={row.id} aria-label={words.select(title?.text ?? words.untitled)} />
      </td>
      <td>
        <a href={routes.office(page.language, `/datasets/${row.id}/edit`)}>
          {title ? <Localised page={page} text={title} /> : words.untitled}
        </a>
        {row.source && (
          <p class="tiny muted">
            <Icon name="git-fork" /> <Localised page={page} text={sourceName(row.source, page.language)} />
          </p>
        )}
        {filter.needs === "broken-links" && (
          <p class="small">
            <a href={routes.office(page.language, `/datasets/${row.id}/links`)}>
              {linkMessages[page.language].title}
              <span class="sr"> {title?.text}</span>
            </a>
          </p>
        )}
      </td>
      <td>
        <StatePill page={page} state={row.state} />{" "}
        {row.visibility === "private" && <span class="tag">{words.privateMark}</span>}{" "}
        {row.shownState === "published" && row.state !== "published" && (
          <span class="tiny muted">{words.draftOver}</span>
        )}
      </td>
      <td class="small">
        <bdi>{inLanguage(row.organization.name, page.language)?.text ?? row.organization.slug}</bdi>
      </td>
      <td class="small">
        <time dateTime={row.touchedAt.toISOString()}>{page.format.ago(row.touchedAt, page.now)}</time>
        {editor && (
          <>
            {" · "}
            <bdi>{editor}</bdi>
          </>
        )}
      </td>
    </tr>
  )
}
