/** Who is concerned by what: the answers of accounts, catalogue and harvest to the questions of notices. */
import {
  accountsByIds,
  accountsWithRole,
  administrators,
  collaboratorsOf,
  invitationById,
  membershipRequestById,
} from "../../../accounts/index.ts"
import { commentsOf, DatasetNotFound, officeDataset, organizationsById } from "../../../catalogue/index.ts"
import { runById, sourceById } from "../../../harvest/index.ts"
import type { Addressee, Notice, NoticeDirectory, NoticeSubject } from "../../../notifications/index.ts"
import { systemActor } from "../../../platform/actor.ts"
import type { Db } from "../../../platform/db.ts"
import { datasetParticipants } from "./desk-store.ts"

export const noticeDirectory: NoticeDirectory = {
  subject(db, entity, entityId) {
    switch (entity) {
      case "dataset":
        return datasetSubject(db, entityId)
      case "harvest-run":
        return runSubject(db, entityId)
      case "membership-request":
        return requestSubject(db, entityId)
      case "invitation":
        return invitationSubject(db, entityId)
      default:
        return Promise.resolve(undefined)
    }
  },
  withRole: async (db, asked) => (await accountsWithRole(db, asked)).map(({ id }) => id),
  administrators: async (db) => (await administrators(db)).map(({ id }) => id),
  collaborators: async (db, datasetId) => (await collaboratorsOf(db, datasetId)).map(({ account }) => account.id),
  participants: datasetParticipants,
}

/** Whoever may still be written to. */
export async function addresseeOf(db: Db, accountId: string): Promise<Addressee | undefined> {
  const account = (await accountsByIds(db, [accountId])).get(accountId)
  return account?.state === "active" && account.email ? account : undefined
}

/** What was said with the act that a notice tells of. */
export async function wordsWith(db: Db, { entity, entityId, actor, createdAt }: Notice): Promise<string | undefined> {
  if (entity !== "dataset") return undefined
  const comments = await commentsOf(db, entityId)
  return comments.find(({ at, author }) => author === actor && at.getTime() === createdAt.getTime())?.text
}

async function datasetSubject(db: Db, id: string): Promise<NoticeSubject | undefined> {
  try {
    const { organization, access, document } = await officeDataset(db, id, systemActor)
    const title = document.facts.title
    return {
      facts: { title },
      organizationId: organization.id,
      ...(access.publishing === "administrators" ? {} : { publishers: "coordinator" as const }),
    }
  } catch (error) {
    // Emptied by an administrator meanwhile.
    if (error instanceof DatasetNotFound) return undefined
    throw error
  }
}

async function runSubject(db: Db, id: string): Promise<NoticeSubject | undefined> {
  const run = await runById(db, id)
  const source = run && (await sourceById(db, run.sourceId))
  if (!run || !source) return undefined
  const title = source.displayName ?? { und: source.name }
  return { facts: { title, count: run.planned.withdrawn }, organizationId: source.organization.id }
}

async function requestSubject(db: Db, id: string): Promise<NoticeSubject | undefined> {
  const request = await membershipRequestById(db, id)
  return request && bodySubject(db, request.organizationId, request.accountId)
}

async function invitationSubject(db: Db, id: string): Promise<NoticeSubject | undefined> {
  const invitation = await invitationById(db, id)
  return invitation?.organizationId ? bodySubject(db, invitation.organizationId, invitation.invitedBy) : undefined
}

async function bodySubject(db: Db, organizationId: string, accountId: string): Promise<NoticeSubject | undefined> {
  const [organization] = await organizationsById(db, [organizationId])
  return organization && { facts: { title: organization.name }, organizationId, accountId }
}
