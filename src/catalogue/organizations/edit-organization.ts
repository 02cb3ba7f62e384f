import type { Db } from "../../platform/db.ts"
import { type LocalisedText, localisedText } from "../../texts/index.ts"
import type { OrganizationId } from "../dataset.ts"
import { assertMayOnOrganization } from "../dataset-policy.ts"
import type { Organization } from "../organization.ts"
import { changeOrganization, type OrganizationContext } from "./change-organization.ts"
import { assertValid, checkOrganization, type OrganizationChanges } from "./check-organization.ts"
import type { OfficeOrganization } from "./office-organization.ts"

/**
 * Changes what is told of a body. Its own coordinators do; a name that stands and the level are of the national list, so
 * only administrators change those, while a name in a language that lacks one may be added.
 */
export async function editOrganization(
  db: Db,
  { id, version, changes }: { id: OrganizationId; version?: number | undefined; changes: OrganizationChanges },
  context: OrganizationContext,
): Promise<OfficeOrganization> {
  assertMayOnOrganization(context.by, "edit", id)
  assertValid(checkOrganization(changes))
  return changeOrganization(
    db,
    {
      id,
      version,
      kind: "updated",
      change: (before) => {
        const after = withChanges(before, changes)
        if (touchesNationalList(before, after)) assertMayOnOrganization(context.by, "reorganise", id)
        return after
      },
    },
    context,
  )
}

function withChanges(before: OfficeOrganization, changes: OrganizationChanges): OfficeOrganization {
  const { name, level, description, acronym, homepage, email, phone, logoFileId } = changes
  const next = {
    ...before,
    name: (name && localisedText(name)) ?? before.name,
    level: level ?? before.level,
    description: description === undefined ? before.description : localisedText(description ?? {}),
    acronym: line(acronym, before.acronym),
    homepage: line(homepage, before.homepage),
    email: line(email, before.email),
    phone: line(phone, before.phone),
    logoFileId: line(logoFileId, before.logoFileId),
  }
  return withoutAbsent(next)
}

function line(wanted: string | null | undefined, before: string | undefined): string | undefined {
  return wanted === undefined ? before : wanted?.trim() || undefined
}

function withoutAbsent(next: { [K in keyof OfficeOrganization]: OfficeOrganization[K] | undefined }) {
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => value !== undefined),
  ) as unknown as OfficeOrganization
}

function touchesNationalList(before: Organization, after: Organization): boolean {
  return before.level !== after.level || losesName(before.name, after.name)
}

function losesName(before: LocalisedText, after: LocalisedText): boolean {
  return Object.entries(before).some(([language, name]) => after[language] !== name)
}
