/** Signing in and up, what the links of mails open, and the pages of one's own account. */
import type { OpenRoute, OwnRoute } from "./account-route.ts"
import { forgottenRoute, newPasswordRoute } from "./gate/reset.tsx"
import { signInRoute, signOutRoute } from "./gate/sign-in.tsx"
import { completeSignUpRoute, signUpRoute } from "./gate/sign-up.tsx"
import { confirmEmailRoute, emailRoute, profileRoute } from "./own/profile.tsx"
import { sessionsRoute } from "./own/sessions.tsx"

export const openRoutes: readonly OpenRoute[] = [
  signInRoute,
  signUpRoute,
  completeSignUpRoute,
  forgottenRoute,
  newPasswordRoute,
  confirmEmailRoute,
]

export const ownRoutes: readonly OwnRoute[] = [signOutRoute, profileRoute, emailRoute, sessionsRoute]
