import { inLanguage, listMessages } from "../../../../texts/index.ts"
import type { EditableEntry, EditableList } from "../../../../vocabulary/index.ts"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { nameOf } from "./entry-name.ts"
import { isOrdered } from "./order-view.tsx"

interface ListOptions {
  readonly page: OfficePage
  readonly list: EditableList
  readonly entries: readonly EditableEntry[]
  readonly q: string
  readonly next?: number | undefined
}

export function ListView({ page, list, entries, q, next }: ListOptions) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/lists/${list}`)
  return (
    <OfficeLayout
      page={page}
      title={words.lists[list]}
      lead={words.leads[list]}
      actions={
        <>
          {isOrdered(list) && (
            <a class="btn alt" href={`${here}?order=yes`}>
              {words.order}
            </a>
          )}
          <a class="btn" href={`${here}/new`}>
            <Icon name="plus" />
            {words.add[list]}
          </a>
        </>
      }
    >
      <form method="get" action={here} class="find line">
        <label class="sr" for="list-q">
          {words.search}
        </label>
        <input id="list-q" name="q" type="search" value={q} placeholder={words.search} />
        <button type="submit" class="btn">
          {words.searchButton}
        </button>
      </form>
      {entries.length === 0 && <p class="empty">{words.none}</p>}
      <ul class="ruled">
        {entries.map((entry) => {
          const name = inLanguage(nameOf(entry), page.language)
          return (
            <li>
              <div>
                <a href={`${here}/${encodeURIComponent(entry.code)}`}>
                  {name ? <Localised page={page} text={name} /> : entry.code}
                </a>{" "}
                <code dir="ltr" class="faint">
                  {entry.code}
                </code>
              </div>
              {entry.retiredAt && <Status tone="plain">{words.retired}</Status>}
            </li>
          )
        })}
      </ul>
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={routes.office(page.language, `/lists/${list}`, { q, from: String(next) })}>
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}
