import type { ComponentChildren } from "preact"
import { ErrorSummary } from "../components/form/form.tsx"
import { Layout } from "../components/layout/layout.tsx"
import type { FormRefusal } from "../forms/problems.ts"
import { DoneNotice } from "../office/shell/done-notice.tsx"
import type { AccountPage } from "./account-route.ts"

interface Options {
  readonly page: AccountPage
  readonly title: string
  readonly lead?: ComponentChildren
  readonly refusal?: FormRefusal | undefined
  readonly children?: ComponentChildren
}

/** One narrow column with one thing to do: signing in, signing up, following a link of a mail. */
export function GateLayout({ page, title, lead, refusal, children }: Options) {
  return (
    <Layout page={page} head={{ title, indexed: false }}>
      <div class="wrap gate">
        <h1 class="disp">{title}</h1>
        {lead && <p class="muted">{lead}</p>}
        <DoneNotice page={page} done={page.done} />
        <ErrorSummary page={page} refusal={refusal} />
        {children}
      </div>
    </Layout>
  )
}
