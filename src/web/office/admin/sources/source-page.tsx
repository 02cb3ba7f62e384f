import {
  askForPreview,
  healthOfSources,
  lastRuns,
  runSourceNow,
  runsOfSource,
  type SourceHealth,
  type StoredRun,
  type StoredSource,
  setSourceActive,
  sourceFor,
} from "../../../../harvest/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { adminMessages, inLanguage, sourceMappingMessages, sourceMessages } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { kindNames } from "../../../models/kind-names.ts"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { HealthSection } from "./health-section.tsx"
import { waitsTitle } from "./run-decision.tsx"
import { RunsChart, RunsTable } from "./runs-section.tsx"

const pageSize = 30

export const sourcePage: OfficeHandler = async ({ db }, { page, viewer, params, query, now }) => {
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const source = await sourceFor(db, id, viewer.actor)
  const before = new Date(query.get("before") ?? "")
  const isFirst = Number.isNaN(before.getTime())
  const listed = await runsOfSource(db, { sourceId: id, limit: pageSize, ...(isFirst ? {} : { before }) })
  const last = isFirst ? listed.runs[0] : (await lastRuns(db, [id])).get(id)
  const health = isFirst ? (await healthOfSources(db, [id], now)).get(id) : undefined
  return { kind: "page", view: <SourceView page={page} {...{ source, last, isFirst, health, ...listed }} /> }
}

export const sourceActs: OfficeHandler = async ({ db }, { viewer, params, form, now, language }) => {
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const doing = { by: viewer.actor, at: now }
  const to = routes.office(language, `/sources/${id}`)
  switch (form.get("act")) {
    case "run":
      await runSourceNow(db, id, doing)
      return { kind: "see", to, done: "started" }
    case "preview": {
      const preview = await askForPreview(db, { id }, { ...doing, newId })
      return { kind: "see", to: routes.office(language, `/sources/previews/${preview}`) }
    }
    case "stop":
    case "resume":
      await setSourceActive(db, { id, active: form.get("act") === "resume" }, doing)
      return { kind: "see", to, done: "saved" }
    default:
      return { kind: "none" }
  }
}

interface Options {
  readonly page: OfficePage
  readonly source: StoredSource
  readonly runs: readonly StoredRun[]
  readonly next?: Date | undefined
  readonly last?: StoredRun | undefined
  /** The newest runs are shown. */
  readonly isFirst: boolean
  readonly health?: SourceHealth | undefined
}

function SourceView({ page, source, runs, next, last, isFirst, health }: Options) {
  const words = adminMessages[page.language]
  const here = routes.office(page.language, `/sources/${source.id}`)
  const name = sourceName(source, page.language)
  return (
    <OfficeLayout
      page={page}
      title={name.text}
      heading={<Localised page={page} text={name} />}
      lead={<Lead page={page} source={source} />}
      actions={<Actions page={page} source={source} here={here} />}
    >
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: words.sources },
          { name: <bdi>{name.text}</bdi> },
        ]}
      />
      <Notices page={page} source={source} last={last} here={here} />
      <Ways page={page} source={source} here={here} />
      {health && <HealthSection page={page} source={source} health={health} />}
      <h2 class="h2">{words.runs}</h2>
      {isFirst && <RunsChart page={page} runs={runs} />}
      {runs.length === 0 ? <p class="empty">{words.noRuns}</p> : <RunsTable page={page} here={here} runs={runs} />}
      {next && (
        <p class="next">
          <a class="btn alt" href={`${here}?before=${encodeURIComponent(next.toISOString())}`}>
            {words.older}
          </a>
        </p>
      )}
      <p class="next">
        <PostButton
          page={page}
          action={here}
          fields={{ act: source.active ? "stop" : "resume" }}
          kind={source.active ? "btn sm bad" : "btn sm"}
        >
          {source.active ? words.stop : words.resume}
        </PostButton>
      </p>
    </OfficeLayout>
  )
}

interface Part {
  readonly page: OfficePage
  readonly source: StoredSource
}

function Lead({ page, source }: Part) {
  const own = sourceMessages[page.language]
  const body = inLanguage(source.organization.name, page.language)
  return (
    <>
      <bdi dir="ltr">{kindNames[source.kind]}</bdi> · {scheduleWords(source.schedule, page)} ·{" "}
      {body && (
        <>
          <Localised page={page} text={body} /> ·{" "}
        </>
      )}
      {source.rank !== 0 && <>{own.rankOf(page.format.number(source.rank))} · </>}
      {source.archive && <>{own.archived} · </>}
      <a href={source.url} rel="noopener noreferrer">
        <bdi dir="ltr" class="url">
          {source.url}
        </bdi>
      </a>
    </>
  )
}

export function scheduleWords(schedule: string | undefined, page: OfficePage) {
  const known = adminMessages[page.language].scheduleChoices[schedule ?? ""]
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule ?? "") ?? []
  if (known || !minute || !hour) return known ?? <bdi dir="ltr">{schedule}</bdi>
  return sourceMessages[page.language].everyDayAt(`${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`)
}

function Actions({ page, source, here }: Part & { here: string }) {
  const words = adminMessages[page.language]
  return (
    <>
      <a class="btn alt" href={`${here}/edit`}>
        {words.edit}
      </a>
      <PostButton page={page} action={here} fields={{ act: "preview" }} kind="btn alt">
        {sourceMessages[page.language].preview}
      </PostButton>
      {source.active && (
        <PostButton page={page} action={here} fields={{ act: "run" }} kind="btn">
          {words.runNow}
        </PostButton>
      )}
    </>
  )
}

function Notices({ page, source, last, here }: Part & { last: StoredRun | undefined; here: string }) {
  const words = adminMessages[page.language]
  return (
    <>
      {!source.active && (
        <Notice tone="warm" icon="info">
          {words.stoppedText}
        </Notice>
      )}
      {last?.status === "needs-confirmation" && (
        <Notice tone="warm" icon="triangle-alert">
          <b>{waitsTitle(page, last)}</b>
          <p class="row below">
            <a class="btn sm" href={`${here}/runs/${last.id}`}>
              {words.report}
            </a>
          </p>
        </Notice>
      )}
    </>
  )
}

/** What else there is of the source. */
function Ways({ page, source, here }: Part & { here: string }) {
  const own = sourceMessages[page.language]
  return (
    <ul class="row ways">
      <li>
        <a href={routes.datasets(page.language, { source: source.id })}>{own.publicDatasets}</a>{" "}
        <span class="num">{page.format.number(source.datasets)}</span>
      </li>
      <li>
        <a href={`${here}/mapping`}>{sourceMappingMessages[page.language].mapping}</a>
      </li>
      <li>
        <a href={`${here}/corrections`}>{own.corrections}</a>
      </li>
    </ul>
  )
}
