import { officeShellMessages } from "../../texts/index.ts"
import { Form } from "../components/form/form.tsx"
import { Layout } from "../components/layout/layout.tsx"
import type { Page } from "../page.ts"
import { routes } from "../routes.ts"

/** What must be typed again rather than be shown in a page. */
const secret = /password|code|token|csrf/i

/** A form whose session ended while it was written: nothing is lost, it is sent again by its reader. */
export function ResendView({ page, form }: { page: Page; form: URLSearchParams }) {
  const words = officeShellMessages[page.language].resend
  const { viewer } = page
  const title = viewer ? words.again : words.title
  return (
    <Layout page={page} head={{ title, indexed: false }}>
      <div class="wrap refusal">
        <h1>{title}</h1>
        <p class="prose">{viewer ? words.againText : words.text}</p>
        <Form page={page} class="stack">
          {[...form].map(([name, value]) => !secret.test(name) && <input type="hidden" name={name} value={value} />)}
          <p class="row">
            {!viewer && (
              <a class="btn" href={routes.signIn(page.language)} target="_blank" rel="noopener">
                {words.signIn}
              </a>
            )}
            <button type="submit" class={viewer ? "btn" : "btn alt"}>
              {words.send}
            </button>
          </p>
        </Form>
      </div>
    </Layout>
  )
}
