import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import type { AccountPage } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"

interface Model {
  readonly page: AccountPage
  readonly ticket: string
  readonly email: string
  readonly next?: string | undefined
  readonly refusal?: FormRefusal
}

/** The provider knows the address of an account that has a password here: its owner proves it once. */
export function LinkView({ page, ticket, email, next, refusal }: Model) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.signIn.link} lead={words.signIn.linkText(email)}>
      <Form page={page} action={`/${page.language}/sign-in/link`}>
        <input type="hidden" name="ticket" value={ticket} />
        <input type="hidden" name="email" value={email} />
        {next && <input type="hidden" name="next" value={next} />}
        <TextField
          name="password"
          label={words.password}
          type="password"
          dir="ltr"
          autocomplete="current-password"
          problem={problemAt(refusal, "password")}
        />
        <button type="submit" class="btn full">
          {words.signIn.link}
        </button>
      </Form>
    </GateLayout>
  )
}
