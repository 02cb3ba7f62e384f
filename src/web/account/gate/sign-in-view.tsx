import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import type { WebContext } from "../../context.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { AccountPage } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"
import { DemoAccounts } from "./demo-accounts.tsx"

interface Model {
  readonly page: AccountPage
  readonly context: WebContext
  readonly next?: string | undefined
  readonly email?: string
  readonly refusal?: FormRefusal | undefined
}

export function SignInView({ page, context, next, email, refusal }: Model) {
  const words = accountMessages[page.language]
  return (
    <GateLayout page={page} title={words.signIn.title} lead={words.signIn.lead} refusal={refusal}>
      <Form page={page} action={routes.signIn(page.language)}>
        {next && <input type="hidden" name="next" value={next} />}
        <TextField
          name="email"
          label={words.email}
          type="email"
          dir="ltr"
          autocomplete="username"
          maxLength={320}
          value={email}
          problem={problemAt(refusal, "email")}
        />
        <TextField
          name="password"
          label={words.password}
          type="password"
          dir="ltr"
          autocomplete="current-password"
          problem={problemAt(refusal, "password")}
          after={
            <p class="small after">
              <a href={routes.forgotten(page.language)}>{words.signIn.forgotten}</a>
            </p>
          }
        />
        <button type="submit" class="btn full">
          {words.signIn.title}
        </button>
      </Form>
      {context.singleSignOn && (
        <>
          <p class="or">
            <span class="ldr" />
            {words.signIn.or}
            <span class="ldr" />
          </p>
          <a class="btn alt full" href={routes.singleSignOn(page.language, next ? { next } : {})}>
            <Icon name="landmark" />
            <bdi>{context.singleSignOn.name}</bdi>
          </a>
        </>
      )}
      <p class="small muted below">
        {words.signIn.noAccount} <a href={routes.signUp(page.language)}>{words.signIn.create}</a>
      </p>
      <DemoAccounts page={page} accounts={context.demoAccounts} />
    </GateLayout>
  )
}
