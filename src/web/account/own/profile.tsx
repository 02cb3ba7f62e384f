import { beginEmailChange, changeProfile, finishEmailChange } from "../../../accounts/index.ts"
import { accountMessages, isLanguage, languageNames, languages, officeShellMessages } from "../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OpenRoute, OwnRoute, OwnVisit } from "../account-route.ts"
import { LinkInvalidView } from "../gate/link-invalid-view.tsx"
import { GateLayout } from "../gate-layout.tsx"
import { OwnLayout } from "../own-layout.tsx"
import { withProof } from "./prove.tsx"

export const profileRoute: OwnRoute = {
  path: "/account",
  async get(_context, { page }) {
    return { kind: "page", view: <ProfileView page={page} /> }
  },
  async post({ accounts }, { page, form, viewer, language }) {
    const name = form.get("name") ?? ""
    const chosen = form.get("language") ?? ""
    const spoken = isLanguage(chosen) ? chosen : viewer.account.language
    const tried = await attempt(() => changeProfile(accounts, { accountId: viewer.account.id, name, language: spoken }))
    if (tried.kind === "done") return { kind: "see", to: routes.account(language), done: "saved" }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: <ProfileView {...{ page, refusal }} name={name} /> }
  },
}

export const emailRoute: OwnRoute = {
  path: "/account/email",
  async get(_context, { language }) {
    return { kind: "see", to: routes.account(language) }
  },
  post: withProof(async ({ accounts }, { page, form, viewer, language, client }) => {
    const email = form.get("email") ?? ""
    const tried = await attempt(() => beginEmailChange(accounts, { session: viewer.session, email, client }))
    if (tried.kind === "done") return { kind: "see", to: routes.account(language), done: "email-change-sent" }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: <ProfileView {...{ page, refusal, email }} /> }
  }),
}

/** The page that the link sent to the new address opens, for whoever opens it. */
export const confirmEmailRoute: OpenRoute = {
  path: "/confirm-email",
  async get(_context, { page, query }) {
    return { kind: "page", view: <ConfirmEmailView page={page} token={query.get("token") ?? ""} /> }
  },
  async post({ accounts }, { page, form, viewer, language }) {
    const tried = await attempt(() => finishEmailChange(accounts, { token: form.get("token") ?? "" }))
    if (tried.kind === "refused") return { kind: "page", status: 410, view: <LinkInvalidView page={page} /> }
    return { kind: "see", to: viewer ? routes.account(language) : routes.signIn(language), done: "email-changed" }
  },
}

interface Model {
  readonly page: OwnVisit["page"]
  readonly name?: string
  readonly email?: string
  readonly refusal?: FormRefusal
}

function ProfileView({ page, name, email, refusal }: Model) {
  const words = accountMessages[page.language]
  const { account } = page.viewer
  return (
    <OwnLayout page={page} title={words.profile.title} refusal={refusal}>
      <div class="own">
        <Form page={page} action={routes.account(page.language)}>
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            dir="auto"
            autocomplete="name"
            maxLength={200}
            value={name ?? account.name}
            problem={problemAt(refusal, "name")}
          />
          <SelectField
            name="language"
            label={words.language}
            value={account.language}
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
          <button type="submit" class="btn">
            {officeShellMessages[page.language].save}
          </button>
        </Form>
        <section>
          <h2>{words.profile.emailTitle}</h2>
          <p class="muted small">{words.profile.emailText(account.email)}</p>
          <Form page={page} action={routes.account(page.language, "email")}>
            <TextField
              name="email"
              label={words.profile.newEmail}
              type="email"
              dir="ltr"
              autocomplete="email"
              maxLength={320}
              value={email}
              problem={problemAt(refusal, "email")}
            />
            <button type="submit" class="btn alt">
              {words.profile.emailSubmit}
            </button>
          </Form>
        </section>
      </div>
    </OwnLayout>
  )
}

function ConfirmEmailView({ page, token }: { page: AccountPage; token: string }) {
  const words = accountMessages[page.language].emailChange
  return (
    <GateLayout page={page} title={words.title} lead={words.text}>
      <Form page={page} action={`/${page.language}/confirm-email`}>
        <input type="hidden" name="token" value={token} />
        <button type="submit" class="btn full">
          {words.confirm}
        </button>
      </Form>
    </GateLayout>
  )
}
