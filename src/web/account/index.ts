/** Signing in and up, what the links of mails open, and the pages of one's own account. */
import type { OpenRoute, OwnRoute } from "./account-route.ts"
import { codeRoute } from "./gate/code.tsx"
import { acceptInvitationRoute, invitationRoute } from "./gate/invitation.tsx"
import { forgottenRoute, newPasswordRoute } from "./gate/reset.tsx"
import { signInRoute, signOutRoute } from "./gate/sign-in.tsx"
import { completeSignUpRoute, signUpRoute } from "./gate/sign-up.tsx"
import { linkIdentityRoute } from "./gate/single-sign-on.tsx"
import { closeRoute, dataRoute, exportRoute } from "./own/data.tsx"
import { membershipsRoute, withdrawRequestRoute } from "./own/memberships.tsx"
import { confirmEmailRoute, emailRoute, profileRoute } from "./own/profile.tsx"
import { secondFactorRoute } from "./own/second-factor.tsx"
import { securityRoute } from "./own/security.tsx"
import { sessionsRoute } from "./own/sessions.tsx"
import { revokeTokenRoute, tokensRoute } from "./own/tokens.tsx"

/** For anyone. */
export const openRoutes: readonly OpenRoute[] = [
  signInRoute,
  codeRoute,
  linkIdentityRoute,
  signUpRoute,
  completeSignUpRoute,
  forgottenRoute,
  newPasswordRoute,
  confirmEmailRoute,
  invitationRoute,
]

/** For who is signed in. */
export const ownRoutes: readonly OwnRoute[] = [
  signOutRoute,
  acceptInvitationRoute,
  profileRoute,
  emailRoute,
  securityRoute,
  secondFactorRoute,
  sessionsRoute,
  tokensRoute,
  revokeTokenRoute,
  membershipsRoute,
  withdrawRequestRoute,
  dataRoute,
  exportRoute,
  closeRoute,
]
