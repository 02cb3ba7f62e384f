import {
  acceptInvitation,
  acceptInvitationAsNew,
  type OpenedInvitation,
  openedInvitation,
  shortestPassword,
} from "../../../accounts/index.ts"
import { accountMessages, inLanguage } from "../../../texts/index.ts"
import { Form } from "../../components/form/form.tsx"
import type { WebContext } from "../../context.ts"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountAnswer, AccountPage, OpenRoute, OpenVisit, OwnRoute } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { afterSignIn } from "./after-sign-in.ts"
import { LinkInvalidView } from "./link-invalid-view.tsx"
import { PersonFields } from "./person-fields.tsx"

/** What the link of an invitation opens: to accept as one is, to sign in first, or to open an account. */
export const invitationRoute: OpenRoute = {
  path: "/invitation",
  get: (context, visit) => show(context, visit, { token: visit.query.get("token") ?? "" }),
  async post(context, visit) {
    const { form, client, language, page } = visit
    const [token = "", name = "", password = ""] = ["token", "name", "password"].map((field) => form.get(field) ?? "")
    const person = { name, password, language }
    const tried = await attempt(() => acceptInvitationAsNew(context.accounts, { token, client, ...person }))
    if (tried.kind === "done") return afterSignIn(visit, tried.value, `${routes.office(language)}?done=joined`)
    return show(context, visit, { token, name, refusal: accountRefusal(tried.refusal, page) })
  },
}

export const acceptInvitationRoute: OwnRoute = {
  path: "/invitation/accept",
  async post(context, visit) {
    const { form, viewer, language, page } = visit
    const token = form.get("token") ?? ""
    const tried = await attempt(() => acceptInvitation(context.accounts, { token, accountId: viewer.account.id }))
    if (tried.kind === "done") return { kind: "see", to: routes.office(language), done: "joined" }
    return show(context, visit, { token, refusal: accountRefusal(tried.refusal, page) })
  },
}

interface Shown {
  readonly token: string
  readonly name?: string
  readonly refusal?: FormRefusal
}

async function show(context: WebContext, { page }: OpenVisit, shown: Shown): Promise<AccountAnswer> {
  const opened = await openedInvitation(context.accounts, { token: shown.token })
  if (!opened) return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
  const offer = await offerIn(context, page, opened)
  const status = shown.refusal?.status ?? 200
  return { kind: "page", status, view: <InvitationView {...{ page, opened, offer }} {...shown} /> }
}

async function offerIn({ directory }: WebContext, { language }: Page, { invitation }: OpenedInvitation) {
  const words = accountMessages[language]
  const { organizationId, role } = invitation
  if (!organizationId) return words.invitation.toPortal
  const body = (await directory.organizations()).byId.get(organizationId)
  return words.invitation.toBody(words.roles[role], (body && inLanguage(body.name, language)?.text) ?? "")
}

function InvitationView({
  page,
  opened,
  offer,
  ...shown
}: Shown & { page: AccountPage; opened: OpenedInvitation; offer: string }) {
  const words = accountMessages[page.language].invitation
  const { email } = opened.invitation
  return (
    <GateLayout page={page} title={words.title} lead={offer} refusal={shown.refusal}>
      <p class="small muted">{words.for(email)}</p>
      <WayIn {...{ page, opened, ...shown }} />
    </GateLayout>
  )
}

function WayIn({ page, opened, token, name = "", refusal }: Shown & { page: AccountPage; opened: OpenedInvitation }) {
  const words = accountMessages[page.language].invitation
  const { language, viewer } = page
  const { email } = opened.invitation
  if (viewer && viewer.account.email !== email) return <p class="note warm">{words.other(viewer.account.email)}</p>
  if (viewer)
    return (
      <Form page={page} action={`/${language}/invitation/accept`}>
        <input type="hidden" name="token" value={token} />
        <button type="submit" class="btn full">
          {words.accept}
        </button>
      </Form>
    )
  if (opened.hasAccount)
    return (
      <>
        <p>{words.signInFirst}</p>
        <p class="below">
          <a class="btn full" href={routes.signIn(language, { next: routes.invitation(language, token) })}>
            {words.signIn}
          </a>
        </p>
      </>
    )
  return (
    <Form page={page} action={`/${language}/invitation`}>
      <input type="hidden" name="token" value={token} />
      <p class="below">{words.newText}</p>
      <PersonFields page={page} email={email} name={name} refusal={refusal} shortest={shortestPassword} />
      <button type="submit" class="btn full">
        {words.create}
      </button>
    </Form>
  )
}
