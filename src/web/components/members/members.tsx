import { type ShownText, seriesMessages } from "../../../texts/index.ts"
import type { MemberList } from "../../models/members.ts"
import type { Page } from "../../page.ts"
import { Icon } from "../icon/icon.tsx"
import { RecordList } from "../record-list/record-list.tsx"

interface Options {
  readonly page: Page
  readonly title: string
  readonly none: string
  readonly members: MemberList
  /** Said above already: named again only beside datasets of others. */
  readonly publisher: ShownText
}

/** The datasets of a series or of a service, the freshest first, a page at a time. */
export function MembersSection({ page, title, none, members, publisher }: Options) {
  const words = seriesMessages[page.language]
  const { records, olderHref, freshestHref } = members
  const severalPublishers = records.some((record) => record.publisher.text !== publisher.text)
  return (
    <section>
      <div class="sec-h">
        <h2>{title}</h2>
        {records.length > 1 && <span class="small muted">{words.freshestFirst}</span>}
      </div>
      {records.length > 0 ? (
        <RecordList page={page} records={records} withPublisher={severalPublishers} />
      ) : (
        <p class="muted">{none}</p>
      )}
      {(olderHref || freshestHref) && (
        <nav class="pager" aria-label={title}>
          {freshestHref && (
            <a href={freshestHref}>
              <Icon name="chevron-left" flip />
              {words.freshest}
            </a>
          )}
          {olderHref && (
            <a href={olderHref} rel="next nofollow">
              {words.older}
              <Icon name="chevron-right" flip />
            </a>
          )}
        </nav>
      )}
    </section>
  )
}
