import type { OrganizationRole } from "../../../platform/actor.ts"
import { accountMessages, inLanguage, type LocalisedText } from "../../../texts/index.ts"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"

/** An account of a demo that anyone may try. */
export interface DemoAccount {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: OrganizationRole | "administrator" | "citizen"
  readonly body?: LocalisedText
}

export function DemoAccounts({ page, accounts = [] }: { page: Page; accounts?: readonly DemoAccount[] | undefined }) {
  const words = accountMessages[page.language].signIn
  const password = accounts[0]?.password
  if (!password) return null
  return (
    <section class="card flat below">
      <h2>{words.demo}</h2>
      <p class="small">
        {words.demoPassword} <code dir="ltr">{password}</code>
      </p>
      <ul class="small stack-s">
        {accounts.map((account) => (
          <li>
            <code dir="ltr">{account.email}</code>
            <br />
            <Description page={page} account={account} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Description({ page, account: { name, role, body } }: { page: Page; account: DemoAccount }) {
  const words = accountMessages[page.language]
  const where = body && inLanguage(body, page.language)
  return (
    <span class="muted">
      <bdi>{name}</bdi> · {role === "citizen" ? words.signIn.citizen : words.roles[role]}
      {where && (
        <>
          {" · "}
          <Localised page={page} text={where} />
        </>
      )}
    </span>
  )
}
