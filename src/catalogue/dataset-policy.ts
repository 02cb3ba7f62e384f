/** Who may do what with a dataset and with a body. Pure: everything that decides is in the arguments. */
import { type Actor, hasRole, hasScope, mayEverything, type Scope } from "../platform/actor.ts"
import { NotAllowed } from "../platform/refusal.ts"

/** Who may publish without a review is a setting of each organisation. */
export const publishingRules = ["administrators", "coordinators", "contributors"] as const
export type PublishingRule = (typeof publishingRules)[number]

export const datasetActions = [
  "read",
  "read-history",
  "comment",
  "edit",
  "submit",
  "request-changes",
  "publish",
  "withdraw",
  "trash",
  "restore",
  "transfer",
  "manage-collaborators",
  "purge",
] as const
export type DatasetAction = (typeof datasetActions)[number]

/** What decides about a dataset. */
export interface DatasetAccess {
  readonly id: string
  readonly organizationId: string
  /** Published and public: anybody may read it. */
  readonly isPublic: boolean
  /** It was never published: whoever began it may also throw it away. */
  readonly neverPublished: boolean
  readonly createdBy?: string
  readonly publishing: PublishingRule
}

export const scopeOf: Readonly<Record<DatasetAction, Scope>> = {
  read: "read",
  "read-history": "read",
  comment: "write",
  edit: "write",
  submit: "write",
  "request-changes": "publish",
  publish: "publish",
  withdraw: "publish",
  trash: "write",
  restore: "publish",
  transfer: "administer",
  "manage-collaborators": "administer",
  purge: "administer",
}

export function mayOnDataset(actor: Actor, action: DatasetAction, dataset: DatasetAccess): boolean {
  if (action === "read" && dataset.isPublic) return true
  if (!hasScope(actor, scopeOf[action])) return false
  if (mayEverything(actor)) return true
  const { organizationId, publishing } = dataset
  const collaboration = actor.collaborations[dataset.id]
  const is = (role: "reader" | "contributor" | "coordinator") => hasRole(actor, organizationId, role)
  switch (action) {
    case "read":
    case "read-history":
      return is("reader") || collaboration !== undefined
    case "comment":
    case "edit":
    case "submit":
      return is("contributor") || collaboration === "editor"
    case "publish":
      return (
        (is("coordinator") && publishing !== "administrators") || (is("contributor") && publishing === "contributors")
      )
    case "trash":
      return is("coordinator") || (is("contributor") && dataset.neverPublished && dataset.createdBy === actor.id)
    case "request-changes":
    case "withdraw":
    case "restore":
    case "transfer":
    case "manage-collaborators":
      return is("coordinator")
    case "purge":
      return false
  }
}

/** Who reads all that is kept from the public. */
const everything = "everything"

/** What a private dataset is kept under in lists and indexes; whoever holds one of them (`readsPrivate`) may read it. */
export function readersOf({ id, organizationId }: Pick<DatasetAccess, "id" | "organizationId">): readonly string[] {
  return [organizationId, id, everything]
}

/** Under what the actor reads what is kept from the public: its bodies, the datasets it helps with, or all. */
export function readsPrivate(actor: Actor): readonly string[] {
  if (!hasScope(actor, "read")) return []
  if (mayEverything(actor)) return [everything]
  return [...actor.organizationIds, ...Object.keys(actor.collaborations)]
}

export function assertMayOnDataset(actor: Actor, action: DatasetAction, dataset: DatasetAccess): void {
  if (!mayOnDataset(actor, action, dataset)) throw new NotAllowed(action)
}

export const organizationActions = [
  "see-office",
  "add-dataset",
  "edit",
  "manage-members",
  "manage-sources",
  "read-audit",
  "create-below",
  "set-publishing",
  "reorganise",
] as const
export type OrganizationAction = (typeof organizationActions)[number]

const scopeOfOrganizationAction: Readonly<Record<OrganizationAction, Scope>> = {
  "see-office": "read",
  "add-dataset": "write",
  edit: "administer",
  "manage-members": "administer",
  "manage-sources": "administer",
  "read-audit": "read",
  "create-below": "administer",
  "set-publishing": "administer",
  reorganise: "administer",
}

export function mayOnOrganization(actor: Actor, action: OrganizationAction, organizationId: string): boolean {
  if (!hasScope(actor, scopeOfOrganizationAction[action])) return false
  if (mayEverything(actor)) return true
  switch (action) {
    case "see-office":
      return hasRole(actor, organizationId, "reader")
    case "add-dataset":
      return hasRole(actor, organizationId, "contributor")
    case "edit":
    case "manage-members":
    case "manage-sources":
    case "read-audit":
    case "set-publishing":
      return hasRole(actor, organizationId, "coordinator")
    // New bodies, mergers and renamings of bodies touch the national list.
    case "create-below":
    case "reorganise":
      return false
  }
}

export function assertMayOnOrganization(actor: Actor, action: OrganizationAction, organizationId: string): void {
  if (!mayOnOrganization(actor, action, organizationId)) throw new NotAllowed(action)
}
