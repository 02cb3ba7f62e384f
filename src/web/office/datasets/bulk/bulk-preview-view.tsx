import type { BulkRow, RefusedRow } from "../../../../catalogue/index.ts"
import { inLanguage, metadataTableMessages, officeDatasetMessages, reviewMessages } from "../../../../texts/index.ts"
import { Diff } from "../../../components/diff/diff.tsx"
import type { DiffLine } from "../../../components/diff/diff-line.tsx"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

interface Model {
  readonly page: OfficePage
  readonly action: string
  readonly rows: readonly (BulkRow & { readonly lines: readonly DiffLine[] })[]
  readonly willChange: number
  readonly unchanged: number
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
}

/** What a change would do, dataset by dataset; nothing is written yet. */
export function BulkPreviewView({ model }: { model: Model }) {
  const { page, action, rows, willChange, unchanged, refused, refusedCount } = model
  const words = officeDatasetMessages[page.language]
  const number = page.format.number
  return (
    <OfficeLayout
      page={page}
      title={words.previewTitle}
      lead={words.previewCounts(number(willChange), number(unchanged), number(refusedCount))}
      actions={
        <>
          <a class="btn alt" href={routes.office(page.language, "/datasets")}>
            {words.back}
          </a>
          {willChange > 0 && (
            <PostButton page={page} action={action} kind="btn">
              {words.applyTo(number(willChange))}
            </PostButton>
          )}
        </>
      }
    >
      {refused.length > 0 && (
        <ul class="stack-s f">
          {refused.map(({ id, title, refusal }) => (
            <li>
              <Status tone="bad">
                <bdi>{inLanguage(title, page.language)?.text ?? id}</bdi>: {refusedInWords(page, refusal.code)}
              </Status>
            </li>
          ))}
        </ul>
      )}
      <ul class="stack">
        {rows.map(({ title, lines, id }) => {
          const shown = inLanguage(title, page.language)
          return (
            <li>
              <b>{shown ? <Localised page={page} text={shown} /> : <bdi>{id}</bdi>}</b>
              {lines.length > 0 && <Diff page={page} lines={lines} />}
            </li>
          )
        })}
      </ul>
      {rows.length < willChange && <p class="muted">{words.andMore(number(willChange - rows.length))}</p>}
    </OfficeLayout>
  )
}

/** Why a line was not done, in the reader's language. */
export function refusedInWords({ language }: OfficePage, code: string): string {
  const { refusals } = metadataTableMessages[language]
  return refusals[code] ?? reviewMessages[language].refusals[code] ?? refusals.other ?? code
}
