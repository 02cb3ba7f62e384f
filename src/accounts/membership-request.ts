import { assertMayOnOrganization } from "../catalogue/index.ts"
import type { Actor, OrganizationRole } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { inTransaction, type Tx } from "../platform/db.ts"
import { InvalidInput, WrongState } from "../platform/refusal.ts"
import type { AuditAct } from "./audit.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { MembershipRequestNotFound } from "./errors.ts"
import { giveRole, strongerOf } from "./membership.ts"
import {
  closeMembershipRequest,
  insertMembershipRequest,
  lockMembershipRequest,
  type MembershipRequest,
} from "./membership-request-store.ts"
import { lockMembershipsOf, membershipOf } from "./membership-store.ts"
import { requireOrganization } from "./require-organization.ts"
import { admitAttempt, askThrottle } from "./throttle.ts"

const longestText = 2000

/** Asks to work with an organisation; a second click changes nothing. Answers the id of the request. */
export async function requestMembership(
  deps: AccountDeps,
  args: { by: Actor; organizationId: string; role: OrganizationRole; reason: string },
): Promise<string> {
  const { by, organizationId, role } = args
  const { db, clock, newId } = deps
  const reason = requireText(args.reason, "reason")
  await requireOrganization(db, organizationId)
  await admitAttempt(db, [askThrottle(by.id)], clock.now())
  const id = newId()
  await inTransaction(db, async (tx) => {
    const request = { id, accountId: by.id, organizationId, role, reason, createdAt: clock.now() }
    if (!(await insertMembershipRequest(tx, request))) throw new WrongState("ask", "open")
    await tell(tx, deps, { by, request, act: "membership-requested", kind: "created" })
  })
  return id
}

/** Accepts, perhaps with another role than asked, or declines, with an answer that she reads. */
export async function decideMembershipRequest(
  deps: AccountDeps,
  args: {
    by: Actor
    id: string
    decision: "accepted" | "declined"
    role?: OrganizationRole
    answer?: string
  },
): Promise<void> {
  const { by, id, decision } = args
  const answer = args.answer?.trim() ? requireText(args.answer, "answer") : undefined
  await inTransaction(deps.db, async (tx) => {
    const request = await lockMembershipRequest(tx, id)
    if (!request) throw new MembershipRequestNotFound(id)
    assertMayOnOrganization(by, "manage-members", request.organizationId)
    if (request.state === decision) return
    if (request.state !== "open") throw new WrongState("decide", request.state)
    const at = deps.clock.now()
    await closeMembershipRequest(tx, id, { state: decision, by: by.id, at, ...(answer ? { answer } : {}) })
    if (decision === "accepted") await accept(tx, deps, { by, request, role: args.role ?? request.role })
    const act = decision === "accepted" ? "membership-accepted" : "membership-declined"
    await tell(tx, deps, { by, request, act, kind: decision })
  })
}

export async function withdrawMembershipRequest(
  deps: AccountDeps,
  { by, id }: { by: Actor; id: string },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const request = await lockMembershipRequest(tx, id)
    if (request?.accountId !== by.id) throw new MembershipRequestNotFound(id)
    if (request.state !== "open") return
    await closeMembershipRequest(tx, id, { state: "withdrawn", by: by.id, at: deps.clock.now() })
    await tell(tx, deps, { by, request, act: "membership-request-withdrawn", kind: "withdrawn" })
  })
}

async function accept(
  tx: Tx,
  deps: AccountDeps,
  { by, request, role }: { by: Actor; request: MembershipRequest; role: OrganizationRole },
): Promise<void> {
  const { accountId, organizationId } = request
  await lockMembershipsOf(tx, organizationId)
  const present = await membershipOf(tx, { accountId, organizationId })
  await giveRole(tx, deps, { by: by.id, accountId, organizationId, role: strongerOf(role, present) })
}

/** In the audit, and in the change log from which notices are made. */
async function tell(
  tx: Tx,
  { newId, clock }: AccountDeps,
  told: {
    by: Actor
    request: Pick<MembershipRequest, "id" | "organizationId" | "role">
    act: AuditAct
    kind: string
  },
): Promise<void> {
  const { by, request, act, kind } = told
  const { id, organizationId, role } = request
  const subject = { kind: "membership-request", id } as const
  await writeAudit(tx, { act, actor: by.id, subject, organizationId, details: { role } }, { newId, at: clock.now() })
  await appendChanges(tx, [{ entity: "membership-request", entityId: id, kind }], by, clock.now())
}

function requireText(text: string, path: string): string {
  const trimmed = text.trim()
  if (trimmed === "") throw new InvalidInput([{ path, rule: "missing" }])
  if (trimmed.length > longestText) throw new InvalidInput([{ path, rule: "too-long", values: { max: longestText } }])
  return trimmed
}
