import { signIn, signOut } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { ownPath } from "../../session/own-path.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OpenRoute, OpenVisit, OwnRoute } from "../account-route.ts"
import { afterSignIn } from "./after-sign-in.ts"
import { SignInView } from "./sign-in-view.tsx"

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
