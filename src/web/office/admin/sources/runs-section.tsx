/** The last runs of a source, drawn and listed. */
import type { StoredRun } from "../../../../harvest/index.ts"
import { adminMessages, sourceMessages } from "../../../../texts/index.ts"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { OfficePage } from "../../office-route.ts"
import { isCarriedOut, recordsRead, tookMs } from "./run-figures.ts"
import { RunState } from "./source-list.tsx"

const [width, height, base, tallest] = [760, 72, 70, 60] as const
const mostDrawn = 30

/** How many records each run read, the oldest first; the table below says the same. */
export function RunsChart({ page, runs }: { page: OfficePage; runs: readonly StoredRun[] }) {
  const own = sourceMessages[page.language]
  const drawn = runs.filter(({ status }) => status !== "running").slice(0, mostDrawn)
  const [first, last] = [drawn.at(-1), drawn[0]]
  if (drawn.length < 2 || !first || !last) return null
  const oldestFirst = drawn.toReversed()
  const most = Math.max(1, ...drawn.map(recordsRead))
  const done = drawn.filter(isCarriedOut).length
  const step = width / drawn.length
  return (
    <figure class="runs-chart">
      <svg
        class="cols"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={own.chartText(page.format.number(done), page.format.number(drawn.length - done))}
      >
        {oldestFirst.map((run, at) => (
          <Bar run={run} middle={at * step + step / 2} wide={Math.min(18, step * 0.7)} most={most} />
        ))}
        <path class="axis" d={`M0 ${base}.5H${width}`} />
      </svg>
      {/* Drawings run from left to right on every page. */}
      <p class="row spread small muted" dir="ltr">
        <bdi>{page.format.dayAndMonth(first.startedAt)}</bdi>
        <bdi>{page.format.dayAndMonth(last.startedAt)}</bdi>
      </p>
      <figcaption class="small muted">{own.chartLegend}</figcaption>
    </figure>
  )
}

function Bar({ run, middle, wide, most }: { run: StoredRun; middle: number; wide: number; most: number }) {
  if (!isCarriedOut(run)) return <path class="miss" d={`M${middle - 6} ${base - 8}l6-6 6 6-6 6z`} />
  const tall = Math.max(1, Math.round((recordsRead(run) / most) * tallest))
  return <rect class="bar" x={middle - wide / 2} y={base - tall} width={wide} height={tall} />
}

export function RunsTable({ page, here, runs }: { page: OfficePage; here: string; runs: readonly StoredRun[] }) {
  const [words, own] = [adminMessages[page.language], sourceMessages[page.language]]
  const figures = [own.recordsRead, words.created, words.updated, words.withdrawn, words.refused]
  return (
    <ScrollRegion label={words.runs}>
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">{words.started}</th>
            <th scope="col">{words.result}</th>
            <th scope="col">{own.mode}</th>
            <th scope="col">{words.took}</th>
            {figures.map((name) => (
              <th scope="col" class="n">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow page={page} here={here} run={run} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function RunRow({ page, here, run }: { page: OfficePage; here: string; run: StoredRun }) {
  const { number, dateTime, duration } = page.format
  const { counts } = run
  const ms = tookMs(run)
  const figures = [recordsRead(run), counts.created, counts.updated, counts.withdrawn, counts.refused]
  return (
    <tr>
      <th scope="row">
        <a href={`${here}/runs/${run.id}`}>{dateTime(run.startedAt)}</a>
      </th>
      <td>
        <RunState page={page} run={run} />
      </td>
      <td>{isCarriedOut(run) && <RunMode page={page} run={run} />}</td>
      <td>{ms === undefined ? "–" : duration(ms)}</td>
      {figures.map((figure) => (
        <td class="n">{number(figure ?? 0)}</td>
      ))}
    </tr>
  )
}

/** All of it, what changed, or nothing since nothing was new; and whether it went on after a cut. */
export function RunMode({ page, run: { mode, resumed } }: { page: OfficePage; run: StoredRun }) {
  const own = sourceMessages[page.language]
  return (
    <>
      {own.modes[mode]}
      {resumed && <span class="muted"> · {own.resumed}</span>}
    </>
  )
}
