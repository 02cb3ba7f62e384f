import { mayOnOrganization, organizationsById } from "../catalogue/index.ts"
import { type Actor, hasScope, mayEverything } from "../platform/actor.ts"
import { inTransaction, type Tx } from "../platform/db.ts"
import { NotAllowed, WrongState } from "../platform/refusal.ts"
import { inLanguage, type Language } from "../texts/index.ts"
import type { InvitedRole } from "./account.ts"
import { accountById } from "./account-store.ts"
import type { AuditAct } from "./audit.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { InvitationNotFound } from "./errors.ts"
import {
  closeInvitation,
  type Invitation,
  insertInvitation,
  lockInvitation,
  renewInvitation,
  withdrawInvitationsOf,
} from "./invitation-store.ts"
import { inviteByMail } from "./mails.ts"
import { hashToken, randomToken } from "./random-token.ts"
import { requireOrganization } from "./require-organization.ts"
import { admitAttempt, invitationThrottle } from "./throttle.ts"

const lifetimeMs = 14 * 24 * 60 * 60 * 1000

/** Invites a person by mail, whether she has an account or not. Nobody gives more than she has. Answers the id. */
export async function invite(
  deps: AccountDeps,
  args: { by: Actor; email: string; organizationId?: string; role: InvitedRole; language: Language },
): Promise<string> {
  const { by, organizationId, role, language } = args
  assertMayInvite(by, { role, organizationId })
  const email = requireEmail(args.email)
  const { db, clock, newId } = deps
  if (organizationId) await requireOrganization(db, organizationId)
  const at = clock.now()
  await admitAttempt(db, [invitationThrottle(email)], at)
  const [token, id] = [randomToken(), newId()]
  const invitation: Invitation = {
    id,
    email,
    role,
    language,
    invitedBy: by.id,
    state: "open",
    createdAt: at,
    expiresAt: new Date(at.getTime() + lifetimeMs),
    ...(organizationId ? { organizationId } : {}),
  }
  await inTransaction(db, async (tx) => {
    await withdrawInvitationsOf(tx, { email, organizationId })
    await insertInvitation(tx, { ...invitation, tokenHash: hashToken(token) })
    await sendInvitation(tx, deps, { invitation, token, by })
    await tell(tx, deps, { by, invitation, act: "invitation-sent" })
  })
  return id
}

/** Sends a new link; the old one no longer works. */
export async function resendInvitation(deps: AccountDeps, { by, id }: { by: Actor; id: string }): Promise<void> {
  const { db, clock } = deps
  await inTransaction(db, async (tx) => {
    const invitation = await openInvitation(tx, { by, id })
    await admitAttempt(tx, [invitationThrottle(invitation.email)], clock.now())
    const token = randomToken()
    const expiresAt = new Date(clock.now().getTime() + lifetimeMs)
    await renewInvitation(tx, id, { tokenHash: hashToken(token), expiresAt })
    await sendInvitation(tx, deps, { invitation, token, by })
    await tell(tx, deps, { by, invitation, act: "invitation-sent-again" })
  })
}

export async function withdrawInvitation(deps: AccountDeps, { by, id }: { by: Actor; id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const invitation = await openInvitation(tx, { by, id })
    await closeInvitation(tx, id, { state: "withdrawn" })
    await tell(tx, deps, { by, invitation, act: "invitation-withdrawn" })
  })
}

async function openInvitation(tx: Tx, { by, id }: { by: Actor; id: string }): Promise<Invitation> {
  const invitation = await lockInvitation(tx, id)
  // Whom others invite is nobody else's to know, not even that somebody is invited.
  if (!invitation || !mayInvite(by, invitation)) throw new InvitationNotFound(id)
  if (invitation.state !== "open") throw new WrongState("send", invitation.state)
  return invitation
}

interface Invited {
  readonly role: InvitedRole
  readonly organizationId?: string
}

function assertMayInvite(by: Actor, invited: Invited): void {
  if (!mayInvite(by, invited)) throw new NotAllowed(invited.organizationId ? "manage-members" : "invite")
}

function mayInvite(by: Actor, { role, organizationId }: Invited): boolean {
  if (role !== "administrator" && organizationId) return mayOnOrganization(by, "manage-members", organizationId)
  return role === "administrator" && !organizationId && mayEverything(by) && hasScope(by, "administer")
}

async function sendInvitation(
  tx: Tx,
  deps: AccountDeps,
  { invitation, token, by }: { invitation: Invitation; token: string; by: Actor },
): Promise<void> {
  const { email, language, role, organizationId } = invitation
  const inviter = by.id === "system" ? "" : ((await accountById(tx, by.id))?.account.name ?? "")
  const [body] = organizationId ? await organizationsById(tx, [organizationId]) : []
  const organization = body ? (inLanguage(body.name, language)?.text ?? body.slug) : ""
  const offer = role === "administrator" ? { role } : { role, organization }
  const url = deps.links.invitation(token, language)
  await inviteByMail(tx, deps, { to: { email, language }, url, inviter, offer })
}

async function tell(
  tx: Tx,
  { newId, clock }: AccountDeps,
  { by, invitation, act }: { by: Actor; invitation: Invitation; act: AuditAct },
): Promise<void> {
  const { id, role, organizationId } = invitation
  const subject = { kind: "invitation", id } as const
  await writeAudit(tx, { act, actor: by.id, subject, organizationId, details: { role } }, { newId, at: clock.now() })
}
