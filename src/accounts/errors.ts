import { Refusal } from "../platform/refusal.ts"

/** One answer for an unknown address, a wrong password and a closed account: who has an account is nobody's business. */
export class SignInRefused extends Refusal {
  readonly code = "sign-in-refused"
  readonly status = 401
  constructor() {
    super("The e-mail address or the password is not right.")
  }
}

/** Told only to someone who has just proved to be the owner. */
export class AccountBlocked extends Refusal {
  readonly code = "account-blocked"
  readonly status = 403
  constructor() {
    super("This account is blocked. Ask the administrators of the portal.")
  }
}

export class TooManyAttempts extends Refusal {
  readonly code = "too-many-attempts"
  readonly status = 429
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Wait ${retryAfterSeconds} s.`, { retryAfterSeconds })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** So many passwords are being checked that one more would take too long. */
export class SignInBusy extends Refusal {
  readonly code = "sign-in-busy"
  readonly status = 503
  constructor() {
    super("Too many people are signing in at this moment. Try again in a minute.")
  }
}

/** A link of a mail that is unknown, too old, used or withdrawn. */
export class LinkInvalid extends Refusal {
  readonly code = "link-invalid"
  readonly status = 410
  constructor() {
    super("This link was used already or is too old. Ask for another.")
  }
}

export class SecondFactorWrong extends Refusal {
  readonly code = "second-factor-wrong"
  readonly status = 401
  constructor() {
    super("The code is not right, or was used already. Wait for the next one.")
  }
}

/** The act asks for a second factor, which the account does not have yet. */
export class SecondFactorNeeded extends Refusal {
  readonly code = "second-factor-needed"
  readonly status = 403
  constructor() {
    super("Administrators set up a second factor first.")
  }
}

/** The act asks for a recent proof of who is sitting there. */
export class ProofNeeded extends Refusal {
  readonly code = "proof-needed"
  readonly status = 403
  constructor() {
    super("Enter your password again to go on.")
  }
}

export class AccountNotFound extends Refusal {
  readonly code = "account-not-found"
  readonly status = 404
  constructor(account: string) {
    super(`There is no account ${account}.`, { account })
  }
}

/** Only for the operator's command line: people are never told who has an account. */
export class EmailTaken extends Refusal {
  readonly code = "email-taken"
  readonly status = 409
  constructor(email: string) {
    super(`There is an account with the address ${email} already.`)
  }
}

export class LastAdministrator extends Refusal {
  readonly code = "last-administrator"
  readonly status = 409
  constructor() {
    super("This is the only administrator. Make another one first.")
  }
}

/** A warning: the same act goes through once confirmed. */
export class LastCoordinator extends Refusal {
  readonly code = "last-coordinator"
  readonly status = 409
  constructor(organizationId: string) {
    super("Nobody else coordinates this organisation. Confirm to go on all the same.", { organizationId })
  }
}

export class MembershipRequestNotFound extends Refusal {
  readonly code = "membership-request-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no request ${id}.`, { id })
  }
}

export class InvitationNotFound extends Refusal {
  readonly code = "invitation-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no invitation ${id}.`, { id })
  }
}

/** Signed in as somebody else than the one who was invited. */
export class InvitationForAnother extends Refusal {
  readonly code = "invitation-for-another"
  readonly status = 403
  constructor() {
    super("This invitation is for another e-mail address than that of your account.")
  }
}

export class TokenNotFound extends Refusal {
  readonly code = "token-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no API token ${id}.`, { id })
  }
}

export class SessionNotFound extends Refusal {
  readonly code = "session-not-found"
  readonly status = 404
  constructor(id: string) {
    super(`There is no session ${id}.`, { id })
  }
}

export class SingleSignOnFailed extends Refusal {
  readonly code = "single-sign-on-failed"
  readonly status = 502
  constructor(reason: string, options?: ErrorOptions) {
    super(`Signing in at the provider did not succeed: ${reason}`, { reason })
    this.cause = options?.cause
  }
}

/** The provider does not vouch for the address, so it cannot tell us whose account it is. */
export class SingleSignOnUnconfirmed extends Refusal {
  readonly code = "single-sign-on-unconfirmed"
  readonly status = 403
  constructor() {
    super("The provider has not confirmed your e-mail address. Confirm it there, then come back.")
  }
}
