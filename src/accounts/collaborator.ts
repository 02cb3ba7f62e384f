import { assertMayOnDataset, type DatasetAccess } from "../catalogue/index.ts"
import type { Actor, CollaborationRole } from "../platform/actor.ts"
import { inTransaction } from "../platform/db.ts"
import { accountByEmail } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import { collaborationOf, deleteCollaborator, storeCollaborator } from "./collaborator-store.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { AccountNotFound } from "./errors.ts"
import { admitAttempt, askThrottle } from "./throttle.ts"

/**
 * Lets somebody read or edit one dataset beside the roles. She is named by her address; whether it has an account is told
 * to those who may do this alone, and only so many times an hour.
 */
export async function setCollaborator(
  { db, clock, newId }: AccountDeps,
  args: { by: Actor; dataset: DatasetAccess; email: string; role: CollaborationRole },
): Promise<void> {
  const { by, dataset, role } = args
  assertMayOnDataset(by, "manage-collaborators", dataset)
  const email = requireEmail(args.email)
  await admitAttempt(db, [askThrottle(by.id)], clock.now())
  await inTransaction(db, async (tx) => {
    const account = (await accountByEmail(tx, email))?.account
    if (account?.state !== "active") throw new AccountNotFound(email)
    const key = { datasetId: dataset.id, accountId: account.id }
    const present = await collaborationOf(tx, key)
    if (present === role) return
    await storeCollaborator(tx, { ...key, role, at: clock.now() })
    const act = present ? "collaborator-changed" : "collaborator-added"
    const details = { role, account: account.id }
    const subject = { kind: "dataset", id: dataset.id } as const
    const { organizationId } = dataset
    await writeAudit(tx, { act, actor: by.id, subject, organizationId, details }, { newId, at: clock.now() })
  })
}

/** Everybody may leave. */
export async function removeCollaborator(
  { db, clock, newId }: AccountDeps,
  { by, dataset, accountId }: { by: Actor; dataset: DatasetAccess; accountId: string },
): Promise<void> {
  if (by.id !== accountId) assertMayOnDataset(by, "manage-collaborators", dataset)
  await inTransaction(db, async (tx) => {
    if (!(await deleteCollaborator(tx, { datasetId: dataset.id, accountId }))) return
    const subject = { kind: "dataset", id: dataset.id } as const
    const entry = { act: "collaborator-removed", actor: by.id, subject, details: { account: accountId } } as const
    await writeAudit(tx, { ...entry, organizationId: dataset.organizationId }, { newId, at: clock.now() })
  })
}
