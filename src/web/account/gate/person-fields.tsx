import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import type { Page } from "../../page.ts"

interface Options {
  readonly page: Page
  readonly email: string
  readonly name: string
  readonly refusal?: FormRefusal | undefined
  readonly shortest: number
}

/** Name and password of a new account; the address stands there for password managers. */
export function PersonFields({ page, email, name, refusal, shortest }: Options) {
  const words = accountMessages[page.language]
  return (
    <>
      <input
        type="email"
        class="sr"
        name="username"
        value={email}
        autocomplete="username"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        dir="auto"
        autocomplete="name"
        maxLength={200}
        value={name}
        problem={problemAt(refusal, "name")}
      />
      <NewPasswordField page={page} refusal={refusal} shortest={shortest} label={words.password} />
    </>
  )
}

export function NewPasswordField({
  page,
  refusal,
  shortest,
  label,
}: Pick<Options, "page" | "refusal" | "shortest"> & { label: string }) {
  return (
    <TextField
      name="password"
      label={label}
      hint={accountMessages[page.language].passwordHint(shortest)}
      type="password"
      dir="ltr"
      autocomplete="new-password"
      problem={problemAt(refusal, "password")}
    />
  )
}
