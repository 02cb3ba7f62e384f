import type { ComponentChildren } from "preact"
import { officeShellMessages } from "../../../texts/index.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import type { Page } from "../../page.ts"
import { Icon } from "../icon/icon.tsx"
import { fieldId } from "./field.tsx"

interface FormOptions {
  readonly page: Page
  /** Absent: the address of the page itself. */
  readonly action?: string
  /** Where files are sent along. */
  readonly multipart?: boolean
  readonly class?: string
  readonly id?: string
  readonly children: ComponentChildren
}

/** A form that changes something: it posts the mark of the session that every unsafe request is checked for. */
export function Form({ page, action, multipart, class: more, id, children }: FormOptions) {
  return (
    <form
      method="post"
      id={id}
      class={more}
      action={action ?? `/${page.language}${page.address}`}
      {...(multipart ? { enctype: "multipart/form-data" } : {})}
      novalidate
    >
      {page.viewer && <input type="hidden" name="csrf" value={page.viewer.csrf} />}
      {children}
    </form>
  )
}

/** A form of one button: sign out, remove, revoke… */
export function PostButton({
  page,
  action,
  fields = {},
  kind = "btn sm alt",
  children,
}: {
  page: Page
  action: string
  fields?: Readonly<Record<string, string>>
  kind?: string
  children: ComponentChildren
}) {
  return (
    <Form page={page} action={action} class="one">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={kind}>
        {children}
      </button>
    </Form>
  )
}

/** What was refused, above the form: each mistake leads to its field. Nothing where nothing was refused. */
export function ErrorSummary({ page, refusal }: { page: Page; refusal: FormRefusal | undefined }) {
  if (!refusal) return null
  const words = officeShellMessages[page.language]
  const { problems, title, text } = refusal
  return (
    <div class="note bad summary" role="alert" tabIndex={-1} id="summary">
      <Icon name="circle-alert" />
      <div>
        <b>{title ?? text ?? words.toCorrect(problems.length)}</b>
        {title && text && <p class="small">{text}</p>}
        {problems.length > 0 && (
          <ul class="small">
            {problems.map(({ field, text: problem }) => (
              <li>
                <a href={`#${fieldId(field)}`}>{problem}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
