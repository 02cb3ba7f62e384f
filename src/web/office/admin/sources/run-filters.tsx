import type { ProblemKind, ReportFilter, StoredRun } from "../../../../harvest/index.ts"
import { adminMessages, runMessages } from "../../../../texts/index.ts"
import type { OfficePage } from "../../office-route.ts"

/** Which records are shown. */
export interface Chosen {
  readonly show: Show
  /** Only those with this problem. */
  readonly problem?: string
}

const verdicts = ["created", "updated", "withdrawn", "refused", "skipped"] as const
const shows = ["problems", ...verdicts, "all"] as const
type Show = (typeof shows)[number]

export function chosenIn(query: URLSearchParams, run: StoredRun, kinds: readonly ProblemKind[]): Chosen {
  const show = shows.find((one) => one === query.get("show"))
  const problem = query.get("problem")
  if (problem) return { show: show ?? "all", problem: problem.slice(0, 100).replaceAll("\0", "") }
  return show ? { show } : firstChoice(run, kinds)
}

/** What a person came for: of a run that waits, what would go; else what is to be mended. */
function firstChoice({ status, reason }: StoredRun, kinds: readonly ProblemKind[]): Chosen {
  if (status === "needs-confirmation")
    return reason?.code === "files-disappear" ? { show: "all", problem: "files-gone" } : { show: "withdrawn" }
  return { show: kinds.length > 0 ? "problems" : "all" }
}

export function filterOf({ show, problem }: Chosen): ReportFilter {
  const code = problem === undefined ? {} : { code: problem }
  if (show === "all") return code
  return show === "problems" ? { ...code, withProblems: true } : { ...code, verdicts: [show] }
}

export function queryOf({ show, problem }: Chosen): Readonly<Record<string, string>> {
  return { show, ...(problem === undefined ? {} : { problem }) }
}

interface Options {
  readonly page: OfficePage
  readonly chosen: Chosen
  readonly counts: Readonly<Record<string, number>>
  readonly waits: boolean
  readonly hrefOf: (chosen: Chosen) => string
}

export function Filters({ page, chosen, counts, waits, hrefOf }: Options) {
  const words = runMessages[page.language]
  const admin = adminMessages[page.language]
  const names: Readonly<Record<Show, string>> = {
    ...{ problems: words.withProblems, created: admin.created, updated: admin.updated },
    ...{ withdrawn: waits ? admin.toWithdraw : admin.withdrawn, refused: admin.refused },
    ...{ skipped: words.left, all: admin.all },
  }
  const isOffered = (show: Show) => show === "all" || show === "problems" || show === chosen.show || counts[show]
  return (
    <nav class="seg filter" aria-label={admin.filterLabel}>
      {shows.filter(isOffered).map((show) => (
        <a href={hrefOf({ show })} {...(isShown(chosen, show) ? { "aria-current": "true" as const } : {})}>
          {names[show]} {counts[show] !== undefined && <span class="num">{page.format.number(counts[show])}</span>}
        </a>
      ))}
    </nav>
  )
}

function isShown(chosen: Chosen, show: Show): boolean {
  return chosen.problem === undefined && chosen.show === show
}
