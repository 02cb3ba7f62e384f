import { signIn, signOut } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import type { WebContext } from "../../context.ts"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { ownPath } from "../../session/own-path.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OpenRoute, OpenVisit, OwnRoute } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { afterSignIn } from "./after-sign-in.ts"
import { DemoAccounts } from "./demo-accounts.tsx"

export const signInRoute: OpenRoute = {
  path: "/sign-in",
  async get(context, { page, viewer, query, language }) {
    const next = ownPath(query.get("next"))
    if (viewer) return { kind: "see", to: next ?? routes.office(language) }
    return { kind: "page", view: <SignInView {...{ page, context, next }} /> }
  },
  async post(context, visit) {
    const { form, client, token, page } = visit
    const next = ownPath(form.get("next"))
    const email = form.get("email") ?? ""
    const missing = missingFields(page, form)
    if (missing)
      return { kind: "page", status: 422, view: <SignInView {...{ page, context, next, email }} refusal={missing} /> }
    const tried = await attempt(() =>
      signIn(context.accounts, {
        email,
        password: form.get("password") ?? "",
        client,
        ...(token ? { replaces: token } : {}),
      }),
    )
    if (tried.kind === "refused") {
      const refusal = accountRefusal(tried.refusal, page, accountMessages[page.language].signIn.refused)
      return { kind: "page", status: refusal.status, view: <SignInView {...{ page, context, next, email, refusal }} /> }
    }
    return afterSignIn(visit, tried.value, next)
  },
}

export const signOutRoute: OwnRoute = {
  path: "/sign-out",
  async post({ accounts }, { token, language }) {
    if (token) await signOut(accounts, { token })
    return { kind: "see", to: routes.signIn(language), done: "signed-out", session: "ended" }
  },
}

function missingFields({ language }: AccountPage, form: OpenVisit["form"]): FormRefusal | undefined {
  const words = accountMessages[language]
  const problems = [
    ...(form.get("email")?.includes("@") ? [] : [{ field: "email", text: words.signIn.noAt }]),
    ...(form.get("password") ? [] : [{ field: "password", text: words.signIn.noPassword }]),
  ]
  return problems.length > 0 ? { status: 422, problems } : undefined
}

interface Model {
  readonly page: AccountPage
  readonly context: WebContext
  readonly next?: string | undefined
  readonly email?: string
  readonly refusal?: FormRefusal | undefined
}

function SignInView({ page, context, next, email, refusal }: Model) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.signIn.title} lead={words.signIn.lead} refusal={refusal}>
      <Form page={page} action={routes.signIn(page.language)}>
        {next && <input type="hidden" name="next" value={next} />}
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
        <TextField
          name="password"
          label={words.password}
          type="password"
          dir="ltr"
          autocomplete="current-password"
          problem={problemAt(refusal, "password")}
          after={
            <p class="small after">
              <a href={routes.forgotten(page.language)}>{words.signIn.forgotten}</a>
            </p>
          }
        />
        <button type="submit" class="btn full">
          {words.signIn.title}
        </button>
      </Form>
      <p class="small muted below">
        {words.signIn.noAccount} <a href={routes.signUp(page.language)}>{words.signIn.create}</a>
      </p>
      <DemoAccounts page={page} accounts={context.demoAccounts} />
    </GateLayout>
  )
}
