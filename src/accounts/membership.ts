import { assertMayOnOrganization } from "../catalogue/index.ts"
import { type Actor, type OrganizationRole, organizationRoles } from "../platform/actor.ts"
import { inTransaction, type Tx } from "../platform/db.ts"
import { accountById } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { AccountNotFound, LastCoordinator } from "./errors.ts"
import { withdrawInvitationsBy } from "./invitation-store.ts"
import {
  accountsWithRole,
  deleteMembership,
  lockMembershipsOf,
  membershipOf,
  storeMembership,
} from "./membership-store.ts"
import { requireOrganization } from "./require-organization.ts"

interface Target {
  readonly accountId: string
  readonly organizationId: string
}

/** Gives somebody a role or changes it. Coordinators give what they have: any role of an organisation, no more. */
export async function setMembership(
  deps: AccountDeps,
  { by, role, confirmed = false, ...target }: Target & { by: Actor; role: OrganizationRole; confirmed?: boolean },
): Promise<void> {
  assertMayOnOrganization(by, "manage-members", target.organizationId)
  await inTransaction(deps.db, async (tx) => {
    await lockMembershipsOf(tx, target.organizationId)
    await requireOrganization(tx, target.organizationId)
    const account = (await accountById(tx, target.accountId))?.account
    if (!account || account.state === "closed") throw new AccountNotFound(target.accountId)
    if (role !== "coordinator" && !confirmed) await warnOfLast(tx, target)
    await giveRole(tx, deps, { by: by.id, role, ...target })
  })
}

/** Takes somebody's role away; everybody may leave. What she still has from above stays. */
export async function removeMembership(
  deps: AccountDeps,
  { by, confirmed = false, ...target }: Target & { by: Actor; confirmed?: boolean },
): Promise<void> {
  const { accountId, organizationId } = target
  if (by.id !== accountId) assertMayOnOrganization(by, "manage-members", organizationId)
  await inTransaction(deps.db, async (tx) => {
    await lockMembershipsOf(tx, organizationId)
    if (!confirmed) await warnOfLast(tx, target)
    if (!(await deleteMembership(tx, target))) return
    await withdrawInvitationsBy(tx, { accountId, organizationId })
    const entry = { act: "membership-removed", actor: by.id, organizationId } as const
    const subject = { kind: "account", id: accountId } as const
    await writeAudit(tx, { ...entry, subject }, { newId: deps.newId, at: deps.clock.now() })
  })
}

/** Writes the role and tells the audit; nothing happens when she has it already. */
export async function giveRole(
  tx: Tx,
  { newId, clock }: Pick<AccountDeps, "newId" | "clock">,
  { by, role, accountId, organizationId }: Target & { by: string; role: OrganizationRole },
): Promise<void> {
  const present = await membershipOf(tx, { accountId, organizationId })
  if (present === role) return
  await storeMembership(tx, { accountId, organizationId, role, at: clock.now() })
  const act = present ? "membership-changed" : "membership-granted"
  const subject = { kind: "account", id: accountId } as const
  await writeAudit(
    tx,
    { act, actor: by, subject, organizationId, details: { role, ...(present ? { before: present } : {}) } },
    { newId, at: clock.now() },
  )
}

/** An invitation or a request never takes away what somebody has. */
export function strongerOf(left: OrganizationRole, right: OrganizationRole | undefined): OrganizationRole {
  if (right === undefined) return left
  return organizationRoles.indexOf(left) >= organizationRoles.indexOf(right) ? left : right
}

async function warnOfLast(tx: Tx, { accountId, organizationId }: Target): Promise<void> {
  if ((await membershipOf(tx, { accountId, organizationId })) !== "coordinator") return
  const coordinators = await accountsWithRole(tx, { organizationId, least: "coordinator" })
  if (coordinators.every(({ id }) => id === accountId)) throw new LastCoordinator(organizationId)
}
