/** Which changes people are told of, and whom they concern. Pure; who these people are is looked up by `recipients.ts`. */
import type { Change } from "../platform/changes/index.ts"
import type { NoticeKind } from "./notice.ts"

export type Audience =
  /** Those who may publish the dataset. */
  | "publishers"
  /** Those who wrote, submitted or discussed it, and its collaborators. */
  | "participants"
  /** Those who may write for the body, and collaborators of the dataset. */
  | "editors"
  /** Coordinators of the body and administrators. */
  | "coordinators"
  /** The person that a decision is about. */
  | "subject"

export interface Tell {
  readonly kind: NoticeKind
  readonly to: Audience
}

type Told = Readonly<Record<string, Readonly<Record<string, Tell>>>>

const told: Told = {
  dataset: {
    submitted: { kind: "review-asked", to: "publishers" },
    "changes-requested": { kind: "changes-requested", to: "participants" },
    published: { kind: "published", to: "participants" },
    scheduled: { kind: "scheduled", to: "participants" },
    withdrawn: { kind: "withdrawn", to: "participants" },
    joined: { kind: "joined", to: "coordinators" },
    "joined-away": { kind: "joined-away", to: "coordinators" },
    "table-reduced": { kind: "table-reduced", to: "editors" },
    commented: { kind: "commented", to: "participants" },
  },
  "harvest-run": {
    waits: { kind: "harvest-waits", to: "coordinators" },
    down: { kind: "harvest-down", to: "coordinators" },
    problems: { kind: "harvest-problems", to: "coordinators" },
  },
  "membership-request": {
    created: { kind: "membership-asked", to: "coordinators" },
    accepted: { kind: "membership-accepted", to: "subject" },
    declined: { kind: "membership-declined", to: "subject" },
  },
  invitation: {
    accepted: { kind: "invitation-accepted", to: "subject" },
  },
}

export function tellOf({ entity, kind, actor }: Pick<Change, "entity" | "kind" | "actor">): Tell | undefined {
  const tell = told[entity]?.[kind]
  if (entity !== "dataset" || actor !== "system") return tell
  // The portal itself sends back a scheduled publication that has become impossible; what a harvest withdraws is in its run.
  if (kind === "changes-requested") return { kind: "publication-failed", to: "participants" }
  return kind === "published" || kind === "table-reduced" ? tell : undefined
}
