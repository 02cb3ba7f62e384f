import {
  changePassword,
  recoveryCodesLeft,
  removeOwnSecondFactor,
  renewRecoveryCodes,
  shortestPassword,
} from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { Status } from "../../components/status/status.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountAnswer, OwnRoute, OwnVisit } from "../account-route.ts"
import { NewPasswordField } from "../gate/person-fields.tsx"
import { OwnLayout } from "../own-layout.tsx"
import { showCodes } from "./shown-once.ts"

/** Password and second factor; each form of the page says which act it asks for. */
export const securityRoute: OwnRoute = {
  path: "/account/security",
  async get({ accounts }, visit) {
    return { kind: "page", view: await securityView(accounts.db, visit) }
  },
  async post({ accounts }, visit) {
    const { page, form, viewer, client, language } = visit
    const { session } = viewer
    const field = (name: string) => form.get(name) ?? ""
    const to = routes.account(language, "security")
    const act = field("act")
    const tried = await attempt(async (): Promise<AccountAnswer> => {
      if (act === "remove-factor") {
        await removeOwnSecondFactor(accounts, { session, password: field("own-password"), code: field("code"), client })
        return { kind: "see", to, done: "factor-removed" }
      }
      if (act === "renew-codes") {
        const codes = await renewRecoveryCodes(accounts, { session, code: field("renew-code") })
        return { kind: "see", to: routes.account(language, "second-factor"), showOnce: showCodes(codes) }
      }
      await changePassword(accounts, { session, present: field("present"), password: field("password"), client })
      return { kind: "see", to, done: "password-changed" }
    })
    if (tried.kind === "done") return tried.value
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: await securityView(accounts.db, visit, refusal) }
  },
}

async function securityView(
  db: Parameters<typeof recoveryCodesLeft>[0],
  { page, viewer }: OwnVisit,
  refusal?: FormRefusal,
) {
  const codesLeft = viewer.account.hasSecondFactor ? await recoveryCodesLeft(db, viewer.account.id) : 0
  return <SecurityView {...{ page, codesLeft, refusal }} />
}

interface Model {
  readonly page: OwnVisit["page"]
  readonly codesLeft: number
  readonly refusal?: FormRefusal | undefined
}

function SecurityView({ page, codesLeft, refusal }: Model) {
  const words = accountMessages[page.language]
  const { account } = page.viewer
  return (
    <OwnLayout page={page} title={words.security.title} refusal={refusal}>
      <div class="own">
        {account.hasPassword ? <PasswordForm page={page} refusal={refusal} /> : <p>{words.security.none}</p>}
        <section>
          <h2>{words.security.factor}</h2>
          {account.hasSecondFactor ? (
            <FactorForms page={page} codesLeft={codesLeft} refusal={refusal} />
          ) : (
            <NoFactor page={page} />
          )}
        </section>
      </div>
    </OwnLayout>
  )
}

function PasswordForm({ page, refusal }: Pick<Model, "page" | "refusal">) {
  const words = accountMessages[page.language]
  return (
    <Form page={page} action={routes.account(page.language, "security")}>
      <h2>{words.security.change}</h2>
      <p class="muted small">{words.security.changeHint}</p>
      <input type="hidden" name="act" value="change-password" />
      <input
        type="email"
        class="sr"
        name="username"
        value={page.viewer.account.email}
        autocomplete="username"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        name="present"
        label={words.security.current}
        type="password"
        dir="ltr"
        autocomplete="current-password"
        problem={problemAt(refusal, "present")}
      />
      <NewPasswordField page={page} refusal={refusal} shortest={shortestPassword} label={words.newPassword} />
      <button type="submit" class="btn">
        {words.security.change}
      </button>
    </Form>
  )
}

function NoFactor({ page }: Pick<Model, "page">) {
  const words = accountMessages[page.language].security
  return (
    <div class="stack">
      <p>
        <Status tone="plain">{words.factorOff}</Status>
      </p>
      {page.viewer.needsSecondFactor && (
        <Notice tone="warm" icon="shield-alert">
          {words.factorNeeded}
        </Notice>
      )}
      <p>
        <a class="btn alt" href={routes.account(page.language, "second-factor")}>
          {words.factorStart}
        </a>
      </p>
    </div>
  )
}

function FactorForms({ page, codesLeft, refusal }: Model) {
  const words = accountMessages[page.language]
  const action = routes.account(page.language, "security")
  const code = { dir: "ltr" as const, autocomplete: "one-time-code", maxLength: 64 }
  return (
    <div class="stack">
      <p>
        <Status tone="ok">{words.security.factorOn}</Status>
      </p>
      <p class="small muted">{words.security.left(codesLeft)}</p>
      <Form page={page} action={action}>
        <h3>{words.security.renew}</h3>
        <input type="hidden" name="act" value="renew-codes" />
        <TextField name="renew-code" label={words.factor.code} {...code} problem={problemAt(refusal, "renew-code")} />
        <button type="submit" class="btn alt">
          {words.security.renew}
        </button>
      </Form>
      <Form page={page} action={action}>
        <h3>{words.security.factorStop}</h3>
        <input type="hidden" name="act" value="remove-factor" />
        {page.viewer.account.hasPassword && (
          <TextField
            name="own-password"
            label={words.security.current}
            type="password"
            dir="ltr"
            autocomplete="current-password"
          />
        )}
        <TextField name="code" label={words.factor.code} {...code} problem={problemAt(refusal, "code")} />
        <button type="submit" class="btn bad">
          {words.security.factorStop}
        </button>
      </Form>
    </div>
  )
}
