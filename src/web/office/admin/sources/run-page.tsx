import {
  confirmWaitingRun,
  countRecords,
  isOvertaken,
  type Problem,
  problemTexts,
  type RunRecord,
  recordsOfRun,
  runById,
  type StoredRun,
  type StoredSource,
  sourceFor,
  stopTexts,
} from "../../../../harvest/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { adminMessages, inLanguage, type Language } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { Pill } from "../../../components/pill/pill.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { routes } from "../../../routes.ts"
import { Figure } from "../../desks/figures.tsx"
import type { OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { sourceName } from "../../source-name.ts"
import { wholeNumber } from "../../whole-number.ts"
import { RunState } from "./source-list.tsx"

const pageSize = 100
const filters = {
  see: ["refused", "withdrawn"],
  refused: ["refused"],
  withdrawn: ["withdrawn"],
  all: undefined,
} as const
type Filter = keyof typeof filters

export const runPage: OfficeHandler = async ({ db }, visit) => {
  const { page, viewer, query } = visit
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  const source = await sourceFor(db, run.sourceId, viewer.actor)
  const filter = filterFrom(query.get("show"))
  const after = wholeNumber(query.get("after"))
  const [{ records, next }, counts, overtaken] = await Promise.all([
    recordsOfRun(db, { runId: run.id, verdicts: filters[filter], limit: pageSize, after }),
    countRecords(db, run.id),
    isOvertaken(db, run),
  ])
  return { kind: "page", view: <RunView page={page} {...{ source, run, records, next, counts, filter, overtaken }} /> }
}

/** "They are really gone": the worker carries it out. */
export const confirmRunPage: OfficeHandler = async ({ db }, visit) => {
  const run = await runIn(db, visit)
  if (!run) return { kind: "none" }
  await confirmWaitingRun(db, run.id, { by: visit.viewer.actor, at: visit.now })
  return { kind: "see", to: routes.office(visit.language, `/sources/${run.sourceId}`), done: "confirmed" }
}

async function runIn(db: Parameters<typeof runById>[0], { params }: Visit): Promise<StoredRun | undefined> {
  const [id = "", runId = ""] = [params.id, params.run]
  if (!isUuid(id) || !isUuid(runId)) return undefined
  const run = await runById(db, runId)
  return run?.sourceId === id ? run : undefined
}

function filterFrom(text: string | null): Filter {
  return text !== null && Object.hasOwn(filters, text) ? (text as Filter) : "see"
}

interface Options {
  readonly page: OfficePage
  readonly source: StoredSource
  readonly run: StoredRun
  readonly records: readonly RunRecord[]
  readonly next?: number | undefined
  readonly counts: Readonly<Record<string, number>>
  readonly filter: Filter
  readonly overtaken: boolean
}

function RunView({ page, source, run, records, next, counts, filter, overtaken }: Options) {
  const words = adminMessages[page.language]
  const name = sourceName(source, page.language)
  const sourceHref = routes.office(page.language, `/sources/${source.id}`)
  const here = `${sourceHref}/runs/${run.id}`
  const waits = run.status === "needs-confirmation"
  return (
    <OfficeLayout
      page={page}
      title={words.reportOf(page.format.dateTime(run.startedAt))}
      lead={
        <>
          <RunState page={page} run={run} />
          {run.finishedAt && ` · ${page.format.duration(run.finishedAt.getTime() - run.startedAt.getTime())}`}
        </>
      }
    >
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: words.sources },
          { href: sourceHref, name: <Localised page={page} text={name} /> },
          { name: words.report },
        ]}
      />
      {waits && !overtaken && <Decision page={page} run={run} here={here} sourceHref={sourceHref} />}
      {waits && overtaken && (
        <Notice icon="info">
          <p>{words.overtaken}</p>
        </Notice>
      )}
      {run.reason && !waits && (
        <Notice tone="bad" icon="triangle-alert">
          <b>{textOf(stopTexts, run.reason.code, page.language) ?? run.reason.message}</b>
          <Details page={page} detail={run.reason.detail} />
        </Notice>
      )}
      <Counts page={page} run={run} />
      <div class="row spread records-h">
        <h2 class="h2">{words.records}</h2>
        <Filters page={page} here={here} filter={filter} counts={counts} />
      </div>
      {records.length === 0 ? (
        <p class="empty">{words.noRecords}</p>
      ) : (
        <Records page={page} records={records} waits={waits} />
      )}
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={`${here}?show=${filter}&after=${next}`}>
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

function Decision({
  page,
  run,
  here,
  sourceHref,
}: {
  page: OfficePage
  run: StoredRun
  here: string
  sourceHref: string
}) {
  const words = adminMessages[page.language]
  return (
    <Notice tone="warm" icon="triangle-alert">
      <b>{words.waits(page.format.number(run.planned.withdrawn))}</b>
      <p class="small">{words.waitsText}</p>
      <div class="row below">
        <PostButton page={page} action={sourceHref} fields={{ act: "run" }} kind="btn sm">
          {words.tryAgain}
        </PostButton>
        <a class="btn sm alt" href={`${here}?show=withdrawn`}>
          {words.showGone}
        </a>
        <PostButton page={page} action={here} kind="btn sm bad">
          {words.withdrawThem}
        </PostButton>
      </div>
    </Notice>
  )
}

function Details({ page, detail }: { page: OfficePage; detail: Readonly<Record<string, unknown>> | undefined }) {
  const entries = Object.entries(detail ?? {})
  if (entries.length === 0) return null
  return (
    <dl class="small" aria-label={adminMessages[page.language].details}>
      {entries.map(([name, value]) => (
        <div>
          <dt class="inline">
            <bdi dir="ltr">{name}</bdi>:
          </dt>{" "}
          <dd class="inline">
            <bdi dir="ltr">{String(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Counts({ page, run }: { page: OfficePage; run: StoredRun }) {
  const words = adminMessages[page.language]
  const waits = run.status === "needs-confirmation"
  const counts = waits ? run.planned : run.counts
  const { number } = page.format
  return (
    <dl class="g5 kpis">
      <Figure term={words.created} value={number(counts.created ?? 0)} />
      <Figure term={words.updated} value={number(counts.updated ?? 0)} />
      <Figure term={words.unchanged} value={number(counts.unchanged ?? 0)} />
      <Figure term={waits ? words.toWithdraw : words.withdrawn} value={number(counts.withdrawn ?? 0)} />
      <Figure term={words.refused} value={number(counts.refused ?? 0)} />
    </dl>
  )
}

function Filters({
  page,
  here,
  filter,
  counts,
}: { page: OfficePage; here: string } & Pick<Options, "filter" | "counts">) {
  const words = adminMessages[page.language]
  const count = (name: Filter) =>
    Object.entries(counts).reduce(
      (sum, [verdict, number]) => sum + (filters[name]?.some((one) => one === verdict) === false ? 0 : number),
      0,
    )
  const lines: readonly (readonly [Filter, string])[] = [
    ["see", words.toSee],
    ["refused", words.refused],
    ["withdrawn", words.withdrawn],
    ["all", words.all],
  ]
  return (
    <nav class="seg" aria-label={words.filterLabel}>
      {lines.map(([name, word]) => (
        <a href={`${here}?show=${name}`} {...(name === filter ? { "aria-current": "true" as const } : {})}>
          {word} <span class="num">{page.format.number(count(name))}</span>
        </a>
      ))}
    </nav>
  )
}

const tones = {
  created: "ok",
  updated: "info",
  unchanged: "info",
  withdrawn: "late",
  refused: "bad",
  skipped: "info",
} as const

function Records({ page, records, waits }: { page: OfficePage; records: readonly RunRecord[]; waits: boolean }) {
  const words = adminMessages[page.language]
  return (
    <ScrollRegion label={words.records} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.verdict}</th>
            <th scope="col">{words.record}</th>
            <th scope="col">{words.problem}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr>
              <td>
                <Pill tone={tones[record.verdict]}>
                  {waits && record.verdict === "withdrawn" ? words.wouldWithdraw : words.verdicts[record.verdict]}
                </Pill>
              </td>
              <th scope="row">
                <RecordName page={page} record={record} />
              </th>
              <td>
                {record.problems.length === 0 && record.verdict !== "withdrawn" && words.noProblem}
                {record.problems.map((problem) => (
                  <ProblemText page={page} problem={problem} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function RecordName({ page, record: { title, slug, remoteId } }: { page: OfficePage; record: RunRecord }) {
  const shown = inLanguage(title, page.language)
  const id = (
    <bdi dir="ltr" class="url">
      {remoteId}
    </bdi>
  )
  if (!slug || !shown) return id
  return (
    <>
      <a href={routes.dataset(page.language, slug)}>
        <Localised page={page} text={shown} />
      </a>
      <br />
      <small class="faint">{id}</small>
    </>
  )
}

function ProblemText({ page, problem: { code, field, value, message } }: { page: OfficePage; problem: Problem }) {
  const words = adminMessages[page.language]
  return (
    <p>
      {textOf(problemTexts, code, page.language) ?? message}
      <br />
      <small class="faint">
        {field && words.field(field)} {value && <bdi dir="auto">{value}</bdi>} <code dir="ltr">{code}</code>
      </small>
    </p>
  )
}

function textOf(
  texts: Readonly<Record<string, Readonly<Record<Language, string>>>>,
  code: string,
  language: Language,
): string | undefined {
  return Object.hasOwn(texts, code) ? texts[code]?.[language] : undefined
}
