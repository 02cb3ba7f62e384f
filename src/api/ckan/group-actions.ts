/** Organisations, and themes as groups: the same two actions each. */
import {
  datasetsByIds,
  isPublicDataset,
  listOrganizations,
  organizationByRef,
  organizationsById,
} from "../../catalogue/index.ts"
import type { ApiDeps } from "../deps.ts"
import type { Actions } from "./action.ts"
import { tablesAmong } from "./datastore/tables-among.ts"
import { invalid, notFound } from "./errors.ts"
import { type GroupDict, groupFromOrganization, groupFromTheme } from "./group-dicts.ts"
import { conditionFromLucene } from "./lucene-sql.ts"
import { packageFromDataset } from "./package-dict.ts"
import { packageOrder } from "./package-order.ts"
import { packageCountsByOrganization, packageCountsByTheme, packageIds } from "./package-store.ts"
import { booleanOf, integerOf, listOf, type Params, requiredText, textOf } from "./params.ts"

const maxGroups = 1000
const everyOrganization = 100_000

export const groupActions: Actions = {
  organization_list: {
    help: "Names of organisations, or whole ones. Parameters: all_fields, sort (name, title, package_count), organizations (names wanted), limit (at most 1000), offset.",
    run: async (params, deps) => listed(params, await allOrganizations(deps), "organizations"),
  },
  organization_show: {
    help: "One organisation. Parameters: id (identifier or name), include_datasets.",
    async run(params, deps) {
      const group = await organizationGroup(requiredText(params, "id"), deps)
      return shown(params, group, { deps, field: "organization" })
    },
  },
  group_list: {
    help: "Names of themes, or whole ones. Parameters: all_fields, sort (name, title, package_count), groups (names wanted), limit (at most 1000), offset.",
    run: async (params, deps) => listed(params, await allThemes(deps), "groups"),
  },
  group_show: {
    help: "One theme. Parameters: id (identifier or code), include_datasets.",
    async run(params, deps) {
      const ref = requiredText(params, "id")
      const group = (await allThemes(deps)).find(({ id, name }) => name === ref || id === ref)
      if (!group) throw notFound("Group was not found.")
      return shown(params, group, { deps, field: "groups" })
    },
  },
}

async function allOrganizations({ db }: ApiDeps): Promise<GroupDict[]> {
  const { organizations } = await listOrganizations(db, { language: "fr", limit: everyOrganization })
  const counts = await packageCountsByOrganization(db)
  return organizations.map((one) => groupFromOrganization(one, counts.get(one.id) ?? 0))
}

async function organizationGroup(ref: string, { db }: ApiDeps): Promise<GroupDict> {
  const found = await organizationByRef(db, ref)
  if (found.kind === "none") throw notFound("Organization was not found.")
  const [moved] = found.kind === "moved" ? await organizationsById(db, [found.id]) : []
  const organization = found.kind === "found" ? found.organization : moved
  if (!organization) throw notFound("Organization was not found.")
  const counts = await packageCountsByOrganization(db)
  return groupFromOrganization(organization, counts.get(organization.id) ?? 0)
}

async function allThemes({ db, vocabularies }: ApiDeps): Promise<GroupDict[]> {
  const counts = await packageCountsByTheme(db)
  return vocabularies().themes.map((one) => groupFromTheme(one, counts.get(one.code) ?? 0))
}

function listed(params: Params, groups: readonly GroupDict[], selection: string) {
  const wanted = listOf(params, selection, ",")
  const kept =
    wanted.length === 0 ? groups : groups.filter(({ name, id }) => wanted.includes(name) || wanted.includes(id))
  const offset = integerOf(params, "offset", 0)
  const limit = Math.min(integerOf(params, "limit", maxGroups), maxGroups)
  const page = [...kept].sort(orderOf(params)).slice(offset, offset + limit)
  return booleanOf(params, "all_fields", false) ? page : page.map(({ name }) => name)
}

function orderOf(params: Params): (a: GroupDict, b: GroupDict) => number {
  const text = textOf(params, "sort")?.trim() || textOf(params, "order_by")?.trim() || "title asc"
  const [name = "", direction] = text.split(/\s+/)
  const by = orders[name as keyof typeof orders]
  if (!Object.hasOwn(orders, name) || !by) throw invalid("sort", `Cannot sort by field \`${name.slice(0, 100)}\``)
  const descending = direction ? direction.toLowerCase() === "desc" : name === "package_count" || name === "packages"
  return (a, b) => (descending ? by(b, a) : by(a, b)) || (a.name < b.name ? -1 : 1)
}

const french = new Intl.Collator("fr")
const byCount = (a: GroupDict, b: GroupDict) => a.package_count - b.package_count
const orders = {
  name: (a: GroupDict, b: GroupDict) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  title: (a: GroupDict, b: GroupDict) => french.compare(a.title ?? "", b.title ?? ""),
  package_count: byCount,
  packages: byCount,
}

async function shown(params: Params, group: GroupDict, { deps, field }: { deps: ApiDeps; field: string }) {
  const complete = { ...group, extras: [], users: [], groups: [], tags: [] }
  if (!booleanOf(params, "include_datasets", false)) return complete
  const name = field === "groups" ? group.name : group.id
  const of = field === "groups" ? "groups" : "owner_org"
  const condition = conditionFromLucene({ kind: "phrase", field: of, text: name }, deps.clock.now())
  const order = packageOrder("metadata_modified desc").expression(false)
  const ids = await packageIds(deps.db, { condition }, { order, limit: maxGroups, offset: 0 })
  const found = (await datasetsByIds(deps.db, ids)).filter(isPublicDataset)
  const withTables = await tablesAmong(deps.db, found)
  const context = { vocabularies: deps.vocabularies(), baseUrl: deps.baseUrl, withTables }
  const packages = found.map((one) => packageFromDataset(one, context))
  return { ...complete, packages }
}
