import { type StoredRun, stopTexts } from "../../../../harvest/index.ts"
import { adminMessages, runMessages } from "../../../../texts/index.ts"
import { Facts } from "../../../components/facts/facts.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { safeUrl } from "../../../models/safe-url.ts"
import { Figure } from "../../desks/figures.tsx"
import type { OfficePage } from "../../office-route.ts"
import { textOf } from "./run-records.tsx"

/** When it began and ended, who asked for it, what was read. */
export function Course({ page, run }: { page: OfficePage; run: StoredRun }) {
  const words = runMessages[page.language]
  const took = durationOf(run)
  const isRead = run.status !== "failed" && run.status !== "interrupted" && run.status !== "running"
  return (
    <section class="run-course">
      <h2 class="h2">{words.course}</h2>
      <Facts
        rows={[
          [words.began, <Moment page={page} moment={run.startedAt} />],
          [words.ended, run.finishedAt ? <Moment page={page} moment={run.finishedAt} /> : words.notEnded],
          [words.took, took === undefined ? undefined : tookWords(page, took)],
          [words.asked, run.scheduled ? words.bySchedule : words.byPerson],
          [words.readHow, isRead ? words.modes[run.mode] : undefined],
          [words.live, run.live === undefined ? undefined : words.records(run.live)],
        ]}
      />
      {run.resumed && <p class="small muted">{words.resumed}</p>}
    </section>
  )
}

function Moment({ page, moment }: { page: OfficePage; moment: Date }) {
  return <time dateTime={moment.toISOString()}>{page.format.dateTime(moment)}</time>
}

/** By the clock that never jumps where it was taken. */
export function durationOf({ durationMs, startedAt, finishedAt }: StoredRun): number | undefined {
  return durationMs ?? (finishedAt && Math.max(0, finishedAt.getTime() - startedAt.getTime()))
}

export function tookWords(page: OfficePage, ms: number): string {
  return ms < 120_000 ? runMessages[page.language].seconds(Math.round(ms / 1000)) : page.format.duration(ms)
}

/** Why it ended before its end, and what to do. */
export function Reason({
  page,
  reason,
  sourceHref,
}: {
  page: OfficePage
  reason: NonNullable<StoredRun["reason"]>
  sourceHref: string
}) {
  return (
    <Notice tone="bad" icon="triangle-alert">
      <b>{textOf(stopTexts, reason.code, page.language) ?? reason.message}</b>
      <Details page={page} detail={reason.detail ?? {}} />
      {reason.code === "certificate-chain-incomplete" && (
        <p class="below">
          <a class="btn sm alt" href={`${sourceHref}/edit#certificates`}>
            {runMessages[page.language].addCertificate}
          </a>
        </p>
      )}
      <p class="tiny faint">
        <code dir="ltr">{reason.code}</code>
      </p>
    </Notice>
  )
}

/** Where in the source it was: its address, line, what was expected. */
function Details({ page, detail }: { page: OfficePage; detail: Readonly<Record<string, unknown>> }) {
  const names = runMessages[page.language].reasonDetails
  const rows = Object.entries(detail).filter(([, value]) => value !== null && value !== undefined)
  if (rows.length === 0) return null
  return (
    <dl class="small" aria-label={adminMessages[page.language].details}>
      {rows.map(([name, value]) => (
        <div>
          <dt class="inline">{names[name] ?? <bdi dir="ltr">{name}</bdi>}:</dt>{" "}
          <dd class="inline">
            <DetailValue value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function DetailValue({ value }: { value: unknown }) {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value)
  const href = safeUrl(text)
  const shown = (
    <bdi dir="auto" class="url">
      {text}
    </bdi>
  )
  return href ? <a href={href}>{shown}</a> : shown
}

/** As applied; of a run that waits, as it would be. What was planned is told where it came otherwise. */
export function Counts({ page, run }: { page: OfficePage; run: StoredRun }) {
  const words = adminMessages[page.language]
  const waits = run.status === "needs-confirmation"
  const counts = waits ? run.planned : run.counts
  const terms = [
    ["created", words.created],
    ["updated", words.updated],
    ["unchanged", words.unchanged],
    ["withdrawn", waits ? words.toWithdraw : words.withdrawn],
    ["refused", words.refused],
  ] as const
  return (
    <dl class="g5 kpis">
      {terms.map(([name, term]) => (
        <Figure term={term} value={page.format.number(counts[name] ?? 0)} detail={plannedWords(page, run, name)} />
      ))}
    </dl>
  )
}

function plannedWords(page: OfficePage, { status, planned, counts }: StoredRun, name: keyof StoredRun["counts"]) {
  const isApplied = status === "done" || status === "done-with-errors"
  if (!isApplied || (planned[name] ?? 0) === (counts[name] ?? 0)) return undefined
  return <small class="faint">{runMessages[page.language].planned(page.format.number(planned[name] ?? 0))}</small>
}
