import { closeAccount, exportAccount } from "../../../accounts/index.ts"
import { forgetAccount } from "../../../notifications/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { CheckField, problemAt } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { AccountPage, OwnRoute, OwnVisit } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { OwnLayout } from "../own-layout.tsx"
import { withProof } from "./prove.tsx"

export const dataRoute: OwnRoute = {
  path: "/account/data",
  async get(_context, { page }) {
    return { kind: "page", view: <MyDataView page={page} /> }
  },
}

/** By a form, so that it asks for a proof and no link gives it away. */
export const exportRoute: OwnRoute = {
  path: "/account/data/export",
  post: withProof(async ({ accounts }, { viewer }) => {
    const data = await exportAccount(accounts, { session: viewer.session })
    const body = Buffer.from(JSON.stringify(data, null, 2))
    return { kind: "file", name: "fihrist-account.json", type: "application/json", body }
  }),
}

export const closeRoute: OwnRoute = {
  path: "/account/data/close",
  post: withProof(async (context, { page, form, viewer }) => {
    if (form.get("sure") !== "yes") {
      const problems = [{ field: "sure", text: accountMessages[page.language].data.mustConfirm }]
      return { kind: "page", status: 422, view: <MyDataView page={page} refusal={{ status: 422, problems }} /> }
    }
    const { session } = viewer
    const confirmed = form.get("leave") === "yes"
    const tried = await attempt(() => closeAccount(context.accounts, { session, confirmed, alsoErase: forgetAccount }))
    if (tried.kind === "done")
      return { kind: "page", view: <ClosedView page={{ ...page, viewer: undefined }} />, session: "ended" }
    const refusal = accountRefusal(tried.refusal, page)
    const warned = tried.refusal.code === "last-coordinator"
    return { kind: "page", status: refusal.status, view: <MyDataView {...{ page, refusal, warned }} /> }
  }),
}

interface Model {
  readonly page: OwnVisit["page"]
  readonly refusal?: FormRefusal
  /** She is the last coordinator of a body, and was told. */
  readonly warned?: boolean
}

function MyDataView({ page, refusal, warned = false }: Model) {
  const words = accountMessages[page.language].data
  return (
    <OwnLayout page={page} title={words.title} refusal={refusal}>
      <div class="own">
        <section>
          <h2>{words.exportTitle}</h2>
          <p class="muted">{words.exportText}</p>
          <Form page={page} action={routes.account(page.language, "data/export")}>
            <button type="submit" class="btn alt">
              {words.download}
            </button>
          </Form>
        </section>
        <section>
          <h2>{words.closeTitle}</h2>
          <p>{words.closeText}</p>
          <Form page={page} action={routes.account(page.language, "data/close")}>
            <CheckField name="sure" label={words.closeConfirm} problem={problemAt(refusal, "sure")} checked={warned} />
            {warned && <CheckField name="leave" label={words.leaveAll} />}
            <button type="submit" class="btn bad">
              {words.close}
            </button>
          </Form>
        </section>
      </div>
    </OwnLayout>
  )
}

function ClosedView({ page }: { page: AccountPage }) {
  const words = accountMessages[page.language].data
  return <GateLayout page={page} title={words.closed} lead={words.closedText} />
}
