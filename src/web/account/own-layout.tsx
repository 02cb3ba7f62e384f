import type { ComponentChildren } from "preact"
import { accountMessages } from "../../texts/index.ts"
import { ErrorSummary } from "../components/form/form.tsx"
import type { FormRefusal } from "../forms/problems.ts"
import type { NavigationEntry } from "../office/office-route.ts"
import { SideLayout } from "../office/shell/side-layout.tsx"
import type { Page } from "../page.ts"
import { routes } from "../routes.ts"
import type { AccountPage } from "./account-route.ts"

interface Options {
  readonly page: AccountPage
  readonly title: string
  readonly lead?: ComponentChildren
  readonly actions?: ComponentChildren
  readonly refusal?: FormRefusal | undefined
  readonly children: ComponentChildren
}

/** A page of one's own account, its neighbours at the side. */
export function OwnLayout({ page, title, lead, actions, refusal, children }: Options) {
  const words = accountMessages[page.language]
  return (
    <SideLayout
      page={page}
      side={{ label: words.nav.label, entries: entriesOf(page) }}
      title={title}
      lead={lead}
      actions={actions}
      done={page.done}
    >
      <ErrorSummary page={page} refusal={refusal} />
      {children}
    </SideLayout>
  )
}

function entriesOf({ language }: Page): readonly NavigationEntry[] {
  const words = accountMessages[language].nav
  const entry = (label: string, path = "") => ({ group: "desk" as const, href: routes.account(language, path), label })
  return [
    entry(words.profile),
    entry(words.security, "security"),
    entry(words.sessions, "sessions"),
    entry(words.memberships, "organizations"),
    entry(words.tokens, "tokens"),
    { group: "desk", href: routes.office(language, "/notices/preferences"), label: words.notices },
    entry(words.data, "data"),
  ]
}
