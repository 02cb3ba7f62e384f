/** Who acts: plain data, so that every policy is a pure function of it. */
export interface Actor {
  /** Account id, `system`, or `anonymous`. */
  readonly id: string
  /** Roles over the whole portal. */
  readonly roles: readonly Role[]
  /** Organisations it has a role in, those below them included: the keys of `grants`. */
  readonly organizationIds: readonly string[]
  /** Organisation → strongest role there, inherited from the organisations above. */
  readonly grants: Readonly<Record<string, OrganizationRole>>
  /** Dataset → what it may do there beside its roles. */
  readonly collaborations: Readonly<Record<string, CollaborationRole>>
  /** What an API token was given; absent: all that its owner may. */
  readonly scopes?: readonly Scope[]
}

export type Role = "administrator" | "system" | OrganizationRole

/** From the least to the most: each may what those before it may. */
export const organizationRoles = ["reader", "contributor", "coordinator"] as const
export type OrganizationRole = (typeof organizationRoles)[number]

export function isOrganizationRole(value: string): value is OrganizationRole {
  return (organizationRoles as readonly string[]).includes(value)
}

export const collaborationRoles = ["reader", "editor"] as const
export type CollaborationRole = (typeof collaborationRoles)[number]

/** `read`: what is not public; `write`: drafts and files; `publish`: the workflow; `administer`: people and lists. */
export const scopes = ["read", "write", "publish", "administer"] as const
export type Scope = (typeof scopes)[number]

const nothing = { organizationIds: [], grants: {}, collaborations: {} }

export const systemActor: Actor = { id: "system", roles: ["system"], ...nothing }
export const anonymousActor: Actor = { id: "anonymous", roles: [], ...nothing }

/** An actor for whom no question of rights is asked: the operator's command line, our own jobs, an administrator. */
export function mayEverything({ roles }: Actor): boolean {
  return roles.includes("system") || roles.includes("administrator")
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.scopes === undefined || actor.scopes.includes(scope)
}

/** Whether the actor has at least this role in the organisation, by itself or from one above. */
export function hasRole(actor: Actor, organizationId: string, least: OrganizationRole): boolean {
  const role = actor.grants[organizationId]
  return role !== undefined && organizationRoles.indexOf(role) >= organizationRoles.indexOf(least)
}
