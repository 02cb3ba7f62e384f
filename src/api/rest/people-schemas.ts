/** Shapes of people and of what they are given. Addresses of people are told to those who manage them, nobody else. */
import { z } from "zod"
import { collaborationRoles, organizationRoles } from "../../platform/actor.ts"
import { languages } from "../../texts/index.ts"

const timestamp = z.string().describe("ISO 8601 timestamp, UTC")

export const person = z.object({ id: z.string(), name: z.string(), email: z.string() }).meta({ id: "Person" })

export const member = z
  .object({
    account: person,
    role: z.enum(organizationRoles),
    organizationId: z.string().describe("Where the role was given: this body, or one above it"),
    inherited: z.boolean(),
    since: timestamp,
  })
  .meta({ id: "Member" })

export const memberList = z
  .object({ items: z.array(member), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
  .meta({ id: "MemberList" })

export const invitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum([...organizationRoles, "administrator"]),
    language: z.enum(languages),
    invitedBy: z.string().describe("Account id"),
    state: z.enum(["open", "accepted", "withdrawn"]),
    createdAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: "Invitation" })

export const invitationList = z
  .object({ items: z.array(invitation), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
  .meta({ id: "InvitationList" })

export const membershipRequest = z
  .object({
    id: z.string(),
    account: person.nullable(),
    organizationId: z.string(),
    role: z.enum(organizationRoles),
    reason: z.string(),
    state: z.enum(["open", "accepted", "declined", "withdrawn"]),
    answer: z.string().nullable(),
    createdAt: timestamp,
    decidedAt: z.string().nullable(),
  })
  .meta({ id: "MembershipRequest" })

export const membershipRequestList = z
  .object({ items: z.array(membershipRequest), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
  .meta({ id: "MembershipRequestList" })

export const collaborator = z
  .object({ account: person, role: z.enum(collaborationRoles), since: timestamp })
  .meta({ id: "Collaborator" })

export const collaboratorList = z.object({ items: z.array(collaborator) }).meta({ id: "CollaboratorList" })
