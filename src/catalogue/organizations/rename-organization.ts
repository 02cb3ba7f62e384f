import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "../../platform/db.ts"
import { type LocalisedText, localisedText } from "../../texts/index.ts"
import { assertSlug } from "../create-organization.ts"
import type { OrganizationId } from "../dataset.ts"
import { assertMayOnOrganization } from "../dataset-policy.ts"
import { SlugTaken } from "../errors.ts"
import { changeOrganization, type OrganizationContext } from "./change-organization.ts"
import { assertValid, checkOrganization } from "./check-organization.ts"
import type { OfficeOrganization } from "./office-organization.ts"
import { claimSlug } from "./organization-edit-store.ts"

export interface NewName {
  readonly id: OrganizationId
  readonly version?: number | undefined
  readonly name: LocalisedText
  /** Absent: its address stays. */
  readonly slug?: string | undefined
}

/** The same body under a new name: its old name stays known with its last day, and its old address leads to the new one. */
export async function renameOrganization(
  db: Db,
  { id, version, name, slug }: NewName,
  context: OrganizationContext,
): Promise<OfficeOrganization> {
  assertMayOnOrganization(context.by, "reorganise", id)
  assertValid(checkOrganization({ name }))
  if (slug !== undefined) assertSlug(slug)
  return changeOrganization(
    db,
    {
      id,
      version,
      kind: "renamed",
      change: async (before, tx) => {
        if (slug !== undefined && slug !== before.slug) await takeSlug(tx, id, slug)
        return renamed(before, { name: localisedText(name)!, slug: slug ?? before.slug, at: context.at })
      },
    },
    context,
  )
}

async function takeSlug(tx: Tx, id: OrganizationId, slug: string): Promise<void> {
  if (!(await claimSlug(tx, id, slug))) throw new SlugTaken(slug)
}

function renamed(
  before: OfficeOrganization,
  { name, slug, at }: { name: LocalisedText; slug: string; at: Date },
): OfficeOrganization {
  if (isDeepStrictEqual(name, before.name) && slug === before.slug) return before
  const until = at.toISOString().slice(0, 10)
  const known = before.formerNames.some((former) => isDeepStrictEqual(former, before.name))
  return {
    ...before,
    name,
    slug,
    formerNames:
      known || isDeepStrictEqual(name, before.name) ? before.formerNames : [before.name, ...before.formerNames],
    renamings: [{ name: before.name, slug: before.slug, until }, ...(before.renamings ?? [])],
  }
}
