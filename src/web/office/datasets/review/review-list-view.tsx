import type { OfficeRow } from "../../../../catalogue/index.ts"
import { inLanguage, officeDatasetMessages, reviewMessages } from "../../../../texts/index.ts"
import { Localised } from "../../../components/localised/localised.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

interface Options {
  readonly page: OfficePage
  readonly rows: readonly OfficeRow[]
  readonly people: ReadonlyMap<string, string>
}

/** What waits for the viewer's decision, the longest waiting last. */
export function ReviewListView({ page, rows, people }: Options) {
  const words = reviewMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.title} lead={rows.length > 0 ? words.waiting : undefined}>
      {rows.length === 0 && (
        <div class="empty">
          <h2>{words.nothing}</h2>
          <p>{words.nothingText}</p>
        </div>
      )}
      <ul class="todo-l">
        {rows.map((row) => {
          const title = inLanguage(row.title, page.language)
          const href = routes.office(page.language, `/datasets/${row.id}/review`)
          return (
            <li>
              <span class="st late">
                <span class="nq half" aria-hidden="true" />
              </span>
              <div>
                <a href={href}>
                  {title ? <Localised page={page} text={title} /> : officeDatasetMessages[page.language].untitled}
                </a>
                <p class="small muted">
                  {words.sentBy(
                    people.get(row.submittedBy ?? "") ?? words.somebody,
                    page.format.ago(row.touchedAt, page.now),
                  )}{" "}
                  · <bdi>{inLanguage(row.organization.name, page.language)?.text}</bdi>
                </p>
              </div>
              <a class="btn sm alt" href={href}>
                {words.open}
                <span class="sr"> {title?.text}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </OfficeLayout>
  )
}
