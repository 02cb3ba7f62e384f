import { officeShellMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { PostButton } from "../form/form.tsx"
import { Icon } from "../icon/icon.tsx"

/** At the end of the header: the way in, or the name of who is in with the ways from there. */
export function Account({ page }: { page: Page }) {
  const words = officeShellMessages[page.language]
  if (!page.viewer) return <SignInLink page={page} />
  const { name } = page.viewer.account
  return (
    <details class="me">
      <summary>
        <Icon name="user" />
        <span class="name" dir="auto">
          {name}
        </span>
        <span class="sr">{words.signedInAs("")}</span>
        <Icon name="chevron-down" />
      </summary>
      <div>
        <Links page={page} />
      </div>
    </details>
  )
}

/** The same inside the menu of a phone. */
export function AccountLinks({ page }: { page: Page }) {
  if (!page.viewer) return <SignInLink page={page} />
  return (
    <div class="who">
      <p class="name" dir="auto">
        {page.viewer.account.name}
      </p>
      <Links page={page} />
    </div>
  )
}

function SignInLink({ page }: { page: Page }) {
  const next = page.address ? { next: `/${page.language}${page.address}` } : {}
  return (
    <a class="in" href={routes.signIn(page.language, page.address.startsWith("/sign-") ? {} : next)} rel="nofollow">
      <Icon name="user" />
      {officeShellMessages[page.language].signIn}
    </a>
  )
}

function Links({ page }: { page: Page }) {
  const words = officeShellMessages[page.language]
  return (
    <>
      <a href={routes.office(page.language)}>{words.desk}</a>
      <a href={routes.account(page.language)}>{words.account}</a>
      <PostButton page={page} action={routes.signOut(page.language)} kind="out">
        {words.signOut}
      </PostButton>
    </>
  )
}
