import { beginReset, finishReset, isResetLink, LinkInvalid, shortestPassword } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OpenRoute } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { afterSignIn } from "./after-sign-in.ts"
import { LinkInvalidView } from "./link-invalid-view.tsx"
import { MailSentView } from "./mail-sent-view.tsx"
import { NewPasswordField } from "./person-fields.tsx"

export const forgottenRoute: OpenRoute = {
  path: "/forgotten-password",
  async get(_context, { page }) {
    return { kind: "page", view: <ForgottenView page={page} /> }
  },
  async post({ accounts }, { page, form, client, language }) {
    const email = form.get("email") ?? ""
    const tried = await attempt(() => beginReset(accounts, { email, language, client }))
    if (tried.kind === "refused") {
      const refusal = accountRefusal(tried.refusal, page)
      return { kind: "page", status: refusal.status, view: <ForgottenView {...{ page, email, refusal }} /> }
    }
    const { signUp, reset } = accountMessages[language]
    return { kind: "page", view: <MailSentView page={page} title={signUp.sent} text={reset.sentText(email.trim())} /> }
  },
}

export const newPasswordRoute: OpenRoute = {
  path: "/new-password",
  async get({ accounts }, { page, query }) {
    const token = query.get("token") ?? ""
    if (!(await isResetLink(accounts, { token })))
      return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
    return { kind: "page", view: <NewPasswordView page={page} token={token} /> }
  },
  async post({ accounts }, visit) {
    const { page, form, client } = visit
    const token = form.get("token") ?? ""
    const password = form.get("password") ?? ""
    const tried = await attempt(() => finishReset(accounts, { token, password, client }))
    if (tried.kind === "done") return afterSignIn(visit, tried.value, undefined)
    if (tried.refusal instanceof LinkInvalid)
      return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: <NewPasswordView {...{ page, token, refusal }} /> }
  },
}

function ForgottenView({ page, email, refusal }: { page: AccountPage; email?: string; refusal?: FormRefusal }) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.reset.title} lead={words.reset.lead} refusal={refusal}>
      <Form page={page} action={routes.forgotten(page.language)}>
        <TextField
          name="email"
          label={words.email}
          type="email"
          dir="ltr"
          autocomplete="username"
          maxLength={320}
          value={email}
          problem={problemAt(refusal, "email")}
        />
        <button type="submit" class="btn full">
          {words.reset.submit}
        </button>
      </Form>
    </GateLayout>
  )
}

function NewPasswordView({ page, token, refusal }: { page: AccountPage; token: string; refusal?: FormRefusal }) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.reset.choose} lead={words.reset.chooseLead} refusal={refusal}>
      <Form page={page} action={`/${page.language}/new-password`}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField page={page} refusal={refusal} shortest={shortestPassword} label={words.newPassword} />
        <button type="submit" class="btn full">
          {words.reset.save}
        </button>
      </Form>
    </GateLayout>
  )
}
