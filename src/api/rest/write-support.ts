/** What the addresses that write share. */
import { type OfficeDataset, organizationByRef, type WriteContext } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput, Stale } from "../../platform/refusal.ts"
import { storedFiles } from "../../platform/uploads/index.ts"
import type { Uploads } from "./dataset-body.ts"
import type { Answer, RestDeps } from "./endpoint.ts"
import { etagOf, type OfficeAnswer, officeToJson } from "./office-answer.ts"
import { pathParameter } from "./parameters.ts"

export const datasetRef = pathParameter({
  ar: "المعرّف الدائم أو الاسم في العنوان",
  fr: "Identifiant permanent ou nom dans l’adresse",
  en: "Permanent identifier or slug",
})

export function writeContext({ caller }: { readonly caller: Actor }, { clock, vocabularies }: RestDeps): WriteContext {
  return { by: caller, at: clock.now(), newId, vocabularies: vocabularies() }
}

/** `"v12"` → 12; an ETag that is not of ours was never current. */
export function versionFrom(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined
  const version = /^"v(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
  if (version === undefined) throw new Stale(ifMatch.slice(0, 100))
  return Number(version)
}

export function versioned(ifMatch: string | undefined): { readonly version?: number } {
  const version = versionFrom(ifMatch)
  return version === undefined ? {} : { version }
}

export function foundOffice(office: OfficeDataset, { vocabularies, baseUrl }: RestDeps): Answer<OfficeAnswer> {
  return {
    kind: "found",
    body: officeToJson(office, { vocabularies: vocabularies(), baseUrl }),
    etag: etagOf(office),
  }
}

/** The id of the body that a program names by id or slug. */
export async function organizationIdFrom(db: Db, ref: string, path = "organization"): Promise<string> {
  const found = await organizationByRef(db, ref)
  if (found.kind === "none") throw new InvalidInput([{ path, rule: "unknown" }])
  return found.kind === "moved" ? found.id : found.organization.id
}

export async function uploadsNamed(db: Db, ids: readonly string[]): Promise<Uploads> {
  if (ids.length === 0) return new Map()
  return new Map((await storedFiles(db, ids)).map((file) => [file.id, file]))
}
