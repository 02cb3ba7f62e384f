/**
 * Accounts: who somebody is (password, second factor, single sign-on, sessions, API tokens), what she may do where
 * (memberships, invitations, collaborators), and who did what (audit). An `account` is a person; a `membership` is her
 * role in an organisation and those below it; an `actor` is what policies see of her.
 */
export type { Account, AccountState, InvitedRole, Session } from "./account.ts"
export { accountsByIds } from "./account-store.ts"
export { actorOfSession, actorOfToken, type SignedInActor, type TokenActor } from "./actor-store.ts"
export { beginEmailChange, finishEmailChange } from "./change-email.ts"
export type { Client } from "./client.ts"
export { csrfTokenOf, isCsrfToken } from "./csrf.ts"
export type { AccountDeps, AccountLinks } from "./deps.ts"
export * from "./errors.ts"
export { beginReset, changePassword, finishReset, isResetLink } from "./password.ts"
export { longestPassword, shortestPassword } from "./password-rules.ts"
export { changeProfile } from "./profile.ts"
export { openSecretBox, type SecretBox } from "./secret-box.ts"
export { assertFresh, endSessions, isFresh, type SignedIn, signOut } from "./session.ts"
export { sessionsOf } from "./session-store.ts"
export { signIn } from "./sign-in.ts"
export { beginSignUp, finishSignUp, signUpAddress } from "./sign-up.ts"
