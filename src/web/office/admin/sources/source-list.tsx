import {
  type HealthVerdict,
  healthOfSources,
  lastRuns,
  listSourcesOf,
  type SourceHealth,
  type StoredRun,
  type StoredSource,
} from "../../../../harvest/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { adminMessages, inLanguage, runMessages, sourceMessages } from "../../../../texts/index.ts"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status, type Tone } from "../../../components/status/status.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { kindNames } from "../../../models/kind-names.ts"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import { bodiesOf } from "../../desks/desk-model.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { HealthWord } from "./health-section.tsx"
import { type AskedSources, askedFrom, parametersOf, SourceFilters } from "./source-filters.tsx"

const pageSize = 50
/** Fewer are seen at a glance. */
const filterFrom = 8

export const sourcesPage: OfficeHandler = async ({ db }, { page, viewer, query, now }) => {
  const { led } = bodiesOf(viewer)
  const [name, id] = [query.get("after"), query.get("id") ?? ""]
  const asked = askedFrom(query)
  const { sources, next } = await listSourcesOf(db, {
    organizationIds: led,
    limit: pageSize,
    ...asked,
    ...(name && isUuid(id) ? { after: { name, id } } : {}),
  })
  const ids = sources.map((source) => source.id)
  const [runs, health] = await Promise.all([lastRuns(db, ids), healthOfSources(db, ids, now)])
  return { kind: "page", view: <SourcesView page={page} {...{ sources, runs, health, next, asked }} /> }
}

interface Options {
  readonly page: OfficePage
  readonly sources: readonly StoredSource[]
  readonly runs: ReadonlyMap<string, StoredRun>
  readonly health: ReadonlyMap<string, SourceHealth>
  readonly next?: { readonly name: string; readonly id: string } | undefined
  readonly asked: AskedSources
}

function SourcesView({ page, sources, runs, health, next, asked }: Options) {
  const words = adminMessages[page.language]
  const isFiltered = Object.values(asked).some((value) => value !== undefined)
  return (
    <OfficeLayout
      page={page}
      title={words.sources}
      lead={words.sourcesLead}
      actions={
        <a class="btn" href={routes.office(page.language, "/sources/new")}>
          <Icon name="plus" />
          {words.add}
        </a>
      }
    >
      {(isFiltered || next || sources.length >= filterFrom) && <SourceFilters page={page} asked={asked} />}
      {sources.length === 0 ? (
        <NoSources page={page} isFiltered={isFiltered} />
      ) : (
        <ScrollRegion label={words.sources} kind="stacked">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.body}</th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.datasets}</th>
                <th scope="col">{words.lastRun}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <SourceRow page={page} source={source} run={runs.get(source.id)} health={health.get(source.id)} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {next && (
        <p class="next">
          <a
            class="btn alt"
            href={routes.office(page.language, "/sources", { ...parametersOf(asked), after: next.name, id: next.id })}
          >
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

function NoSources({ page, isFiltered }: { page: OfficePage; isFiltered: boolean }) {
  if (!isFiltered) return <p class="empty">{adminMessages[page.language].noSources}</p>
  const own = sourceMessages[page.language]
  return (
    <div class="empty">
      <p>{own.noneFound}</p>
      <p>
        <a href={routes.office(page.language, "/sources")}>{own.showAll}</a>
      </p>
    </div>
  )
}

/** What the last run alone does not show. */
const lasting: readonly (HealthVerdict | undefined)[] = ["down", "stale", "shrinking", "slow"]

interface Row {
  readonly page: OfficePage
  readonly source: StoredSource
  readonly run: StoredRun | undefined
  readonly health: SourceHealth | undefined
}

function SourceRow({ page, source, run, health }: Row) {
  const body = inLanguage(source.organization.name, page.language)
  return (
    <tr>
      <th scope="row">
        <a href={routes.office(page.language, `/sources/${source.id}`)}>
          <Localised page={page} text={sourceName(source, page.language)} />
        </a>
        <br />
        <bdi dir="ltr" class="small muted url">
          {source.url}
        </bdi>
      </th>
      <td>{body && <Localised page={page} text={body} />}</td>
      <td>
        <bdi dir="ltr">{kindNames[source.kind]}</bdi>
      </td>
      <td>{runMessages[page.language].datasets(source.datasets)}</td>
      <td>
        <RunState page={page} run={run} active={source.active} />
        {run && (
          <p class="tiny faint">
            <time dateTime={run.startedAt.toISOString()}>{page.format.ago(run.startedAt, page.now)}</time>
          </p>
        )}
        {health && lasting.includes(health.verdict) && <HealthWord page={page} verdict={health.verdict} />}
      </td>
    </tr>
  )
}

const tones: Readonly<Record<StoredRun["status"], Tone>> = {
  running: "info",
  done: "ok",
  "done-with-errors": "late",
  failed: "bad",
  "needs-confirmation": "bad",
  interrupted: "late",
}

export function RunState({
  page,
  run,
  active = true,
}: {
  page: OfficePage
  run: StoredRun | undefined
  active?: boolean
}) {
  const words = adminMessages[page.language]
  if (!active) return <Status tone="plain">{words.inactive}</Status>
  if (!run) return <Status tone="plain">{words.never}</Status>
  return <Status tone={tones[run.status]}>{words.statuses[run.status]}</Status>
}
