import { passSecondFactor, SignInRefused } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { ownPath } from "../../session/own-path.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OpenRoute } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { afterSignIn } from "./after-sign-in.ts"

/** The second factor, after the password was right. */
export const codeRoute: OpenRoute = {
  path: "/sign-in/code",
  async get(_context, { page, viewer, token, query, language }) {
    const next = ownPath(query.get("next"))
    if (viewer) return { kind: "see", to: next ?? routes.office(language) }
    if (!token) return { kind: "see", to: routes.signIn(language, next ? { next } : {}) }
    return { kind: "page", view: <CodeView page={page} next={next} /> }
  },
  async post({ accounts }, visit) {
    const { page, form, client, token, language } = visit
    const next = ownPath(form.get("next"))
    const code = form.get("code") ?? ""
    const tried = await attempt(() => passSecondFactor(accounts, { token: token ?? "", code, client }))
    if (tried.kind === "done") return afterSignIn(visit, tried.value, next)
    // The wait for the code was too long: from the beginning.
    if (tried.refusal instanceof SignInRefused)
      return { kind: "see", to: routes.signIn(language, next ? { next } : {}), session: "ended" }
    const { status, text = "" } = accountRefusal(tried.refusal, page)
    const refusal = { status, problems: [{ field: "code", text }] }
    return { kind: "page", status, view: <CodeView {...{ page, next, refusal }} /> }
  },
}

function CodeView({ page, next, refusal }: { page: AccountPage; next?: string | undefined; refusal?: FormRefusal }) {
  const words = accountMessages[page.language].code
  return (
    <GateLayout page={page} title={words.title} lead={words.lead} refusal={refusal}>
      <Form page={page} action={routes.signInCode(page.language)}>
        {next && <input type="hidden" name="next" value={next} />}
        <TextField
          name="code"
          label={words.label}
          hint={words.hint}
          dir="ltr"
          autocomplete="one-time-code"
          maxLength={64}
          spellcheck={false}
          problem={problemAt(refusal, "code")}
        />
        <button type="submit" class="btn full">
          {words.submit}
        </button>
      </Form>
      <p class="small below">
        <a href={routes.signIn(page.language, next ? { next } : {})}>{words.restart}</a>
      </p>
    </GateLayout>
  )
}
