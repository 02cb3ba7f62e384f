import { anonymousActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { Account } from "./account.ts"
import { accountByEmail, accountById, insertAccount } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { Client } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { AccountNotFound, InvitationForAnother, LinkInvalid } from "./errors.ts"
import { closeInvitation, type Invitation, invitationByToken, lockInvitationByToken } from "./invitation-store.ts"
import { dropMailTokens } from "./mail-token-store.ts"
import { giveRole, strongerOf } from "./membership.ts"
import { lockMembershipsOf, membershipOf } from "./membership-store.ts"
import { makeAdministrator } from "./people.ts"
import { hashToken } from "./random-token.ts"
import { openSession, type SignedIn } from "./session.ts"
import { mustExist, type NewPerson, readyPerson } from "./sign-up.ts"

export interface OpenedInvitation {
  readonly invitation: Invitation
  /** There is an account of that address: she signs in, then accepts; else she chooses a password. */
  readonly hasAccount: boolean
}

/** What the page of an invitation shows to who followed its link. An accepted one is shown too: the second click is safe. */
export async function openedInvitation(
  { db, clock }: AccountDeps,
  { token }: { token: string },
): Promise<OpenedInvitation | undefined> {
  const invitation = await invitationByToken(db, hashToken(token))
  if (!invitation || !isUsable(invitation, clock.now())) return undefined
  return { invitation, hasAccount: (await accountByEmail(db, invitation.email)) !== undefined }
}

/** Accepts for the account that is signed in; a second click changes nothing. */
export async function acceptInvitation(
  deps: AccountDeps,
  { token, accountId }: { token: string; accountId: string },
): Promise<Invitation> {
  return deps.db.transaction().execute(async (tx) => {
    const invitation = await takeInvitation(tx, deps, token)
    const account = (await accountById(tx, accountId))?.account
    if (!account) throw new AccountNotFound(accountId)
    if (account.email !== invitation.email) throw new InvitationForAnother()
    if (invitation.state === "open") await fulfil(tx, deps, { invitation, account })
    return invitation
  })
}

/** Opens an account for the invited address, which the link has confirmed, accepts and signs in. */
export async function acceptInvitationAsNew(
  deps: AccountDeps,
  { token, client, ...person }: NewPerson & { token: string; client: Client },
): Promise<SignedIn> {
  const { db, clock, newId } = deps
  const at = clock.now()
  const opened = await openedInvitation(deps, { token })
  if (opened?.invitation.state !== "open" || opened.hasAccount) throw new LinkInvalid()
  const { email } = opened.invitation
  const ready = await readyPerson(deps, email, person)
  return db.transaction().execute(async (tx) => {
    const invitation = await takeInvitation(tx, deps, token)
    const id = newId()
    if (invitation.state !== "open" || !(await insertAccount(tx, { id, email, ...ready, at }))) throw new LinkInvalid()
    await dropMailTokens(tx, { email, kind: "sign-up" })
    const subject = { kind: "account", id } as const
    await writeAudit(tx, { act: "account-created", actor: id, subject }, { newId, at })
    await fulfil(tx, deps, { invitation, account: await mustExist(tx, id) })
    return openSession({ db: tx, newId, at }, { account: await mustExist(tx, id), client })
  })
}

async function takeInvitation(tx: Tx, { clock }: AccountDeps, token: string): Promise<Invitation> {
  const invitation = await lockInvitationByToken(tx, hashToken(token))
  if (!invitation || !isUsable(invitation, clock.now())) throw new LinkInvalid()
  return invitation
}

function isUsable({ state, expiresAt }: Invitation, now: Date): boolean {
  return state === "accepted" || (state === "open" && expiresAt > now)
}

/** Gives what was offered, and never less than she has. */
async function fulfil(
  tx: Tx,
  deps: AccountDeps,
  { invitation, account }: { invitation: Invitation; account: Account },
): Promise<void> {
  const { id, role, organizationId, invitedBy } = invitation
  const at = deps.clock.now()
  if (role === "administrator") {
    if (!account.administrator) await makeAdministrator(tx, account.id, at)
  } else {
    await lockMembershipsOf(tx, organizationId!)
    const present = await membershipOf(tx, { accountId: account.id, organizationId: organizationId! })
    await giveRole(tx, deps, {
      by: invitedBy,
      accountId: account.id,
      organizationId: organizationId!,
      role: strongerOf(role, present),
    })
  }
  await closeInvitation(tx, id, { state: "accepted", acceptedBy: account.id })
  const subject = { kind: "invitation", id } as const
  const entry = { act: "invitation-accepted", actor: account.id, subject, organizationId, details: { role } } as const
  await writeAudit(tx, entry, { newId: deps.newId, at })
  const by = { ...anonymousActor, id: account.id }
  await appendChanges(tx, [{ entity: "invitation", entityId: id, kind: "accepted" }], by, at)
}
