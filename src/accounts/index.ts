/**
 * Accounts: who somebody is (password, second factor, single sign-on, sessions, API tokens), what she may do where
 * (memberships, invitations, collaborators), and who did what (audit). An `account` is a person; a `membership` is her
 * role in an organisation and those below it; an `actor` is what policies see of her.
 */
export {
  acceptInvitation,
  acceptInvitationAsNew,
  type OpenedInvitation,
  openedInvitation,
} from "./accept-invitation.ts"
export type { Account, AccountState, InvitedRole, Session } from "./account.ts"
export { accountsByIds } from "./account-store.ts"
export { actorOfAccount, actorOfSession, actorOfToken, type SignedInActor, type TokenActor } from "./actor-store.ts"
export { createToken, createTokenFor, type NewToken, revokeToken } from "./api-token.ts"
export { type ApiToken, tokensOf } from "./api-token-store.ts"
export type { AuditAct } from "./audit.ts"
export { beginEmailChange, finishEmailChange } from "./change-email.ts"
export type { Client } from "./client.ts"
export { closeAccount, exportAccount } from "./close-account.ts"
export { removeCollaborator, setCollaborator } from "./collaborator.ts"
export { type Collaborator, collaboratorsOf } from "./collaborator-store.ts"
export { createAccount, ensureFirstAdministrator } from "./create-account.ts"
export { csrfTokenOf, isCsrfToken } from "./csrf.ts"
export type { AccountDeps, AccountLinks } from "./deps.ts"
export * from "./errors.ts"
export { type Invitation, invitationById, openInvitations } from "./invitation-store.ts"
export { invite, resendInvitation, withdrawInvitation } from "./invite.ts"
export { listAccounts } from "./list-accounts.ts"
export { type AuditFilters, type AuditLine, listAudit } from "./list-audit.ts"
export { type MemberOf, type MembersCursor, membersWithin } from "./members-within.ts"
export { removeMembership, setMembership } from "./membership.ts"
export { decideMembershipRequest, requestMembership, withdrawMembershipRequest } from "./membership-request.ts"
export {
  type MembershipRequest,
  membershipRequestById,
  membershipRequestsOf,
  openMembershipRequests,
} from "./membership-request-store.ts"
export {
  accountsWithRole,
  administrators,
  type Member,
  type Membership,
  membershipsOf,
  membersOf,
} from "./membership-store.ts"
export { moveMembers } from "./move-members.ts"
export { beginReset, changePassword, finishReset, isResetLink } from "./password.ts"
export { shortestPassword } from "./password-rules.ts"
export { blockAccount, resetSecondFactor, setAdministrator, unblockAccount } from "./people.ts"
export { changeProfile } from "./profile.ts"
export { createProvider, type ProvidedPerson, type Provider } from "./provider.ts"
export {
  beginSecondFactor,
  confirmSecondFactor,
  passSecondFactor,
  proveAgain,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from "./second-factor.ts"
export { recoveryCodesLeft } from "./second-factor-store.ts"
export { openSecretBox, type SecretBox } from "./secret-box.ts"
export { endSessions, isFresh, type SignedIn, signOut } from "./session.ts"
export { sessionsOf } from "./session-store.ts"
export { signIn } from "./sign-in.ts"
export { beginSignUp, finishSignUp, signUpAddress } from "./sign-up.ts"
export { linkWithPassword, type ProvidedSignIn, signInAsProvided } from "./single-sign-on.ts"
export { accountJobs } from "./sweep.ts"
