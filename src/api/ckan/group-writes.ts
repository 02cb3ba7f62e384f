/** Bodies and themes written by clients of CKAN. */
import {
  createOrganization,
  editOrganization,
  type Organization,
  organizationByRef,
  organizationsById,
  renameOrganization,
  reorganise,
} from "../../catalogue/index.ts"
import { newId } from "../../platform/ids.ts"
import { directionOfText, type LocalisedText } from "../../texts/index.ts"
import { addEntry, editEntry, retireEntry, type Theme } from "../../vocabulary/index.ts"
import type { ApiDeps } from "../deps.ts"
import type { Actions, Call } from "./action.ts"
import { invalid, notFound } from "./errors.ts"
import { groupFromOrganization, groupFromTheme, themeId } from "./group-dicts.ts"
import { type Params, requiredText, textOf } from "./params.ts"

export const groupWrites: Actions = {
  organization_create: {
    help: "Adds a body; administrators. Parameters: name, title or title_translated, description.",
    writes: true,
    async run(params, deps, call) {
      const slug = requiredText(params, "name")
      const name = titleOf(params) ?? {}
      const id = await createOrganization(deps.db, { slug, name }, { ...contextOf(deps, call), newId })
      return edited(await organizationWith(id, deps), { params, deps, call })
    },
  },
  organization_update: {
    help: "Changes a body. Parameters: id, and some of name, title, title_translated, description, url.",
    writes: true,
    run: changeOrganization,
  },
  organization_patch: {
    help: "Changes what is sent of a body. Parameters: as organization_update.",
    writes: true,
    run: changeOrganization,
  },
  organization_delete: {
    help: "Closes a body; its page and its datasets stay. Administrators. Parameters: id.",
    writes: true,
    async run(params, deps, call) {
      const { id } = await organizationIn(params, deps)
      await reorganise(deps.db, { kind: "close", id }, contextOf(deps, call))
      return null
    },
  },
  group_create: {
    help: "Adds a theme; administrators. Parameters: name, title or title_translated.",
    writes: true,
    async run(params, deps, call) {
      const code = requiredText(params, "name")
      const label = titleOf(params) ?? {}
      await addEntry(deps.db, { list: "theme", code, fields: { label } }, contextOf(deps, call))
      return groupFromTheme({ code, label, position: 0 }, 0)
    },
  },
  group_update: {
    help: "Changes a theme; administrators. Parameters: id, title or title_translated.",
    writes: true,
    run: changeTheme,
  },
  group_patch: {
    help: "Changes a theme; administrators. Parameters: as group_update.",
    writes: true,
    run: changeTheme,
  },
  group_delete: {
    help: "Retires a theme: it is not offered any more, what has it keeps it. Administrators. Parameters: id.",
    writes: true,
    async run(params, deps, call) {
      await retireEntry(deps.db, { list: "theme", code: themeIn(params, deps).code }, contextOf(deps, call))
      return null
    },
  },
}

interface Writing {
  readonly params: Params
  readonly deps: ApiDeps
  readonly call: Call
}

async function changeOrganization(params: Params, deps: ApiDeps, call: Call) {
  const organization = await organizationIn(params, deps)
  const slug = textOf(params, "name")
  if (slug !== undefined && slug !== organization.slug) {
    const name = { ...organization.name, ...titleOf(params) }
    await renameOrganization(deps.db, { id: organization.id, name, slug }, contextOf(deps, call))
  }
  return edited(organization, { params, deps, call })
}

async function edited({ id, name: before }: Organization, { params, deps, call }: Writing) {
  const title = titleOf(params)
  const description = localisedOf(params, "description")
  const changes = { ...(title ? { name: { ...before, ...title } } : {}), ...(description ? { description } : {}) }
  if (Object.keys(changes).length > 0) await editOrganization(deps.db, { id, changes }, contextOf(deps, call))
  return groupFromOrganization(await organizationWith(id, deps), 0)
}

async function changeTheme(params: Params, deps: ApiDeps, call: Call) {
  const theme = themeIn(params, deps)
  const label = { ...theme.label, ...titleOf(params) }
  await editEntry(deps.db, { list: "theme", code: theme.code, changes: { label } }, contextOf(deps, call))
  return groupFromTheme({ ...theme, label }, 0)
}

async function organizationIn(params: Params, deps: ApiDeps): Promise<Organization> {
  const found = await organizationByRef(deps.db, requiredText(params, "id", "name"))
  if (found.kind === "found") return found.organization
  if (found.kind === "moved") return organizationWith(found.id, deps)
  throw notFound("Organization was not found.")
}

async function organizationWith(id: string, { db }: ApiDeps): Promise<Organization> {
  const [organization] = await organizationsById(db, [id])
  if (!organization) throw notFound("Organization was not found.")
  return organization
}

function themeIn(params: Params, { vocabularies }: ApiDeps): Theme {
  const ref = requiredText(params, "id", "name")
  const theme = vocabularies().themes.find(({ code }) => code === ref || themeId(code) === ref)
  if (!theme) throw notFound("Group was not found.")
  return theme
}

function titleOf(params: Params): LocalisedText | undefined {
  return localisedOf(params, "title")
}

/** `title_translated` where it is sent; a plain text has the language of its script. */
function localisedOf(params: Params, name: string): LocalisedText | undefined {
  const translated = params[`${name}_translated`]
  if (typeof translated === "object" && translated !== null) {
    const texts = Object.entries(translated).filter((entry): entry is [string, string] => typeof entry[1] === "string")
    if (texts.length !== Object.keys(translated).length)
      throw invalid(`${name}_translated`, "Must be texts by language")
    return texts.length > 0 ? Object.fromEntries(texts) : undefined
  }
  const text = textOf(params, name)?.trim()
  if (!text) return undefined
  return { [directionOfText(text) === "rtl" ? "ar" : "fr"]: text }
}

function contextOf({ clock }: ApiDeps, { caller }: Call) {
  return { by: caller, at: clock.now() }
}
