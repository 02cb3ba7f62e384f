import {
  lastRuns,
  runSourceNow,
  runsOfSource,
  type StoredRun,
  type StoredSource,
  setSourceActive,
  sourceFor,
} from "../../../../harvest/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { adminMessages, inLanguage } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { kindNames, RunState } from "./source-list.tsx"

const pageSize = 20

export const sourcePage: OfficeHandler = async ({ db }, { page, viewer, params, query }) => {
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const source = await sourceFor(db, id, viewer.actor)
  const before = new Date(query.get("before") ?? "")
  const { runs, next } = await runsOfSource(db, {
    sourceId: id,
    limit: pageSize,
    ...(Number.isNaN(before.getTime()) ? {} : { before }),
  })
  const last = (await lastRuns(db, [id])).get(id)
  return { kind: "page", view: <SourceView page={page} {...{ source, runs, next, last }} /> }
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
}

function SourceView({ page, source, runs, next, last }: Options) {
  const words = adminMessages[page.language]
  const here = routes.office(page.language, `/sources/${source.id}`)
  const name = sourceName(source, page.language)
  const body = inLanguage(source.organization.name, page.language)
  return (
    <OfficeLayout
      page={page}
      title={name.text}
      heading={<Localised page={page} text={name} />}
      lead={
        <>
          <bdi dir="ltr">{kindNames[source.kind]}</bdi> · {scheduleWords(source.schedule, page)} ·{" "}
          {body && <Localised page={page} text={body} />} ·{" "}
          <a href={source.url}>
            <bdi dir="ltr">{source.url}</bdi>
          </a>
        </>
      }
      actions={
        <>
          <a class="btn alt" href={`${here}/edit`}>
            {words.edit}
          </a>
          {source.active && (
            <PostButton page={page} action={here} fields={{ act: "run" }} kind="btn">
              {words.runNow}
            </PostButton>
          )}
        </>
      }
    >
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: words.sources },
          { name: <bdi>{name.text}</bdi> },
        ]}
      />
      {!source.active && (
        <Notice tone="warm" icon="info">
          {words.stoppedText}
        </Notice>
      )}
      {last?.status === "needs-confirmation" && (
        <Notice tone="warm" icon="triangle-alert">
          <b>{words.waits(page.format.number(last.planned.withdrawn))}</b>
          <p class="row below">
            <a class="btn sm" href={`${here}/runs/${last.id}`}>
              {words.report}
            </a>
          </p>
        </Notice>
      )}
      <h2 class="h2">{words.runs}</h2>
      {runs.length === 0 ? <p class="empty">{words.noRuns}</p> : <Runs page={page} here={here} runs={runs} />}
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

export function scheduleWords(schedule: string | undefined, page: OfficePage) {
  const known = adminMessages[page.language].scheduleChoices[schedule ?? ""]
  return known ?? <bdi dir="ltr">{schedule}</bdi>
}

function Runs({ page, here, runs }: { page: OfficePage; here: string; runs: readonly StoredRun[] }) {
  const words = adminMessages[page.language]
  const { number } = page.format
  return (
    <ScrollRegion label={words.runs}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.started}</th>
            <th scope="col">{words.result}</th>
            <th scope="col" class="n">
              {words.created}
            </th>
            <th scope="col" class="n">
              {words.updated}
            </th>
            <th scope="col" class="n">
              {words.withdrawn}
            </th>
            <th scope="col" class="n">
              {words.refused}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr>
              <th scope="row">
                <a href={`${here}/runs/${run.id}`}>{page.format.dateTime(run.startedAt)}</a>
              </th>
              <td>
                <RunState page={page} run={run} />
              </td>
              <td class="n">{number(run.counts.created ?? 0)}</td>
              <td class="n">{number(run.counts.updated ?? 0)}</td>
              <td class="n">{number(run.counts.withdrawn ?? 0)}</td>
              <td class="n">{number(run.counts.refused ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
