import { type HealthVerdict, healthSentence, type SourceHealth, type StoredSource } from "../../../../harvest/index.ts"
import { healthMessages, sourceMessages } from "../../../../texts/index.ts"
import { Status, type Tone } from "../../../components/status/status.tsx"
import type { OfficePage } from "../../office-route.ts"

const tones: Readonly<Record<HealthVerdict, Tone>> = {
  ok: "ok",
  new: "plain",
  off: "plain",
  down: "bad",
  waiting: "late",
  failing: "late",
  stale: "late",
  shrinking: "late",
  slow: "late",
}

/** How the source fares, since when, and what to do. */
export function HealthSection({
  page,
  source,
  health,
}: {
  page: OfficePage
  source: StoredSource
  health: SourceHealth
}) {
  const [words, own] = [healthMessages[page.language], sourceMessages[page.language]]
  const { findings } = health
  return (
    <section aria-labelledby="health" class="health">
      <h2 class="h2" id="health">
        {words.health}
      </h2>
      {findings.length === 0 ? (
        <p>
          <Status tone="ok">{words.ok}</Status>
        </p>
      ) : (
        <ul class="stack-s">
          {findings.map((finding) => (
            <li>
              <Status tone={tones[finding.kind]}>
                <b>{words.verdicts[finding.kind]}</b>
                {/* biome-ignore lint/complexity/noUselessFragments: the sentence follows its word. */}
                <> {healthSentence(finding, page.language)}</>
              </Status>
            </li>
          ))}
        </ul>
      )}
      <dl class="row moments">
        <Moment page={page} term={own.lastGood} iso={source.lastReadAt} />
        <Moment page={page} term={own.lastFull} iso={source.lastCompleteAt} />
      </dl>
      {source.fullDueSince && source.lastReadAt && <p class="small muted">{own.fullDue}</p>}
    </section>
  )
}

/** One word for a list. */
export function HealthWord({ page, verdict }: { page: OfficePage; verdict: HealthVerdict }) {
  return <Status tone={tones[verdict]}>{healthMessages[page.language].verdicts[verdict]}</Status>
}

function Moment({ page, term, iso }: { page: OfficePage; term: string; iso: string | undefined }) {
  const absent = sourceMessages[page.language].notYet
  return (
    <div>
      <dt class="small muted">{term}</dt>
      <dd>{iso ? <time dateTime={iso}>{page.format.dateTime(new Date(iso))}</time> : absent}</dd>
    </div>
  )
}
