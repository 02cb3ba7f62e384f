import { readUnsubscribeToken, UnsubscribeLinkInvalid, unsubscribe } from "../../../notifications/index.ts"
import { noticeMessages } from "../../../texts/index.ts"
import type { AccountPage, OpenRoute, OpenVisit } from "../../account/account-route.ts"
import { GateLayout } from "../../account/gate-layout.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"

/** The link at the foot of a mail: says what it stops, and stops it by a button (mail programs open links by themselves). */
export const unsubscribeRoute: OpenRoute = {
  path: "/unsubscribe/:token",
  async get({ db }, visit) {
    const read = await attempt(() => readUnsubscribeToken(db, tokenOf(visit)))
    if (read.kind === "refused") return invalid(visit.page, read.refusal)
    const words = noticeMessages[visit.language]
    const { topic } = read.value
    const said = topic === "all" ? words.unsubscribe.all : words.unsubscribe.topic(words.topics[topic])
    return {
      kind: "page",
      view: (
        <GateLayout page={visit.page} title={words.unsubscribe.title} lead={said}>
          <Form page={visit.page}>
            <button type="submit" class="btn">
              {words.unsubscribe.button}
            </button>
          </Form>
        </GateLayout>
      ),
    }
  },
  async post({ db }, visit) {
    const done = await attempt(() => unsubscribe(db, tokenOf(visit)))
    if (done.kind === "refused") return invalid(visit.page, done.refusal)
    const words = noticeMessages[visit.language].unsubscribe
    return { kind: "page", view: <GateLayout page={visit.page} title={words.title} lead={words.done} /> }
  },
}

// A token has no characters that an address would escape.
function tokenOf({ page }: OpenVisit): string {
  return page.address.split("?", 1)[0]?.split("/").at(-1) ?? ""
}

function invalid(page: AccountPage, refusal: Error) {
  if (!(refusal instanceof UnsubscribeLinkInvalid)) throw refusal
  const words = noticeMessages[page.language].unsubscribe
  return {
    kind: "page" as const,
    status: refusal.status,
    view: <GateLayout page={page} title={words.title} lead={words.invalid} />,
  }
}
