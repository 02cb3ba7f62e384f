import { sourcePreviewMessages } from "../../../../../texts/index.ts"
import { Notice } from "../../../../components/notice/notice.tsx"
import { routes } from "../../../../routes.ts"
import type { OfficePage } from "../../../office-route.ts"
import { OfficeLayout } from "../../../shell/office-layout.tsx"
import { BackToForm, PreviewCrumbs, type PreviewSubject } from "./preview-view.tsx"

interface Options {
  readonly page: OfficePage
  readonly id: string
  readonly subject: PreviewSubject
  /** The browser asks again by itself; its reader may stop that (WCAG 2.2.1). */
  readonly refreshes: boolean
  readonly isLong: boolean
}

export function WaitingView({ page, id, subject, refreshes, isLong }: Options) {
  const words = sourcePreviewMessages[page.language]
  const here = `/sources/previews/${id}`
  const manually = refreshes ? {} : { refresh: "no" }
  return (
    <OfficeLayout page={page} title={words.previewTitle} lead={words.previewLead}>
      <PreviewCrumbs page={page} subject={subject} />
      <div role="status">
        <Notice icon="info" tone={isLong ? "warm" : "plain"}>
          <b>{words.reading}</b>
          <p>
            <bdi dir="ltr" class="url">
              {subject.url}
            </bdi>
          </p>
          <p class="small">{isLong ? words.readingLong : refreshes ? words.readingText : words.readingStill}</p>
        </Notice>
      </div>
      <div class="row">
        <a class="btn" href={routes.office(page.language, here, manually)}>
          {words.refresh}
        </a>
        {refreshes && (
          <a class="btn alt" href={routes.office(page.language, here, { refresh: "no" })}>
            {words.stopRefreshing}
          </a>
        )}
        <BackToForm page={page} id={id} subject={subject} />
      </div>
    </OfficeLayout>
  )
}
