/** What the addresses of the office share beside those of single datasets. */
import type { AccountDeps } from "../../accounts/index.ts"
import { organizationByRef } from "../../catalogue/index.ts"
import { type Actor, hasScope, type Scope } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { isUuid, newId } from "../../platform/ids.ts"
import { NotAllowed, type Refusal, Stale } from "../../platform/refusal.ts"
import { OrganizationNotFound } from "../errors.ts"
import type { RestDeps } from "./endpoint.ts"
import { pathParameter } from "./parameters.ts"

export const bodyRef = pathParameter({
  ar: "المعرّف الدائم للهيكل أو اسمه في العنوان",
  fr: "Identifiant permanent de l’organisme ou son nom dans l’adresse",
  en: "Permanent identifier or slug of the body",
})

export const idParameter = pathParameter({ ar: "المعرّف", fr: "Identifiant", en: "Identifier" })

/** Of the body that an address names, by id, slug or former slug. */
export async function bodyIdOf(db: Db, ref: string): Promise<string> {
  const found = await organizationByRef(db, ref)
  if (found.kind === "none") throw new OrganizationNotFound(ref)
  return found.kind === "moved" ? found.id : found.organization.id
}

/** The id of an address; what is no id names nothing. */
export function knownId(id: string, notFound: (id: string) => Refusal): string {
  if (!isUuid(id)) throw notFound(id)
  return id.toLowerCase()
}

/** The use cases of accounts, within the transaction of the request. */
export function accountsOf({ accounts, db }: RestDeps): AccountDeps {
  return { ...accounts, db }
}

export function doing({ caller }: { readonly caller: Actor }, { clock }: RestDeps) {
  return { by: caller, at: clock.now(), newId }
}

/** For what everybody may do with what is her own: a token does only what it was given. */
export function assertScope(caller: Actor, scope: Scope): void {
  if (!hasScope(caller, scope)) throw new NotAllowed(scope)
}

const attempts = 3

/**
 * Writes over what was read. Whoever names a version (`If-Match`) writes over that one alone; for whoever names none it is
 * read again when somebody wrote in between, since what is merged must be merged into what stands.
 */
export async function writeAsRead<Read extends { readonly version: number }, Written>(
  version: number | undefined,
  read: () => Promise<Read>,
  write: (before: Read, version: number) => Promise<Written>,
): Promise<Written> {
  for (let attempt = 1; ; attempt++) {
    const before = await read()
    try {
      return await write(before, version ?? before.version)
    } catch (error) {
      if (!(error instanceof Stale) || version !== undefined || attempt === attempts) throw error
    }
  }
}

/** A moment as answers say it; null where there is none. */
export function iso(moment: Date | undefined): string | null {
  return moment?.toISOString() ?? null
}
