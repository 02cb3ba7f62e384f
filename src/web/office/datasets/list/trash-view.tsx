import type { OfficeDataset, OfficeList } from "../../../../catalogue/index.ts"
import { inLanguage, officeDatasetMessages } from "../../../../texts/index.ts"
import { ErrorSummary, PostButton } from "../../../components/form/form.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { cursorToText } from "./list-query.ts"

interface Options {
  readonly page: OfficePage
  readonly found: OfficeList
  readonly mayPurge: boolean
}

export function TrashView({ page, found, mayPurge }: Options) {
  const words = officeDatasetMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.trash} lead={found.items.length > 0 ? words.trashHint : undefined}>
      {found.items.length === 0 && (
        <div class="empty">
          <h2>{words.trashEmpty}</h2>
          <p>{words.trashHint}</p>
        </div>
      )}
      <ul class="todo-l">
        {found.items.map((row) => {
          const title = inLanguage(row.title, page.language)
          const name = title?.text ?? words.untitled
          return (
            <li>
              <Icon name="archive" />
              <div>
                <b>{title ? <Localised page={page} text={title} /> : words.untitled}</b>
                <p class="small muted">
                  {row.trashedAt && page.format.ago(row.trashedAt, page.now)} ·{" "}
                  <bdi>{inLanguage(row.organization.name, page.language)?.text}</bdi>
                </p>
              </div>
              <span class="row">
                <PostButton page={page} action={routes.office(page.language, `/trash/${row.id}/restore`)}>
                  {words.restore}
                  <span class="sr"> {name}</span>
                </PostButton>
                {mayPurge && (
                  <a class="btn sm bad" href={routes.office(page.language, `/trash/${row.id}/purge`)}>
                    {words.purge}
                    <span class="sr"> {name}</span>
                  </a>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {found.next && (
        <p class="row pager">
          <a href={routes.office(page.language, "/trash", { after: cursorToText(found.next) })}>{words.next}</a>
        </p>
      )}
    </OfficeLayout>
  )
}

/** Asked once more: what is purged does not come back. */
export function PurgeView({
  page,
  office,
  refusal,
}: {
  page: OfficePage
  office: OfficeDataset
  refusal?: FormRefusal
}) {
  const words = officeDatasetMessages[page.language]
  const title = inLanguage(office.document.facts.title, page.language)?.text ?? words.untitled
  return (
    <OfficeLayout page={page} title={words.purgeTitle(title)}>
      <ErrorSummary page={page} refusal={refusal} />
      <p class="purge-text">{words.purgeText}</p>
      <p class="row">
        <PostButton page={page} action={routes.office(page.language, `/trash/${office.id}/purge`)} kind="btn bad">
          {words.purgeConfirm}
        </PostButton>
        <a class="btn alt" href={routes.office(page.language, "/trash")}>
          {words.back}
        </a>
      </p>
    </OfficeLayout>
  )
}
