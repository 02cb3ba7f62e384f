import type {
  ProblemKind,
  ProblemValue,
  ReportCursor,
  ReportLine,
  StoredRun,
  StoredSource,
} from "../../../../harvest/index.ts"
import { adminMessages, runMessages } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { Counts, Course, durationOf, Reason, tookWords } from "./run-course.tsx"
import { Decision } from "./run-decision.tsx"
import { type Chosen, Filters, queryOf } from "./run-filters.tsx"
import { ProblemKinds } from "./run-problems.tsx"
import { Records } from "./run-records.tsx"
import { RunState } from "./source-list.tsx"

interface RunModel {
  readonly source: StoredSource
  readonly run: StoredRun
  readonly kinds: readonly ProblemKind[]
  /** Of the chosen kind of problem. */
  readonly values: readonly ProblemValue[]
  readonly lines: readonly ReportLine[]
  readonly next?: ReportCursor | undefined
  readonly counts: Readonly<Record<string, number>>
  readonly chosen: Chosen
  readonly overtaken: boolean
  readonly isUnsure: boolean
}

interface Options {
  readonly page: OfficePage
  readonly model: RunModel
}

export function RunView({ page, model }: Options) {
  const { source, run, overtaken } = model
  const admin = adminMessages[page.language]
  const words = runMessages[page.language]
  const sourcePath = `/sources/${source.id}`
  const path = `${sourcePath}/runs/${run.id}`
  const hrefOf = (chosen: Chosen) => routes.office(page.language, path, queryOf(chosen))
  const sourceHref = routes.office(page.language, sourcePath)
  const waits = run.status === "needs-confirmation"
  const took = durationOf(run)
  return (
    <OfficeLayout
      page={page}
      title={admin.reportOf(page.format.dateTime(run.startedAt))}
      lead={
        <>
          <RunState page={page} run={run} />
          {took !== undefined && ` · ${tookWords(page, took)}`}
        </>
      }
      actions={
        <a class="btn alt" href={routes.office(page.language, `${path}/report.csv`)} download>
          <Icon name="download" />
          {words.download}
        </a>
      }
    >
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: admin.sources },
          { href: sourceHref, name: <Localised page={page} text={sourceName(source, page.language)} /> },
          { name: admin.report },
        ]}
      />
      {waits && !overtaken && (
        <Decision
          page={page}
          {...{ source, run, sourceHref, isUnsure: model.isUnsure }}
          here={routes.office(page.language, path)}
        />
      )}
      {waits && overtaken && (
        <Notice icon="info">
          <p>{admin.overtaken}</p>
        </Notice>
      )}
      {run.reason && !waits && <Reason page={page} reason={run.reason} sourceHref={sourceHref} />}
      <Counts page={page} run={run} />
      {run.status !== "failed" && (model.kinds.length > 0 || !waits) && (
        <section class="run-part">
          <h2 class="h2">{words.kinds}</h2>
          <ProblemKinds page={page} {...model} hrefOf={hrefOf} />
        </section>
      )}
      <RecordsSection page={page} model={model} hrefOf={hrefOf} />
      <Course page={page} run={run} />
    </OfficeLayout>
  )
}

function RecordsSection({ page, model, hrefOf }: Options & { hrefOf: (chosen: Chosen) => string }) {
  const { run, lines, next, counts, chosen } = model
  const admin = adminMessages[page.language]
  const words = runMessages[page.language]
  const waits = run.status === "needs-confirmation"
  const problem = chosen.problem
  return (
    <section id="records" class="run-part">
      <h2 class="h2">{titleOf(page, model)}</h2>
      <Filters page={page} {...{ chosen, counts, waits, hrefOf }} />
      {problem !== undefined && (
        <p class="small muted">
          {words.onlyKind}{" "}
          <a
            href={routes.office(page.language, `/sources/${run.sourceId}/runs/${run.id}/report.csv`, { problem })}
            download
          >
            {words.downloadKind}
          </a>
        </p>
      )}
      {lines.length === 0 ? (
        <p class="empty">{admin.noRecords}</p>
      ) : (
        <Records page={page} lines={lines} waits={waits} />
      )}
      {next && (
        <p class="next">
          <a class="btn alt" href={`${hrefOf(chosen)}&${cursorText(next)}#records`}>
            {admin.more}
          </a>
        </p>
      )}
    </section>
  )
}

function titleOf(page: OfficePage, { run, chosen }: RunModel): string {
  const words = runMessages[page.language]
  if (run.status !== "needs-confirmation") return adminMessages[page.language].records
  if (chosen.problem === "files-gone") return words.wouldLoseFiles
  return chosen.show === "withdrawn" ? words.wouldGo : adminMessages[page.language].records
}

function cursorText(next: ReportCursor): string {
  return "position" in next ? `after=${next.position}` : `from=${encodeURIComponent(next.remoteId)}`
}
