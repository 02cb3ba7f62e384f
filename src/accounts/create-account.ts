import type { OrganizationRole } from "../platform/actor.ts"
import type { Language } from "../texts/index.ts"
import { administratorsExist, insertAccount } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { EmailTaken } from "./errors.ts"
import { giveRole } from "./membership.ts"
import { hashPassword } from "./password-hash.ts"
import { assertPassword } from "./password-rules.ts"
import { requireName } from "./profile.ts"

export interface OperatorsAccount {
  readonly email: string
  readonly password: string
  /** The part of the address before the @ when absent. */
  readonly name?: string | undefined
  readonly language?: Language
  readonly administrator?: boolean
  readonly membership?: { readonly organizationId: string; readonly role: OrganizationRole }
}

type Making = Pick<AccountDeps, "db" | "clock" | "newId">

/** An account made by the operator, who vouches for the address. Answers its id. */
export async function createAccount({ db, clock, newId }: Making, given: OperatorsAccount): Promise<string> {
  const email = requireEmail(given.email)
  const name = requireName(given.name ?? email.split("@")[0]!)
  assertPassword(given.password, [name, email])
  const passwordHash = await hashPassword(given.password)
  const { membership, administrator = false, language = "fr" } = given
  const [id, at] = [newId(), clock.now()]
  await db.transaction().execute(async (tx) => {
    const account = { id, email, name, language, administrator, passwordHash, at }
    if (!(await insertAccount(tx, account))) throw new EmailTaken(email)
    const subject = { kind: "account", id } as const
    await writeAudit(tx, { act: "account-created", actor: "system", subject }, { newId, at })
    if (administrator) await writeAudit(tx, { act: "administrator-made", actor: "system", subject }, { newId, at })
    if (membership) await giveRole(tx, { newId, clock }, { by: "system", accountId: id, ...membership })
  })
  return id
}

/**
 * The administrator of the settings, at the first start only: once there is one, the settings are not looked at again.
 * Answers whether it was made.
 */
export async function ensureFirstAdministrator(
  making: Making,
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  if (await administratorsExist(making.db)) return false
  await createAccount(making, { email, password, administrator: true })
  return true
}
