import { endSessions, type Session, sessionsOf } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { PostButton } from "../../components/form/form.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import { routes } from "../../routes.ts"
import type { OwnRoute, OwnVisit } from "../account-route.ts"
import { OwnLayout } from "../own-layout.tsx"

export const sessionsRoute: OwnRoute = {
  path: "/account/sessions",
  async get({ accounts }, { page, viewer, now }) {
    const sessions = await sessionsOf(accounts.db, { accountId: viewer.account.id, now })
    return { kind: "page", view: <SessionsView page={page} sessions={sessions} now={now} /> }
  },
  async post({ accounts }, { form, viewer, language }) {
    const accountId = viewer.account.id
    const id = form.has("id") ? postedId(form) : undefined
    const which = id ? { id } : { except: viewer.session.id }
    // One that ended meanwhile has what was asked for.
    await attempt(() => endSessions(accounts, { accountId, ...which }))
    const own = id === viewer.session.id
    return {
      kind: "see",
      to: own ? routes.signIn(language) : routes.account(language, "sessions"),
      done: own ? "signed-out" : "session-ended",
      ...(own ? { session: "ended" as const } : {}),
    }
  },
}

function SessionsView({ page, sessions, now }: { page: OwnVisit["page"]; sessions: readonly Session[]; now: Date }) {
  const words = accountMessages[page.language].sessions
  const action = routes.account(page.language, "sessions")
  const present = page.viewer.session.id
  return (
    <OwnLayout
      page={page}
      title={words.title}
      lead={words.lead}
      actions={
        sessions.length > 1 && (
          <PostButton page={page} action={action} kind="btn alt">
            {words.endOthers}
          </PostButton>
        )
      }
    >
      <ScrollRegion label={words.title} kind="stacked">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.device}</th>
              <th scope="col">{words.network}</th>
              <th scope="col">{words.since}</th>
              <th scope="col">{words.lastUsed}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <th scope="row">
                  <bdi>{session.device || words.unknown}</bdi>{" "}
                  {session.id === present && <Pill tone="ok">{words.present}</Pill>}
                </th>
                <td>
                  <bdi dir="ltr">{session.network}</bdi>
                </td>
                <td>{page.format.dateTime(session.createdAt)}</td>
                <td>{page.format.ago(session.lastUsedAt, now)}</td>
                <td>
                  <PostButton page={page} action={action} fields={{ id: session.id }}>
                    {words.end}
                    <span class="sr"> {session.device || words.unknown}</span>
                  </PostButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </OwnLayout>
  )
}
