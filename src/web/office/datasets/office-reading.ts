/** What several pages of the office read in the same way. */
import { accountsByIds } from "../../../accounts/index.ts"
import {
  mayOnOrganization,
  type Organization,
  type OrganizationAction,
  type WriteContext,
} from "../../../catalogue/index.ts"
import { newId } from "../../../platform/ids.ts"
import { inLanguage, type LocalisedText } from "../../../texts/index.ts"
import type { Choice } from "../../components/form/field.tsx"
import type { OfficeContext, Visit } from "../office-route.ts"

/** Who writes, when. */
export function writing({ viewer, now, vocabularies }: Visit): WriteContext {
  return { by: viewer.actor, at: now, newId, vocabularies }
}

export interface BodyChoice extends Choice {
  /** It lies below another that is open to the viewer too. */
  readonly below: boolean
}

/** Organisations in which the viewer may do this, as choices in the page's language: her own before those below it. */
export async function organizationChoices(
  { directory }: OfficeContext,
  { viewer, language }: Visit,
  action: OrganizationAction,
): Promise<BodyChoice[]> {
  const { all } = await directory.organizations()
  const open = all.filter(({ id, closedAt }) => !closedAt && mayOnOrganization(viewer.actor, action, id))
  const ids = new Set(open.map(({ id }) => id))
  const isBelow = ({ parentId }: Organization) => parentId !== undefined && ids.has(parentId)
  return open
    .map((body) => ({
      value: body.id,
      label: inLanguage(body.name, language)?.text ?? body.slug,
      below: isBelow(body),
    }))
    .toSorted((a, b) => Number(a.below) - Number(b.below) || a.label.localeCompare(b.label, language))
}

export async function organizationNames({ directory }: OfficeContext): Promise<Map<string, LocalisedText>> {
  const { all } = await directory.organizations()
  return new Map(all.map(({ id, name }) => [id, name]))
}

/** Names of the people behind these account ids; what is no account (the portal itself) has none. */
export async function peopleNamed(
  { db }: OfficeContext,
  ids: readonly (string | undefined)[],
): Promise<Map<string, string>> {
  const accounts = await accountsByIds(
    db,
    ids.filter((id) => id !== undefined),
  )
  return new Map([...accounts].map(([id, { name }]) => [id, name]))
}
