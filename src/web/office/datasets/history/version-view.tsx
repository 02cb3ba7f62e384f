import type { HistoryEntry, OfficeDataset } from "../../../../catalogue/index.ts"
import { datasetFormMessages, historyMessages, inLanguage, reviewMessages } from "../../../../texts/index.ts"
import type { DiffLine } from "../../../components/diff/diff-line.tsx"
import { Sides } from "../../../components/diff/sides.tsx"
import { ErrorSummary, PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

interface Options {
  readonly page: OfficePage
  readonly office: OfficeDataset
  readonly entry: HistoryEntry
  /** From that version to what is kept now. */
  readonly lines: readonly DiffLine[]
  readonly mayRestore: boolean
  readonly refusal?: FormRefusal | undefined
}

export function VersionView({ page, office, entry, lines, mayRestore, refusal }: Options) {
  const words = historyMessages[page.language]
  const when = page.format.dateTime(entry.at)
  const title = inLanguage(office.document.facts.title, page.language)
  const to = (path: string) => routes.office(page.language, `/datasets/${office.id}${path}`)
  return (
    <OfficeLayout
      page={page}
      title={words.versionTitle(when)}
      lead={
        <a href={to("/history")}>
          {title ? <Localised page={page} text={title} /> : datasetFormMessages[page.language].untitled}
        </a>
      }
      actions={
        mayRestore && (
          <PostButton page={page} action={to(`/history/${entry.position}`)} kind="btn">
            {words.restore}
          </PostButton>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      {mayRestore && <p class="hint">{words.restoreHint}</p>}
      {lines.length === 0 ? (
        <p class="muted">{reviewMessages[page.language].noDifferences}</p>
      ) : (
        <Sides
          page={page}
          lines={lines}
          caption={words.comparedToNow}
          heads={{
            field: words.differences,
            before: words.versionTitle(when),
            after: words.current,
          }}
          absent={reviewMessages[page.language].absent}
        />
      )}
    </OfficeLayout>
  )
}
