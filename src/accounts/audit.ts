/** What people did with accounts and rights; a code, whom it concerns, and a small public detail. */
export type AuditAct =
  | "account-created"
  | "signed-in"
  | "sign-in-refused"
  | "signed-out"
  | "session-ended"
  | "password-changed"
  | "password-reset"
  | "email-changed"
  | "second-factor-added"
  | "second-factor-removed"
  | "recovery-codes-renewed"
  | "identity-linked"
  | "account-blocked"
  | "account-unblocked"
  | "account-closed"
  | "administrator-made"
  | "administrator-unmade"
  | "token-created"
  | "token-revoked"
  | "membership-requested"
  | "membership-accepted"
  | "membership-declined"
  | "membership-request-withdrawn"
  | "membership-granted"
  | "membership-changed"
  | "membership-removed"
  | "collaborator-added"
  | "collaborator-changed"
  | "collaborator-removed"
  | "invitation-sent"
  | "invitation-sent-again"
  | "invitation-withdrawn"
  | "invitation-accepted"

export interface AuditEntry {
  readonly act: AuditAct
  /** Id of an account, `system` or `anonymous`. */
  readonly actor: string
  readonly subject: { readonly kind: AuditSubject; readonly id: string }
  readonly organizationId?: string
  /** Roles, scopes, names of tokens: never an address, a password or a token. */
  readonly details?: Readonly<Record<string, string | boolean | readonly string[]>>
  readonly network?: string
}

export type AuditSubject = "account" | "session" | "token" | "invitation" | "membership-request" | "dataset"
