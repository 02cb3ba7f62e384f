import { accountsByIds } from "../../../accounts/index.ts"
import { markRead, type Notice, noticeSentence, noticesOf, unreadCount } from "../../../notifications/index.ts"
import { isUuid } from "../../../platform/ids.ts"
import { noticeMessages } from "../../../texts/index.ts"
import { PostButton } from "../../components/form/form.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import { routes } from "../../routes.ts"
import type { OfficeHandler, OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { wholeNumber } from "../whole-number.ts"
import { noticePath } from "./notice-address.ts"

const pageSize = 30

export const noticesPage: OfficeHandler = async ({ db }, { page, viewer, query }) => {
  const unread = query.get("show") !== "all"
  const before = wholeNumber(query.get("before"), 15)
  const { notices, next } = await noticesOf(db, viewer.account.id, { limit: pageSize, before, unread })
  const people = await accountsByIds(
    db,
    notices.map(({ actor }) => actor),
  )
  const count = await unreadCount(db, viewer.account.id)
  return {
    kind: "page",
    view: <NoticesView page={page} {...{ notices, next, unread, count }} nameOf={(id) => people.get(id)?.name} />,
  }
}

/** Reads one and goes to what it is about, or reads those that were shown and comes back. */
export const readNotices: OfficeHandler = async ({ db }, { viewer, form, now, language }) => {
  const ids = form.getAll("id").filter(isUuid)
  await markRead(db, viewer.account.id, { ...(form.has("all") ? {} : { ids }), at: now })
  return { kind: "see", to: routes.office(language, "/notices"), done: "read" }
}

interface Options {
  readonly page: OfficePage
  readonly notices: readonly Notice[]
  readonly next?: number | undefined
  readonly unread: boolean
  readonly count: number
  readonly nameOf: (id: string) => string | undefined
}

function NoticesView({ page, notices, next, unread, count, nameOf }: Options) {
  const words = noticeMessages[page.language]
  const here = (query: Record<string, string>) => routes.office(page.language, "/notices", query)
  return (
    <OfficeLayout
      page={page}
      title={words.notices}
      lead={<a href={routes.office(page.language, "/notices/preferences")}>{words.preferences}</a>}
      actions={
        count > 0 && (
          <PostButton page={page} action={here({})} fields={{ all: "yes" }} kind="btn alt">
            {words.markAllRead}
          </PostButton>
        )
      }
    >
      <nav class="seg filter" aria-label={words.filter}>
        <a href={here({})} {...(unread ? { "aria-current": "true" as const } : {})}>
          {words.unread} {count > 0 && <span class="num">{page.format.number(count)}</span>}
        </a>
        <a href={here({ show: "all" })} {...(unread ? {} : { "aria-current": "true" as const })}>
          {words.all}
        </a>
      </nav>
      {notices.length === 0 ? (
        <p class="empty">{unread ? words.noneUnread : words.none}</p>
      ) : (
        <ul class="notices">
          {notices.map((notice) => (
            <NoticeLine page={page} notice={notice} name={nameOf(notice.actor)} />
          ))}
        </ul>
      )}
      {next && (
        <p class="next">
          <a class="btn alt" href={here({ ...(unread ? {} : { show: "all" }), before: String(next) })}>
            {words.older}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

function NoticeLine({ page, notice, name }: { page: OfficePage; notice: Notice; name: string | undefined }) {
  const words = noticeMessages[page.language]
  const sentence = noticeSentence(notice, page.language)
  return (
    <li>
      <span class={notice.readAt ? "st" : "st info"} aria-hidden="true">
        <span class={notice.readAt ? "nq hollow" : "nq"} />
      </span>
      <div class={notice.readAt ? undefined : "new"}>
        <a href={noticePath(page.language, notice)}>{sentence}</a>{" "}
        {!notice.readAt && <Pill tone="info">{words.isNew}</Pill>}
        <p class="small muted">
          {name ? words.by(name) : words.bySystem} ·{" "}
          <time dateTime={notice.createdAt.toISOString()}>{page.format.ago(notice.createdAt, page.now)}</time>
        </p>
      </div>
      {!notice.readAt && (
        <PostButton page={page} action={routes.office(page.language, "/notices")} fields={{ id: notice.id }}>
          {words.markRead}
          <span class="sr">: {sentence}</span>
        </PostButton>
      )}
    </li>
  )
}
