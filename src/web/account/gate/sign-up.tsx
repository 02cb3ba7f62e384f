import { beginSignUp, finishSignUp, LinkInvalid, shortestPassword, signUpAddress } from "../../../accounts/index.ts"
import { accountMessages, editorialMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountAnswer, AccountPage, OpenRoute } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { afterSignIn } from "./after-sign-in.ts"
import { LinkInvalidView } from "./link-invalid-view.tsx"
import { MailSentView } from "./mail-sent-view.tsx"
import { PersonFields } from "./person-fields.tsx"

export const signUpRoute: OpenRoute = {
  path: "/sign-up",
  async get({ editorial }, { page, viewer, language }) {
    if (viewer) return { kind: "see", to: routes.account(language) }
    if (!(await editorial.current()).settings.openSignUp) return closed(page)
    return { kind: "page", view: <SignUpView page={page} /> }
  },
  async post({ accounts, editorial }, { page, form, client, language }) {
    if (!(await editorial.current()).settings.openSignUp) return closed(page)
    const email = form.get("email") ?? ""
    const tried = await attempt(() => beginSignUp(accounts, { email, language, client }))
    if (tried.kind === "refused") {
      const refusal = accountRefusal(tried.refusal, page)
      return { kind: "page", status: refusal.status, view: <SignUpView {...{ page, email, refusal }} /> }
    }
    const words = accountMessages[language].signUp
    return { kind: "page", view: <MailSentView page={page} title={words.sent} text={words.sentText(email.trim())} /> }
  },
}

/** Administrators may leave accounts to invitations. */
function closed(page: AccountPage): AccountAnswer {
  const words = editorialMessages[page.language].signUpClosed
  return { kind: "page", status: 403, view: <GateLayout page={page} title={words.title} lead={words.text} /> }
}

/** The page that the link of the mail opens. */
export const completeSignUpRoute: OpenRoute = {
  path: "/sign-up/complete",
  async get({ accounts }, { page, query }) {
    const token = query.get("token") ?? ""
    const email = await signUpAddress(accounts, { token })
    if (!email) return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
    return { kind: "page", view: <CompleteView {...{ page, token, email }} /> }
  },
  async post({ accounts }, visit) {
    const { page, form, client, language } = visit
    const [token = "", name = "", password = ""] = ["token", "name", "password"].map((field) => form.get(field) ?? "")
    const tried = await attempt(() => finishSignUp(accounts, { token, name, password, language, client }))
    if (tried.kind === "done") return afterSignIn(visit, tried.value, routes.account(language))
    const email = tried.refusal instanceof LinkInvalid ? undefined : await signUpAddress(accounts, { token })
    if (!email) return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: <CompleteView {...{ page, token, email, name, refusal }} /> }
  },
}

function SignUpView({ page, email, refusal }: { page: AccountPage; email?: string; refusal?: FormRefusal }) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.signUp.title} lead={words.signUp.lead} refusal={refusal}>
      <Form page={page} action={routes.signUp(page.language)}>
        <TextField
          name="email"
          label={words.email}
          type="email"
          dir="ltr"
          autocomplete="email"
          maxLength={320}
          value={email}
          problem={problemAt(refusal, "email")}
        />
        <button type="submit" class="btn full">
          {words.signUp.submit}
        </button>
      </Form>
      <p class="small muted below">
        {words.signUp.have} <a href={routes.signIn(page.language)}>{words.signIn.title}</a>
      </p>
    </GateLayout>
  )
}

interface Completing {
  readonly page: AccountPage
  readonly token: string
  readonly email: string
  readonly name?: string
  readonly refusal?: FormRefusal
}

function CompleteView({ page, token, email, name = "", refusal }: Completing) {
  const words = accountMessages[page.language].signUp
  return (
    <GateLayout page={page} title={words.complete} lead={words.completeLead(email)} refusal={refusal}>
      <Form page={page} action={`/${page.language}/sign-up/complete`}>
        <input type="hidden" name="token" value={token} />
        <PersonFields page={page} email={email} name={name} refusal={refusal} shortest={shortestPassword} />
        <button type="submit" class="btn full">
          {words.create}
        </button>
      </Form>
    </GateLayout>
  )
}
