import { accountMessages } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { AccountPage } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"

/** A link of a mail that is too old, used or broken. */
export function LinkInvalidView({ page }: { page: AccountPage }) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.linkInvalid}>
      <p>{words.refusals["link-invalid"]}</p>
      <p class="row below">
        <a class="btn alt" href={routes.signIn(page.language)}>
          {words.signIn.title}
        </a>
        <a href={routes.forgotten(page.language)}>{words.reset.title}</a>
        <a href={routes.signUp(page.language)}>{words.signUp.title}</a>
      </p>
    </GateLayout>
  )
}
