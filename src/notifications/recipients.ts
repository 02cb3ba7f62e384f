import type { Change } from "../platform/changes/index.ts"
import type { Db } from "../platform/db.ts"
import type { NoticeFacts } from "./notice.ts"
import type { Audience } from "./tell.ts"

/** What a change was about, as far as people are told. */
export interface Subject {
  readonly facts: NoticeFacts
  readonly organizationId?: string
  /** Least role that may publish there; absent: administrators alone. */
  readonly publishers?: "coordinator" | "contributor"
  /** Account that a decision is about. */
  readonly accountId?: string
}

/** Answered by the modules that know: accounts, catalogue, harvest. They meet in `app.ts`. */
export interface Directory {
  /** `undefined`: it is gone meanwhile, and nobody is told. */
  subject(db: Db, entity: string, entityId: string): Promise<Subject | undefined>
  /** Active accounts with at least this role in the body, by themselves or from above; administrators are not among them. */
  withRole(
    db: Db,
    asked: { organizationId: string; least: "reader" | "contributor" | "coordinator" },
  ): Promise<readonly string[]>
  administrators(db: Db): Promise<readonly string[]>
  collaborators(db: Db, datasetId: string): Promise<readonly string[]>
  /** Accounts that did something with a dataset. */
  participants(db: Db, datasetId: string): Promise<readonly string[]>
}

/** Whom a change concerns, never the doer herself. */
export async function recipientsOf(
  db: Db,
  { change, to, subject }: { change: Change; to: Audience; subject: Subject },
  directory: Directory,
): Promise<readonly string[]> {
  const concerned = await concernedBy(db, { change, to, subject }, directory)
  return [...new Set(concerned)].filter((id) => id !== change.actor)
}

async function concernedBy(
  db: Db,
  { change, to, subject }: { change: Change; to: Audience; subject: Subject },
  directory: Directory,
): Promise<readonly string[]> {
  const withRole = async (least: "reader" | "contributor" | "coordinator") =>
    subject.organizationId ? directory.withRole(db, { organizationId: subject.organizationId, least }) : []
  switch (to) {
    case "subject":
      return subject.accountId ? [subject.accountId] : []
    case "publishers": {
      const reviewers = subject.publishers ? await withRole("coordinator") : []
      // Where nobody else may publish, the administrators are asked.
      return reviewers.length > 0 ? reviewers : directory.administrators(db)
    }
    case "editors":
      return [...(await withRole("contributor")), ...(await directory.collaborators(db, change.entityId))]
    case "coordinators":
      return [...(await withRole("coordinator")), ...(await directory.administrators(db))]
    case "participants": {
      const readers = await Promise.all([withRole("reader"), directory.administrators(db)])
      const collaborators = await directory.collaborators(db, change.entityId)
      // Who has lost the right to read it since is not told any more.
      const mayRead = new Set([...readers.flat(), ...collaborators])
      const took = await directory.participants(db, change.entityId)
      return [...took.filter((id) => mayRead.has(id)), ...collaborators]
    }
  }
}
