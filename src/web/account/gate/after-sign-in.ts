import type { SignedIn } from "../../../accounts/index.ts"
import { routes } from "../../routes.ts"
import type { AccountAnswer, OpenVisit } from "../account-route.ts"

/** The session begins; on to the second factor, or to where one wanted to go. */
export function afterSignIn({ language }: OpenVisit, session: SignedIn, next: string | undefined): AccountAnswer {
  const to =
    session.kind === "second-factor"
      ? routes.signInCode(language, next ? { next } : {})
      : (next ?? routes.office(language))
  return { kind: "see", to, session }
}
