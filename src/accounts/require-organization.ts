import { organizationsById } from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"
import { InvalidInput } from "../platform/refusal.ts"

export async function requireOrganization(db: Db, id: string): Promise<void> {
  const [organization] = await organizationsById(db, [id])
  if (!organization) throw new InvalidInput([{ path: "organizationId", rule: "unknown" }])
}
