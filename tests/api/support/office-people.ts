import { sql } from "kysely"
import { createAccount } from "../../../src/accounts/index.ts"
import type { Actor, OrganizationRole } from "../../../src/platform/actor.ts"
import { ids } from "./catalogue.ts"
import type { ApiPortal } from "./portal.ts"

export const people = ["stranger", "reader", "contributor", "coordinator", "administrator"] as const
export type PersonName = (typeof people)[number]

/** People with accounts: of the ministry of agriculture each by her role, a coordinator of another body, an administrator. */
export async function settlePeople({ accounts, callers, db }: ApiPortal): Promise<Record<PersonName, Actor>> {
  // Seeded as a harvest of long ago left it: no list of the office knows it.
  await sql`delete from dataset where id = ${ids.draft}`.execute(db)
  const made: Partial<Record<PersonName, Actor>> = {}
  for (const name of people) {
    const organizationId = name === "stranger" ? ids.culture : ids.agriculture
    const role = name === "stranger" ? "coordinator" : name
    const membership = role === "administrator" ? {} : { membership: { organizationId, role } }
    const id = await createAccount(accounts, {
      ...{ email: `${name}@exemple.tn`, name: `Mme ${name}`, password: "un chameau traverse la nuit" },
      ...{ administrator: name === "administrator", ...membership },
    })
    made[name] = role === "administrator" ? administrator(id) : member(id, role, organizationId)
    callers.set(name, made[name])
    callers.set(`${name}-reading`, { ...made[name], scopes: ["read"] })
  }
  return made as Record<PersonName, Actor>
}

function member(id: string, role: OrganizationRole, organizationId: string): Actor {
  return {
    ...{ id, roles: [role], organizationIds: [organizationId] },
    ...{ grants: { [organizationId]: role }, collaborations: {} },
  }
}

function administrator(id: string): Actor {
  return { id, roles: ["administrator"], organizationIds: [], grants: {}, collaborations: {} }
}

/** A file of somebody that waits for an answer about personal data. */
export async function storeFile({ db }: ApiPortal, owner: string, id: string): Promise<void> {
  const warnings = JSON.stringify([{ column: "cin", kind: "identity-number", count: 12 }])
  await sql`
    insert into stored_file (id, owner, name, byte_size, sha256, media_type, warnings, inspected_at)
    values (${id}, ${owner}, 'agents.csv', 12, ${"0".repeat(64)}, 'text/csv', ${warnings}, now())
  `.execute(db)
}
