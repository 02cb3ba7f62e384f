import { datasetMessages, type ShownText } from "../../../texts/index.ts"
import type { Freshness } from "../../models/freshness.ts"
import type { Page } from "../../page.ts"
import { Localised } from "../localised/localised.tsx"
import { Status, type Tone } from "../status/status.tsx"

const tones: Readonly<Record<Freshness["kind"], Tone>> = {
  "on-time": "ok",
  late: "late",
  "no-rhythm": "plain",
  closed: "plain",
  unknown: "plain",
  "no-date": "plain",
}

/** "◆ On schedule, monthly", "⬖ 41 days late". */
export function FreshnessStatus({
  page,
  freshness,
  rhythm,
}: {
  page: Page
  freshness: Freshness
  rhythm?: ShownText | undefined
}) {
  return (
    <Status tone={tones[freshness.kind]}>
      {freshnessWords(page, freshness)}
      {rhythm && (freshness.kind === "on-time" || freshness.kind === "late") && (
        <span class="rhythm">
          {page.language === "ar" ? "، " : ", "}
          <Localised page={page} text={{ ...rhythm, text: rhythm.text.toLocaleLowerCase(page.language) }} />
        </span>
      )}
    </Status>
  )
}

export function freshnessWords(page: Page, freshness: Freshness): string {
  const words = datasetMessages[page.language].freshness
  switch (freshness.kind) {
    case "on-time":
      return words.onTime
    case "late":
      return words.late(page.format.duration(freshness.lateMs))
    case "no-rhythm":
      return words.noRhythm
    case "closed":
      return words.closed
    case "unknown":
      return words.unknown
    case "no-date":
      return words.noDate
  }
}

const width = 300
const start = 6
const end = 294

/**
 * A line from the last update to the day the next is due, and the present on it. Time runs left to right in all
 * languages; the words beside it say the same, so it is hidden from screen readers.
 */
export function FreshnessLine({ page, updated, dueAt }: { page: Page; updated: string; dueAt: Date }) {
  const from = Date.parse(updated)
  const now = page.now.getTime()
  const to = Math.max(dueAt.getTime(), now)
  const at = (moment: number) => Math.round(start + ((moment - from) / Math.max(1, to - from)) * (end - start))
  const late = now > dueAt.getTime()
  const present = Math.max(start, Math.min(end, at(now)))
  return (
    <svg class={late ? "due late" : "due"} viewBox={`0 0 ${width} 22`} aria-hidden="true">
      <path class="axis" d={`M${start} 11H${end}`} />
      <path class="run" d={`M${start} 11H${late ? at(dueAt.getTime()) : present}`} />
      {late && <path class="over" d={`M${at(dueAt.getTime())} 11H${present}`} />}
      <path class="dot" d={`M${start - 5} 11l5-5 5 5-5 5z`} />
      <path class="end" d={`M${at(dueAt.getTime()) - 5} 11l5-5 5 5-5 5z`} />
      <path class="now" d={`M${present - 7} 11l7-7 7 7-7 7z`} />
    </svg>
  )
}
