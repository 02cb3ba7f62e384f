import { datasetMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import type { HistoryLine } from "./dataset-model.ts"

/** Dates, then what happened, in plain words. */
export function History({ page, lines }: { page: Page; lines: readonly HistoryLine[] }) {
  const words = datasetMessages[page.language]
  if (lines.length === 0) return <p class="muted">{words.historyEmpty}</p>
  return (
    <ol class="tl">
      {lines.map(({ at, kind, fields, versionsHref }, index) => {
        const named = fields.flatMap((field) => words.fields[field] ?? [])
        return (
          <li class={index === 0 ? "now" : undefined}>
            <time dateTime={at.toISOString()}>{page.format.date(at.toISOString())}</time>
            <h3>{words.historyKinds[kind] ?? words.historyKinds.other}</h3>
            {kind === "updated" && named.length > 0 && (
              <p class="small muted">{words.changedFields(page.format.list(named))}</p>
            )}
            {versionsHref && (
              <p class="small">
                <a href={versionsHref}>{words.tableVersions}</a>
              </p>
            )}
          </li>
        )
      })}
    </ol>
  )
}
