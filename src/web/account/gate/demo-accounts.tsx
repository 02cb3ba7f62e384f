import { accountMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"

/** Accounts of a demo that anyone may try. */
export interface DemoAccount {
  readonly email: string
  readonly name: string
  readonly password: string
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
        {accounts.map(({ email, name }) => (
          <li>
            <span dir="auto">{name}</span>
            <br />
            <code dir="ltr">{email}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
