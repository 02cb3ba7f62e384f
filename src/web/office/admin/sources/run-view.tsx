import { type RunRecord, type StoredRun, type StoredSource, stopTexts } from "../../../../harvest/index.ts"
import { adminMessages } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import { Figure } from "../../desks/figures.tsx"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { Records, textOf } from "./run-records.tsx"
import { RunState } from "./source-list.tsx"

export type Filter = keyof typeof filters

export const filters = {
  see: ["refused", "withdrawn"],
  refused: ["refused"],
  withdrawn: ["withdrawn"],
  all: undefined,
} as const

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

export function RunView({ page, source, run, records, next, counts, filter, overtaken }: Options) {
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
