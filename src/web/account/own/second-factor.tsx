import { beginSecondFactor, confirmSecondFactor } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OwnRoute, OwnVisit } from "../account-route.ts"
import { OwnLayout } from "../own-layout.tsx"
import { withProof } from "./prove.tsx"
import { QrCode } from "./qr-code.tsx"
import { readShown, showCodes, showSecret } from "./shown-once.ts"

/** Setting up the second factor: the secret is shown, its first code given, the recovery codes kept. */
export const secondFactorRoute: OwnRoute = {
  path: "/account/second-factor",
  async get(_context, { page, viewer, shownOnce, language }) {
    const shown = readShown(shownOnce)
    if (shown?.kind === "codes") return { kind: "page", view: <CodesView page={page} codes={shown.codes} /> }
    if (viewer.account.hasSecondFactor) return { kind: "see", to: routes.account(language, "security") }
    if (shown?.kind === "secret" && shownOnce)
      return { kind: "page", view: <SecretView page={page} {...shown} />, showOnce: shownOnce }
    return { kind: "page", view: <BeginView page={page} /> }
  },
  post: withProof(async ({ accounts }, { page, viewer, form, shownOnce, language }) => {
    const { session } = viewer
    const to = routes.account(language, "second-factor")
    const code = form.get("code")
    const shown = readShown(shownOnce)
    if (code === null || shown?.kind !== "secret" || !shownOnce) {
      return { kind: "see", to, showOnce: showSecret(await beginSecondFactor(accounts, { session })) }
    }
    const tried = await attempt(() => confirmSecondFactor(accounts, { session, code }))
    if (tried.kind === "refused") {
      const { status, text = "" } = accountRefusal(tried.refusal, page)
      const refusal = { status, problems: [{ field: "code", text }] }
      return { kind: "page", status, view: <SecretView {...{ page, refusal }} {...shown} />, showOnce: shownOnce }
    }
    const { recoveryCodes, token } = tried.value
    return {
      kind: "see",
      to,
      done: "factor-added",
      showOnce: showCodes(recoveryCodes),
      session: { token, expiresAt: session.expiresAt },
    }
  }),
}

type Own = { readonly page: OwnVisit["page"] }

function BeginView({ page }: Own) {
  const words = accountMessages[page.language].security
  return (
    <OwnLayout page={page} title={accountMessages[page.language].factor.title}>
      <div class="own stack">
        {page.viewer.needsSecondFactor && (
          <Notice tone="warm" icon="shield-alert">
            {words.factorNeeded}
          </Notice>
        )}
        <p>{words.factorOff}</p>
        <Form page={page} action={routes.account(page.language, "second-factor")}>
          <button type="submit" class="btn">
            {words.factorStart}
          </button>
        </Form>
      </div>
    </OwnLayout>
  )
}

function SecretView({ page, secret, uri, refusal }: Own & { secret: string; uri: string; refusal?: FormRefusal }) {
  const words = accountMessages[page.language].factor
  return (
    <OwnLayout page={page} title={words.title} refusal={refusal}>
      <div class="own">
        <section>
          <p>{words.scan}</p>
          <QrCode text={uri} label={words.scanAlt} />
          <p class="small muted">{words.typed}</p>
          <code class="secret" lang="en">
            {secret.match(/.{1,4}/g)?.join(" ")}
          </code>
        </section>
        <section>
          <Form page={page} action={routes.account(page.language, "second-factor")}>
            <TextField
              name="code"
              label={words.code}
              dir="ltr"
              inputmode="numeric"
              autocomplete="one-time-code"
              maxLength={20}
              problem={problemAt(refusal, "code")}
            />
            <button type="submit" class="btn">
              {words.confirm}
            </button>
          </Form>
        </section>
      </div>
    </OwnLayout>
  )
}

function CodesView({ page, codes }: Own & { codes: readonly string[] }) {
  const words = accountMessages[page.language].factor
  return (
    <OwnLayout page={page} title={words.recovery} lead={words.recoveryText}>
      <ul class="codes" lang="en">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ul>
      <p>
        <a class="btn" href={routes.account(page.language, "security")}>
          {words.kept}
        </a>
      </p>
    </OwnLayout>
  )
}
